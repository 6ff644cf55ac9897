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

function rangesIn({ dependencies, devDependencies, peerDependencies }: Manifest): Readonly<Record<string, string>> {
  return { ...peerDependencies, ...dependencies, ...devDependencies };
}

function manifest(file: string): Manifest {
  return JSON.parse(readFileSync(path.join(ROOT, file), 'utf8'));
}
