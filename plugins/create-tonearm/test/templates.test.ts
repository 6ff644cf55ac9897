import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { ROOT } from './published-packages.js';

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly engines: object;
  readonly license?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

describe('templates', () => {
  const templates = globSync('plugins/create-tonearm/templates/*/package.json', { cwd: ROOT });
  const ours = [...globSync(['core/package.json', 'plugins/*/package.json'], { cwd: ROOT })].map(manifest);

  it('are one for each kind', () => {
    expect(templates.map((file) => path.basename(path.dirname(file))).sort()).to.deep.equal(['bot', 'source', 'view']);
  });

  for (const file of templates) {
    it(`${path.dirname(file)} asks for the versions that we release and test with`, () => {
      for (const [name, range] of Object.entries(rangesIn(manifest(file)))) {
        expect(range, name).to.equal(rangeOf(name));
      }
      expect(manifest(file).engines).to.deep.equal(manifest('package.json').engines);
      expect(manifest(file)).not.to.have.property('license');
    });

    it(`${path.dirname(file)} names everything that it imports, and its types where it brings none`, () => {
      const named = Object.keys(rangesIn(manifest(file)));
      for (const name of importsIn(path.dirname(file))) {
        const own = ours.some((one) => one.name === name);
        if (!name.startsWith('node:')) expect(named).to.include(name);
        if (name.startsWith('node:')) expect(named).to.include('@types/node');
        else if (!own && !bringsTypes(name)) expect(named).to.include(`@types/${name}`);
      }
    });
  }

  /** Of ours, the version that is released with it; of others, what our packages depend on, or what is installed here. */
  function rangeOf(name: string): string {
    const own = ours.find((one) => one.name === name);
    if (own) return `^${own.version}`;
    const named = ours.flatMap((one) => one.dependencies?.[name] ?? []);
    const installed = manifest(`node_modules/${name}/package.json`).version;
    return named[0] ?? (name === 'typescript' ? `~${installed}` : `^${installed}`);
  }
});

/** The packages that the files of a template import. */
function importsIn(template: string): readonly string[] {
  const files = globSync(`${template}/{src,test}/**/*.ts`, { cwd: ROOT });
  const texts = files.map((file) => readFileSync(path.join(ROOT, file), 'utf8'));
  const imports = texts.flatMap((text) => [...text.matchAll(/^(?:import|export|\}) .*from '([^'.][^']*)'/gm)]);
  const names = imports.map(([, name = '']) => (name.match(/^(?:@[^/]+\/)?[^/]+/) ?? [name])[0]);
  return [...new Set(names)];
}

function bringsTypes(name: string): boolean {
  return /"(?:types|typings)":/.test(readFileSync(path.join(ROOT, `node_modules/${name}/package.json`), 'utf8'));
}

function rangesIn({ dependencies, devDependencies, peerDependencies }: Manifest): Readonly<Record<string, string>> {
  return { ...peerDependencies, ...dependencies, ...devDependencies };
}

function manifest(file: string): Manifest {
  return JSON.parse(readFileSync(path.join(ROOT, file), 'utf8'));
}
