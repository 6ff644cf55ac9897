import { parseArgs } from 'node:util';
import { type Kind, kindNamed, kindNames } from './kinds.js';
import { type ProjectName, parseProjectName } from './project-name.js';
import { Refusal } from './refusal.js';

/** What the command line says; what it leaves open is absent. */
export interface Wish {
  readonly help: boolean;
  readonly name?: ProjectName;
  readonly kind?: Kind;
}

/** @param args what follows the program's name @throws Refusal that names the argument and what it may be */
export function readArguments(args: readonly string[]): Wish {
  const { values, positionals } = parsed(args);
  const [name, ...more] = positionals;
  const [extra] = more;
  if (extra !== undefined) throw new Refusal(`One name at a time: what is “${extra}”? A name has dashes, not blanks.`);
  return {
    help: values.help,
    ...(name !== undefined && { name: parseProjectName(name) }),
    ...(values.kind !== undefined && { kind: parseKind(values.kind) }),
  };
}

/** @throws Refusal that lists the kinds */
export function parseKind(text: string): Kind {
  const kind = kindNamed(text);
  if (kind === undefined) throw new Refusal(`“${text}” is not one of the kinds: ${kindNames().join(', ')}.`);
  return kind;
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        kind: { type: 'string', short: 'k' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
  } catch (cause) {
    throw new Refusal(cause instanceof Error ? cause.message : String(cause), { cause });
  }
}
