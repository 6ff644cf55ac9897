import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import ts from 'typescript';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const FOLDER = path.join(ROOT, 'test/samples');
const GIVEN = path.join(FOLDER, 'given.d.ts');
const PAGES = globSync('**/*.md', {
  cwd: ROOT,
  exclude: (name) => /(^|\/)(node_modules|dist|data|coverage|api|templates|decisions)$/.test(name),
});
/** A project as a reader begins it: strict, and nothing that we ask of ourselves beyond that. */
const OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2024,
  lib: ['lib.es2024.d.ts', 'lib.esnext.disposable.d.ts'],
  module: ts.ModuleKind.NodeNext,
  moduleDetection: ts.ModuleDetectionKind.Force,
  experimentalDecorators: true,
  types: ['node', 'mocha'],
  strict: true,
  skipLibCheck: true,
  noEmit: true,
};

describe('samples in the documentation', function () {
  this.timeout(60_000);

  it('are there', () => {
    const pages = new Set(PAGES.filter((page) => samplesOf(page).size > 0));
    expect(pages).to.include.members(['README.md', 'core/README.md', 'docs/guides/write-a-view.md']);
  });

  it('compile, with what a reader has by then', () => {
    expect(complaintsAbout(new Map(PAGES.flatMap((page) => [...samplesOf(page)])))).to.deep.equal([]);
  });

  it('are found out where they name what there is not', () => {
    const sample = new Map([
      [path.join(FOLDER, 'wrong.ts'), "import { createTonearm } from '@tonearm/core';\ncreateTonearm({ plugin: [] });"],
    ]);
    expect(complaintsAbout(sample).join()).to.match(/^wrong\.ts:2: .*'plugin' does not exist/);
  });
});

/** The TypeScript of a page, as files. What one imports from a file beside it is the sample before it. */
function samplesOf(page: string): ReadonlyMap<string, string> {
  const text = readFileSync(path.join(ROOT, page), 'utf8');
  const blocks = [...text.matchAll(/^```ts\n([\s\S]*?)\n```$/gm)].map(([, code = '']) => code);
  const name = (index: number) => `${page.replace(/\W+/g, '-')}-${index}`;
  return new Map(
    blocks.map((code, index) => {
      const linked = code.replace(/from '\.\.?\/[^']+'/g, `from './${name(index - 1)}.js'`);
      return [path.join(FOLDER, `${name(index)}.ts`), linked];
    }),
  );
}

function complaintsAbout(samples: ReadonlyMap<string, string>): string[] {
  const host = ts.createCompilerHost(OPTIONS);
  const { fileExists, readFile, getSourceFile } = host;
  const program = ts.createProgram([GIVEN, ...samples.keys()], OPTIONS, {
    ...host,
    getCurrentDirectory: () => ROOT,
    fileExists: (file) => samples.has(path.normalize(file)) || fileExists(file),
    readFile: (file) => samples.get(path.normalize(file)) ?? readFile(file),
    getSourceFile: (file, language) => {
      const sample = samples.get(path.normalize(file));
      return sample === undefined ? getSourceFile(file, language) : ts.createSourceFile(file, sample, language);
    },
  });
  return ts.getPreEmitDiagnostics(program).map(({ file, start = 0, messageText }) => {
    const line = file === undefined ? 0 : file.getLineAndCharacterOfPosition(start).line + 1;
    return `${path.basename(file?.fileName ?? '')}:${line}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`;
  });
}
