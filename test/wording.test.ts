import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import ts from 'typescript';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Where listeners get what they read; the kit for tests, the stand-in for Discord and what runs on a console have other readers. */
const SOURCES = globSync(['core/src/**/*.ts', 'plugins/*/src/**/*.ts'], { cwd: ROOT })
  .filter((file) => !/^core\/src\/testing\/|^plugins\/(discord-sandbox|create-tonearm)\//.test(file))
  .sort();
const FRENCH = globSync(['core/src/texts/french*.ts', 'plugins/*/src/texts/french*.ts'], { cwd: ROOT });

/** Read by operators, in the log or on the console: they say in English what to do. */
const FOR_OPERATORS = ['SetupError', 'StoreError', 'AddressFault'];
/** End in the log: they are the causes of errors that listeners read, or nobody asked for what failed. */
const LOGGED = [
  "core/src/progress/progress-publisher.ts: 'Writing a message'",
  "plugins/source-youtube/src/streams/healing.ts: 'Finding the rest of a video'",
  "plugins/source-youtube/src/streams/visitors.ts: 'A new visitor identity'",
  "plugins/source-youtube/src/streams/visitors.ts: 'A PO token'",
];

/** The usual commands of one who says *tu*, besides the words for *you*. */
const YOU = ['tu', 'te', 'toi', 'ton', 'ta', 'tes', 'tien', 'tienne', 'tiens', 'tiennes'];
const COMMANDS = [
  ...[
    'Essaie',
    'Réessaie',
    'Choisis',
    'Vérifie',
    'Cherche',
    'Demande',
    'Redemande',
    'Copie',
    'Écris',
    'Rejoins',
    'Lis',
  ],
  ...['Dis', 'Donne', 'Regarde', 'Utilise', 'Supprime', 'Retire', 'Enlève', 'Commence', 'Laisse', 'Attends', 'Joue'],
];
const TU = new RegExp(
  `(?<!\\p{L})((${YOU.join('|')})(?!\\p{L})|t’)|(^|[.:;,?!] |puis |ou )(${COMMANDS.join('|')})(?!\\p{L})`,
  'iu',
);

describe('what listeners read', () => {
  const files = SOURCES.map((file) => parsed(file, readFileSync(path.join(ROOT, file), 'utf8')));

  it('is a phrase in every language, not English in the code', () => {
    expect(files.length).to.be.above(300);
    expect(englishIn(files)).to.deep.equal(LOGGED);
  });

  it('would be noticed in an error, and where words are handed on', () => {
    const errors =
      'abstract class TonearmError {} class LostError extends TonearmError {} class NearError extends LostError {}';
    const found = englishIn([
      parsed('errors.ts', `${errors} class OwnError extends TonearmError { constructor() { super('It is gone.'); } }`),
      parsed('a.ts', "throw new NearError('It is gone.');"),
      parsed('b.ts', 'throw new LostError(isLate ? "It is late." : phrase("on-time"));'),
      parsed(
        'c.ts',
        "function end(id: number, why: Wording) {} end(1, 'Somebody left.'); end(2, say('somebody left'));",
      ),
      parsed('d.ts', "throw new LostError(phrase('lost', { name: 'a b' })); throw new Error('not for listeners');"),
    ]);
    expect(found.map((place) => place.split(':')[0])).to.deep.equal(['errors.ts', 'a.ts', 'b.ts', 'c.ts']);
  });

  it('says *vous* in French, or addresses nobody', () => {
    expect(FRENCH.length).to.be.above(8);
    const said = FRENCH.flatMap((file) => literalsIn(parsed(file, readFileSync(path.join(ROOT, file), 'utf8'))));
    expect(said.length).to.be.above(400);
    expect(said.filter((text) => TU.test(text))).to.deep.equal([]);
    expect(TU.test('Rejoins d’abord un salon.') && TU.test('C’est ta file.') && TU.test('Je t’écris.')).to.equal(true);
  });
});

/** English sentences in place of phrases: `file: the sentence`. */
function englishIn(files: readonly ts.SourceFile[]): string[] {
  const errors = listenersErrors(files);
  const worded = wordedParameters(files);
  return files.flatMap((file) =>
    nodesOf(file).flatMap((node) => {
      const words = wordsGiven(node, errors, worded);
      return words.filter(isSentence).map((literal) => `${file.fileName}: ${literal.getText()}`);
    }),
  );
}

/** What an expression hands on to be read. */
function wordsGiven(node: ts.Node, errors: ReadonlySet<string>, worded: ReadonlyMap<string, number>): ts.Expression[] {
  if (ts.isNewExpression(node)) {
    return errors.has(node.expression.getText()) ? [...(node.arguments ?? [])].flatMap(branchesOf) : [];
  }
  if (!ts.isCallExpression(node)) return [];
  if (node.expression.kind === ts.SyntaxKind.SuperKeyword) {
    return errors.has(classAround(node) ?? '') ? node.arguments.flatMap(branchesOf) : [];
  }
  const name = nameOf(node.expression) ?? '';
  // Whose first argument is the name of a text.
  const index = ['phrase', 'say'].includes(name) ? undefined : worded.get(name);
  const argument = index === undefined ? undefined : node.arguments[index];
  return argument === undefined ? [] : branchesOf(argument);
}

/** Classes that extend `TonearmError`, however far. */
function listenersErrors(files: readonly ts.SourceFile[]): ReadonlySet<string> {
  const parents = files.flatMap((file) =>
    nodesOf(file).flatMap((node) => {
      if (!ts.isClassDeclaration(node)) return [];
      const [parent] = (node.heritageClauses ?? []).flatMap(({ types }) => types.map(({ expression }) => expression));
      return [[node.name?.text ?? '', parent?.getText() ?? ''] as const];
    }),
  );
  const known = new Set(['TonearmError']);
  for (let before = 0; before !== known.size; ) {
    before = known.size;
    for (const [name, parent] of parents) if (known.has(parent) && !FOR_OPERATORS.includes(name)) known.add(name);
  }
  return known;
}

/** Functions that take a `Wording`, and as which of their parameters. */
function wordedParameters(files: readonly ts.SourceFile[]): ReadonlyMap<string, number> {
  const found = files.flatMap((file) =>
    nodesOf(file).flatMap((node) => {
      if (!ts.isFunctionDeclaration(node) && !ts.isMethodDeclaration(node) && !ts.isMethodSignature(node)) return [];
      const index = node.parameters.findIndex(({ type }) => type?.getText() === 'Wording');
      return index < 0 ? [] : [[node.name?.getText() ?? '', index] as const];
    }),
  );
  return new Map(found);
}

function nameOf(expression: ts.Expression): string | undefined {
  if (ts.isIdentifier(expression)) return expression.text;
  return ts.isPropertyAccessExpression(expression) ? expression.name.text : undefined;
}

function classAround(node: ts.Node): string | undefined {
  for (let at = node.parent; at; at = at.parent) if (ts.isClassDeclaration(at)) return at.name?.text;
  return undefined;
}

/** What a choice may come to. */
function branchesOf(expression: ts.Expression): ts.Expression[] {
  if (ts.isConditionalExpression(expression)) {
    return [...branchesOf(expression.whenTrue), ...branchesOf(expression.whenFalse)];
  }
  if (!ts.isBinaryExpression(expression)) return [expression];
  return [...branchesOf(expression.left), ...branchesOf(expression.right)];
}

function isSentence(expression: ts.Expression): boolean {
  if (ts.isTemplateExpression(expression)) return true;
  return ts.isStringLiteralLike(expression) && expression.text.includes(' ');
}

function literalsIn(file: ts.SourceFile): string[] {
  return nodesOf(file).flatMap((node) =>
    ts.isStringLiteralLike(node) && ts.isPropertyAssignment(node.parent) && node.parent.initializer === node
      ? node.text
      : [],
  );
}

function nodesOf(node: ts.Node): ts.Node[] {
  const nodes = [node];
  for (const one of nodes) ts.forEachChild(one, (child) => void nodes.push(child));
  return nodes;
}

function parsed(name: string, code: string): ts.SourceFile {
  return ts.createSourceFile(name, code, ts.ScriptTarget.Latest, true);
}
