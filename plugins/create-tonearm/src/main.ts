import { type Answers, askFor } from './ask.js';
import { KINDS, kindNames } from './kinds.js';
import { readArguments, type Wish } from './read-arguments.js';
import { Refusal } from './refusal.js';
import { renderProject } from './render.js';

const USAGE = `npm create tonearm <name> -- --kind <kind>

Begins a project in a new folder of that name, with tests that pass. The kinds:

${kindNames()
  .map((kind) => `  ${kind.padEnd(6)}  ${KINDS[kind]}`)
  .join('\n')}

What is left out is asked for.
`;

try {
  const wish = readArguments(process.argv.slice(2));
  if (wish.help) process.stdout.write(USAGE);
  else await begin(await complete(wish));
} catch (error) {
  process.exitCode = 1;
  if (error instanceof Refusal) process.stderr.write(`${error.message}\n`);
  // The person has left; there is nothing to explain.
  else if (error instanceof Error && error.name === 'AbortError') process.stdout.write('\n');
  else throw error;
}

async function complete(wish: Wish): Promise<Answers> {
  const { name, kind } = wish;
  if (name && kind) return { name, kind };
  if (process.stdin.isTTY && process.stdout.isTTY)
    return askFor(wish, { input: process.stdin, output: process.stdout });
  const missing = [!name && 'a name', !kind && 'a kind'].filter((part) => part !== false).join(' and ');
  throw new Refusal(`${missing} is missing, and there is no terminal to ask at.\n\n${USAGE}`.replace(/^a/, 'A'));
}

async function begin({ name, kind }: Answers): Promise<void> {
  const files = await renderProject(kind, name, process.cwd());
  const start = kind === 'bot' ? '  npm start        # in a Discord of its own\n' : '';
  process.stdout.write(
    `${name.folder}: a ${kind}, ${files.length} files. Go on with\n\n` +
      `  cd ${name.folder}\n  npm install\n  npm test\n${start}\nREADME.md tells the rest.\n`,
  );
}
