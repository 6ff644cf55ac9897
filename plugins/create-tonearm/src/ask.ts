import { createInterface } from 'node:readline/promises';
import { type Kind, KINDS, kindNames } from './kinds.js';
import { type ProjectName, parseProjectName } from './project-name.js';
import { parseKind, type Wish } from './read-arguments.js';
import { Refusal } from './refusal.js';

/** Where a person reads and types. */
export interface Terminal {
  readonly input: NodeJS.ReadableStream;
  readonly output: NodeJS.WritableStream;
}

/** Everything that a project needs to be told. */
export interface Answers {
  readonly name: ProjectName;
  readonly kind: Kind;
}

/**
 * Asks a person for what the command line has left open, again until the answer will do.
 * @throws AbortError when the person leaves (Ctrl-C, Ctrl-D)
 */
export async function askFor({ name, kind }: Wish, { input, output }: Terminal): Promise<Answers> {
  const lines = createInterface({ input, output });
  const left = new AbortController();
  lines.once('close', () => left.abort());
  const ask = async <T>(question: string, parse: (text: string) => T): Promise<T> => {
    for (;;) {
      const answer = await lines.question(question, { signal: left.signal });
      try {
        return parse(answer);
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        output.write(`${error.message}\n`);
      }
    }
  };
  try {
    const chosen = kind ?? (await ask(kindQuestion(), kindByNumberOrName));
    return { kind: chosen, name: name ?? (await ask(`What is the ${chosen} called? `, parseProjectName)) };
  } finally {
    lines.close();
  }
}

function kindQuestion(): string {
  const choices = kindNames().map((kind, index) => `  ${index + 1}  ${kind.padEnd(6)}  ${KINDS[kind]}\n`);
  return `What shall it be?\n${choices.join('')}A number or a name: `;
}

function kindByNumberOrName(text: string): Kind {
  return kindNames()[Number(text) - 1] ?? parseKind(text.trim());
}
