import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { POLICY, RIGHTS, type Right } from '../src/policy/policy.js';

const PAGE = readFileSync(new URL('../../../../docs/guides/commands.md', import.meta.url), 'utf8');

/** How the page calls who may do something. */
const WORDS: Readonly<Record<Right, string>> = {
  anyone: 'anyone',
  guest: 'guest',
  listener: 'listener',
  dj: 'DJ',
  manager: 'manager',
  administrator: 'administrator',
};

describe('the page of commands', () => {
  const rows = [...PAGE.matchAll(/^\| (`\/.*?) \| .* \| (\w+) \|$/gm)].map(([, typed = '', who = '']) => {
    const names = [...typed.matchAll(/`\/([a-z_]+)/g)].map(([, name = '']) => name);
    return { names, who };
  });

  it('names every command, and no other', () => {
    const named = new Set(rows.flatMap(({ names }) => names));
    expect([...named].sort()).to.deep.equal(Object.keys(POLICY).sort());
  });

  it('says who may use it as the policy does', () => {
    const rules = new Map(Object.entries(POLICY));
    const wrong = rows.flatMap(({ names, who }) =>
      names.filter((name) => WORDS[rules.get(name)?.who ?? 'anyone'] !== who),
    );
    expect(wrong).to.deep.equal([]);
    expect(RIGHTS.filter((right) => !PAGE.includes(`| ${WORDS[right]} |`))).to.deep.equal([]);
  });
});
