import { existsSync, globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const isMade = (name: string) => /(^|\/)(node_modules|dist|data|coverage|api)$/.test(name);
const PAGES = globSync('**/*.md', { cwd: ROOT, exclude: isMade });
const PUBLISHED = globSync(['core/package.json', 'plugins/*/package.json'], { cwd: ROOT })
  .map((file) => path.posix.dirname(file))
  .filter((folder) => !manifestOf(folder)['private']);

const OTHERS_PROGRAMS = ['tsc', 'mocha', 'biome'];

interface Included {
  readonly page: string;
  readonly file: string;
  readonly code: string;
}

describe('documentation', () => {
  it('has pages', () => {
    expect(PAGES).to.include.members(['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'docs/README.md']);
  });

  for (const page of PAGES) {
    it(`${page} links only to what is there`, () => {
      expect(linksOf(read(page)).filter((link) => !leadsSomewhere(page, link))).to.deep.equal([]);
    });
  }

  it('notices a link that leads nowhere', () => {
    expect(leadsSomewhere('README.md', 'no-such-page.md')).to.equal(false);
    expect(leadsSomewhere('README.md', 'CONTRIBUTING.md#no-such-heading')).to.equal(false);
    expect(linksOf('[a](b.md) and ![c](d/e.png "f") but not `[g](h)`')).to.deep.equal(['b.md', 'd/e.png']);
  });

  it('includes code as it is tested', () => {
    const included = PAGES.flatMap(includedCodeOf);
    expect(included.map(({ page }) => page)).to.include.members(['README.md', 'docs/guides/write-a-plugin.md']);
    for (const { page, file, code } of included) expect(code, `${file} in ${page}`).to.equal(read(file).trim());
  });

  it('names only scripts and programs that there are', () => {
    const { scripts } = manifestOf('.') as { scripts: Record<string, string> };
    const programs = PUBLISHED.flatMap((folder) => Object.keys(manifestOf(folder)['bin'] ?? {}));
    const known = new Set([...Object.keys(scripts), ...programs, ...OTHERS_PROGRAMS]);
    const named = PAGES.flatMap((page) => [...read(page).matchAll(/\b(?:npm run|npx) (?:--\w+ )*([\w:-]+)/g)]);
    expect(named.map(([, name]) => name)).to.include('doctor');
    expect(named.filter(([, name = '']) => !known.has(name)).map(String)).to.deep.equal([]);
  });

  it('names only files that there are', () => {
    const paths = globSync('**/*.{ts,mjs,json,css}', { cwd: ROOT, exclude: isMade }).map((file) => `/${file}`);
    const named = PAGES.flatMap((page) =>
      [...read(page).matchAll(/`([\w.-]+\/[\w./-]+\.(?:ts|mjs|json|css))`/g)].map(([, file]) => ({ page, file })),
    );
    expect(named).to.deep.include({ page: 'docs/guides/languages.md', file: 'core/src/texts/catalogue.ts' });
    // A page may leave out where its package or its concept lies.
    expect(named.filter(({ file }) => !paths.some((one) => one.endsWith(`/${file}`)))).to.deep.equal([]);
  });

  it('maps every page of docs in docs/README.md', () => {
    const mapped = [...linksOf(read('docs/README.md')), ...linksOf(read(`${DECISIONS}/README.md`)).map(inDecisions)];
    const pages = PAGES.filter((page) => page.startsWith('docs/')).map((page) => path.posix.relative('docs', page));
    expect(pages.filter((page) => page !== 'README.md' && !mapped.includes(page))).to.deep.equal([]);
  });

  it('says in the core’s README what each folder of it answers', () => {
    const table = [...read('core/README.md').matchAll(/^\| (`[^|]+`) \|/gm)].map(([, names]) => names).join();
    const folders = globSync('core/src/*/', { cwd: ROOT }).map((folder) => `\`${path.basename(folder)}\``);
    expect(folders).to.include('`scheduler`');
    expect(folders.filter((folder) => !table.includes(folder))).to.deep.equal([]);
  });

  it('has a picture on every page of concepts', () => {
    const concepts = PAGES.filter((page) => page.startsWith('docs/concepts/'));
    expect(concepts.filter((page) => !/^```mermaid$|^!\[/m.test(read(page)))).to.deep.equal([]);
  });
});

describe('configuration', () => {
  const inExample = [...read('.env.example').matchAll(/^([A-Z_]+)=/gm)].map(([, key]) => key);
  const inConfig = new Set(
    [...read('examples/bot/src/config.ts').matchAll(/value\('([A-Z_]+)'\)/g)].map(([, key]) => key),
  );

  it('is read as .env.example tells it', () => {
    expect([...inConfig].sort()).to.deep.equal([...inExample].sort());
  });

  for (const page of ['README.md', 'docs/deploy/configuration.md']) {
    it(`is told in full by ${page}`, () => {
      const inTable = [...read(page).matchAll(/^\| `([A-Z_]+)` \|/gm)].map(([, key]) => key);
      expect(inTable).to.deep.equal(inExample);
    });
  }
});

describe('published packages', () => {
  for (const folder of PUBLISHED) {
    it(`${folder} carries what a reader of the registry needs`, () => {
      const manifest = manifestOf(folder);
      expect(manifest['description']).to.be.a('string').that.matches(/\.$/);
      // No maps: what they lead to is not in the package.
      expect(manifest['files']).to.include.members(['dist/src', '!**/*.map', 'README.md', 'LICENSE']);
      expect(manifest['keywords']).to.include.members(['tonearm', 'discord', 'music-bot']);
      expect(manifest['publishConfig']).to.deep.equal({ access: 'public' });
      expect(read(`${folder}/LICENSE`)).to.equal(read('LICENSE'));
      expect(read(`${folder}/README.md`)).to.match(new RegExp(`^# ${manifest['name']}\n`));
      expect(read(`${folder}/README.md`)).to.match(/^(npm (install|create) |npx )/m);
    });

    it(`${folder} has programs that can be linked before anything is built`, () => {
      const programs = Object.values((manifestOf(folder)['bin'] ?? {}) as Record<string, string>);
      const late = programs.filter((file) => /dist/.test(file) || !existsSync(path.join(ROOT, folder, file)));
      expect(late).to.deep.equal([]);
      expect(manifestOf(folder)['files']).to.include.members(programs.map((file) => path.posix.normalize(file)));
    });

    it(`${folder} stands in the README`, () => {
      expect(linksOf(read('README.md'))).to.include(folder);
    });
  }
});

const DECISIONS = 'docs/contributing/decisions';

function inDecisions(link: string): string {
  return path.posix.relative('docs', path.posix.join(DECISIONS, link));
}

/** Targets of links and pictures, without those inside code. */
function linksOf(text: string): string[] {
  const prose = text.replace(/^(```+)[^\n]*\n[\s\S]*?^\1$/gm, '').replace(/`[^`\n]*`/g, '');
  return [...prose.matchAll(/\]\(([^)\s]+)(?:\s+"[^"]*")?\)/g)].map(([, target = '']) => target);
}

function leadsSomewhere(page: string, link: string): boolean {
  if (/^(https?|mailto):/.test(link)) return true;
  const [target = '', heading] = decodeURI(link).split('#');
  const file = target === '' ? page : path.posix.join(path.posix.dirname(page), target);
  if (file.startsWith('..') || !existsSync(path.join(ROOT, file))) return false;
  return heading === undefined || headingsOf(read(file)).includes(heading);
}

/** The ids that GitHub gives to headings. */
function headingsOf(text: string): string[] {
  return [...text.matchAll(/^#+ (.+)$/gm)].map(([, words = '']) =>
    words
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

/** Blocks of code below a comment that names their file: `<!-- included: examples/… -->`. */
function includedCodeOf(page: string): Included[] {
  const blocks = read(page).matchAll(/<!-- included: (\S+) -->\n(?:```\w+\n([\s\S]*?)\n```$)?/gm);
  return [...blocks].map(([, file = '', code = '']) => ({ page, file, code }));
}

function manifestOf(folder: string): Record<string, unknown> {
  return JSON.parse(read(`${folder}/package.json`));
}

function read(file: string): string {
  return readFileSync(path.join(ROOT, file), 'utf8');
}
