import { existsSync, globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';

/** Who may import whom. A name alone allows values; `types of` allows only what vanishes at run time. */
const TABLE: Readonly<Record<string, string>> = {
  model: '',
  texts: 'model',
  errors: 'model texts',
  runtime: 'errors, types of model',
  audio: 'runtime errors model texts resources',
  transfer: 'runtime errors model texts audio',
  resources: 'runtime errors model texts',
  store: 'runtime errors model',
  resilience: 'runtime errors model',
  scheduler: 'runtime errors model texts, types of resilience',
  cache: 'runtime errors model store',
  progress: 'runtime errors model texts, types of scheduler',
  sources: 'runtime errors model texts scheduler resilience cache progress',
  playback: 'runtime errors model texts audio sources scheduler progress store, types of resources',
  journal: 'runtime errors model store audio, types of playback progress',
  settings: 'runtime errors model texts store audio, types of playback',
  playlists: 'runtime errors model store sources, types of playback scheduler resilience',
  matching: 'runtime errors model texts store sources, types of playback',
  lyrics: 'runtime errors model store, types of sources',
  'plugin-host': 'runtime errors, types of anything',
  di: 'runtime errors, types of anything',
  requests: 'runtime errors model sources, types of playback journal resources',
  status: 'types of playback scheduler sources resources',
  'tonearm.ts': 'runtime errors model sources journal requests status, types of anything',
  'create-tonearm.ts': 'anything',
  composition: 'anything',
  'index.ts': 'anything',
  testing: 'anything',
};

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../..');
const coreSrc = path.join(root, 'core/src');

interface Import {
  readonly file: string;
  readonly specifier: string;
  readonly typeOnly: boolean;
}

describe('architecture', () => {
  const folders = globSync('*', { cwd: coreSrc }).filter((name) => !name.startsWith('.'));

  it('has a row for every folder of the core, and a folder for every row', () => {
    expect([...folders].sort()).to.deep.equal(Object.keys(TABLE).sort());
  });

  for (const [folder, allowed] of Object.entries(TABLE)) {
    it(`${folder} imports only: ${allowed || 'nothing'}`, () => {
      expect(existsSync(path.join(coreSrc, folder)), folder).to.equal(true);
      expect(violationsOf(folder, allowed)).to.deep.equal([]);
    });
  }

  it('keeps Discord, Sapphire and every plugin out of the core', () => {
    const foreign = /^(discord\.js|@discordjs\/|@sapphire\/|@snazzah\/|@tonearm\/)/;
    expect(importsUnder('core/src').filter(({ specifier }) => foreign.test(specifier))).to.deep.equal([]);
  });

  it('lets plugins import the core only, and their tests its testing kit and the sandbox too', () => {
    const ours = importsUnder('plugins').filter(({ specifier }) => specifier.startsWith('@tonearm/'));
    const wrong = ours.filter(({ file, specifier }) => {
      if (specifier === '@tonearm/core') return false;
      const inTest = /^plugins\/[^/]+\/test\//.test(file);
      const [, , own] = file.split('/');
      return !inTest || !['@tonearm/core/testing', '@tonearm/discord-sandbox', `@tonearm/${own}`].includes(specifier);
    });
    expect(wrong).to.deep.equal([]);
  });

  it('leaves @discordjs/voice to discord-voice and @sapphire/* to sapphire', () => {
    const inSources = importsUnder('plugins').filter(({ file }) => /^plugins\/[^/]+\/src\//.test(file));
    const strays = inSources.filter(
      ({ file, specifier }) =>
        (specifier.startsWith('@discordjs/voice') && !file.startsWith('plugins/discord-voice/')) ||
        (specifier.startsWith('@sapphire/') && !file.startsWith('plugins/sapphire/')),
    );
    expect(strays).to.deep.equal([]);
  });

  it('reads the time in one file', () => {
    const readers = globSync('core/src/**/*.ts', { cwd: root }).filter((file) =>
      /\b(Date\.now|setTimeout|setInterval|performance\.now)\b/.test(withoutComments(read(file))),
    );
    expect(readers).to.deep.equal(['core/src/runtime/clock.ts']);
  });

  it('would notice a wrong import', () => {
    const planted = { file: 'core/src/model/x.ts', specifier: '../playback/queue.js', typeOnly: false };
    expect(isAllowed(planted, 'model', '')).to.equal(false);
  });
});

function violationsOf(folder: string, allowed: string): string[] {
  const under = folder.endsWith('.ts') ? `core/src/${folder}` : `core/src/${folder}/**/*.ts`;
  return globSync(under, { cwd: root })
    .flatMap(importsOf)
    .filter((found) => found.specifier.startsWith('.') && !isAllowed(found, folder, allowed))
    .map(({ file, specifier }) => `${file} imports ${specifier}`);
}

function isAllowed({ file, specifier, typeOnly }: Import, folder: string, allowed: string): boolean {
  const target = path.relative('core/src', path.join(path.dirname(file), specifier)).split(path.sep)[0] ?? '';
  const place = target.replace(/\.js$/, '.ts');
  if (place === folder || allowed === 'anything') return true;
  const [values = '', types = ''] = allowed.split(', types of ');
  if (values.split(' ').includes(place)) return true;
  return typeOnly && (types === 'anything' || types.split(' ').includes(place));
}

/** What is built, what is installed, and projects for others to begin with. */
const NOT_OURS = /(^|\/)(dist|node_modules)\/|^plugins\/create-tonearm\/templates\//;

function importsUnder(folder: string): Import[] {
  return globSync(`${folder}/**/*.ts`, { cwd: root })
    .filter((file) => !NOT_OURS.test(file) && !file.endsWith('.d.ts'))
    .flatMap(importsOf);
}

function importsOf(file: string): Import[] {
  const statements = withoutComments(read(file)).matchAll(
    /(?:^|\n)\s*(?:import|export)\s+(type\s+)?([^'";]*?from\s+)?['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]\s*\)/g,
  );
  return [...statements].map(([, type, names = '', specifier, dynamic]) => ({
    file,
    specifier: specifier ?? dynamic ?? '',
    typeOnly: type !== undefined || onlyInlineTypes(names),
  }));
}

function onlyInlineTypes(names: string): boolean {
  const inner = /\{([^}]*)\}/.exec(names)?.[1];
  if (inner === undefined) return false;
  const parts = inner.split(',').map((part) => part.trim());
  return parts.filter(Boolean).every((part) => part.startsWith('type '));
}

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/[^\n]*/g, '$1');
}

function read(file: string): string {
  return readFileSync(path.join(root, file), 'utf8');
}
