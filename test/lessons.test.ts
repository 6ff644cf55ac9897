import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { LESSONS } from './lessons.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

describe('lessons', () => {
  for (const { lesson, heldBy } of LESSONS) {
    it(`is held by a test: ${lesson}`, () => {
      expect(heldBy, 'a row needs a test that holds it').to.have.length.above(0);
      const missing = heldBy.filter(([file, title]) => !titlesIn(file).includes(title));
      expect(missing, 'no such file, or no such it(…) in it').to.deep.equal([]);
    });
  }

  it('are each told once', () => {
    const told = LESSONS.map(({ lesson }) => lesson);
    expect(new Set(told).size).to.equal(told.length);
  });

  it('would notice a test that is gone, or that is skipped', () => {
    expect(titlesIn('core/test/no-such.test.ts')).to.deep.equal([]);
    expect(titlesOf("it('a fact', () => {}); it.skip('b', f); xit('c'); // it('d')")).to.deep.equal(['a fact']);
    expect(titlesOf(`it(\`\${kind} ends\`, f);\n  it(\n    "it’s so",\n f)`)).to.deep.equal(['… ends', 'it’s so']);
  });
});

function titlesIn(file: string): string[] {
  const place = path.join(ROOT, file);
  return existsSync(place) ? titlesOf(readFileSync(place, 'utf8')) : [];
}

/** What stands between the quotes of every `it('…'`; `…` for what a template puts in. */
function titlesOf(source: string): string[] {
  const calls = source
    .replace(/^(.*?)\s\/\/ .*$/gm, '$1')
    .matchAll(/(?<![\w.])it\(\s*(['"`])((?:\\.|(?!\1)[^\\])*)\1/g);
  return [...calls].map(([, , title = '']) => title.replace(/\$\{[^}]*\}/g, '…'));
}
