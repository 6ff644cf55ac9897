import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Kind } from './kinds.js';
import type { ProjectName } from './project-name.js';
import { Refusal } from './refusal.js';

const TEMPLATES = fileURLToPath(new URL('../../templates', import.meta.url));

/** npm leaves some names out of a package, or reads them itself; these files are called otherwise until they are made. */
const HIDDEN: Readonly<Record<string, string>> = { gitignore: '.gitignore', 'env.example': '.env.example' };

/** Everything that is not one of these is text. */
const SOUND = /\.(opus|ogg)$/;

/**
 * Makes a project out of its template. It never overwrites: where something is already, nothing is made.
 * @param parent the folder in which the new one is made
 * @returns the files made, relative to the new folder, sorted
 * @throws Refusal when the folder is not empty, or cannot be made
 */
export async function renderProject(kind: Kind, name: ProjectName, parent: string): Promise<readonly string[]> {
  const target = path.join(parent, name.folder);
  const template = path.join(TEMPLATES, kind);
  await claim(target, name.folder);
  const files = await readdir(template, { recursive: true, withFileTypes: true });
  const made: string[] = [];
  for (const file of files) {
    if (!file.isFile()) continue;
    const from = path.join(file.parentPath, file.name);
    const inside = path.relative(template, path.join(file.parentPath, HIDDEN[file.name] ?? file.name));
    const to = path.join(target, inWords(inside, name));
    await mkdir(path.dirname(to), { recursive: true });
    const bytes = await readFile(from);
    await writeFile(to, SOUND.test(file.name) ? bytes : inWords(bytes.toString(), name), { flag: 'wx' });
    made.push(path.relative(target, to));
  }
  return made.sort();
}

async function claim(target: string, folder: string): Promise<void> {
  try {
    await mkdir(target, { recursive: true });
    const there = await readdir(target);
    if (there.length === 0) return;
  } catch (cause) {
    throw new Refusal(`The folder “${folder}” cannot be made here: ${messageOf(cause)}`, { cause });
  }
  throw new Refusal(`There is already something in “${folder}”, and nothing is overwritten. Take another name.`);
}

/** The words that stand in templates for a name, so that templates are projects themselves. */
function inWords(text: string, { packageName, thing }: ProjectName): string {
  const words = thing.split('-').map((word) => word.charAt(0).toUpperCase() + word.slice(1));
  const pascal = words.join('');
  return text
    .replaceAll('thing-package', packageName)
    .replaceAll('thing-name', thing)
    .replaceAll('ThingName', pascal)
    .replaceAll('thingName', pascal.charAt(0).toLowerCase() + pascal.slice(1))
    .replaceAll('Thing Name', words.join(' '));
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
