import { isBuiltin } from 'node:module';
import { Refusal } from './refusal.js';

/** A name in the spellings that a project needs. */
export interface ProjectName {
  /** Of the package, perhaps with a scope: `@ada/tonearm-source-radio`. */
  readonly packageName: string;
  /** Of the folder: `tonearm-source-radio`. */
  readonly folder: string;
  /** Of the thing itself, as listeners and configurations say it: `radio`. */
  readonly thing: string;
}

/** A view's name may be as long as this; so may everything else. */
const LONGEST = 32;
const WORDS = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

/** Reads a package's name as a person has typed it. @throws Refusal that says what is wrong, and a name that would do */
export function parseProjectName(text: string): ProjectName {
  const packageName = text.trim();
  if (packageName === '') throw new Refusal('A name is missing, like “my-thing”.');
  const [, scope, folder = packageName] = /^@([^/]*)\/(.*)$/.exec(packageName) ?? [];
  for (const part of [scope ?? folder, folder]) {
    if (!WORDS.test(part))
      throw new Refusal(`“${packageName}” cannot be the name of a package: ${RULE}${instead(part)}`);
  }
  if (folder.length > LONGEST) {
    throw new Refusal(`“${folder}” is too long: it has ${folder.length} characters, and ${LONGEST} are allowed.`);
  }
  if (scope === undefined && (isBuiltin(folder) || RESERVED.has(folder))) {
    throw new Refusal(`“${folder}” is what another package is called. Try “tonearm-${folder}”.`);
  }
  return { packageName, folder, thing: thingOf(folder) };
}

const RULE = 'use small letters, digits and single dashes, beginning with a letter.';

/** Names of packages that a new project installs, or that npm keeps for itself. */
const RESERVED: ReadonlySet<string> = new Set(['chai', 'mocha', 'npm', 'node', 'tonearm', 'typescript']);

function instead(part: string): string {
  const words = part
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/([a-z])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[-0-9]+|-+$/g, '')
    .slice(0, LONGEST)
    .replace(/-+$/, '');
  return WORDS.test(words) ? ` Try “${words}”.` : '';
}

/** `tonearm-source-radio` and `radio-source` are about `radio`. */
function thingOf(folder: string): string {
  const [first, ...others] = folder.replace(/^tonearm-/, '').split('-');
  const words = [first ?? folder, ...others];
  if (words.length > 1 && KIND_WORDS.has(words[0] ?? '')) words.shift();
  if (words.length > 1 && KIND_WORDS.has(words.at(-1) ?? '')) words.pop();
  const thing = words.join('-');
  return WORDS.test(thing) ? thing : folder;
}

const KIND_WORDS: ReadonlySet<string> = new Set(['source', 'view', 'progress', 'bot', 'plugin']);
