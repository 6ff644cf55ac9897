/** A piece of a message's text. Text is plain: whoever draws it escapes it. */
export type MarkdownNode =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'break' }
  | {
      readonly kind: 'bold' | 'italics' | 'underline' | 'strike' | 'spoiler' | 'quote' | 'small';
      readonly children: readonly MarkdownNode[];
    }
  | { readonly kind: 'heading'; readonly level: number; readonly children: readonly MarkdownNode[] }
  | {
      readonly kind: 'item';
      readonly depth: number;
      readonly marker: string;
      readonly children: readonly MarkdownNode[];
    }
  | { readonly kind: 'code' | 'code-block'; readonly text: string }
  | { readonly kind: 'link'; readonly url: string; readonly children: readonly MarkdownNode[] }
  | {
      readonly kind: 'mention';
      readonly of: 'user' | 'role' | 'channel' | 'command';
      readonly id: string;
      readonly name: string;
    }
  | { readonly kind: 'emoji'; readonly name: string }
  | { readonly kind: 'time'; readonly seconds: number; readonly style: string };

interface Rule {
  /** Sticky: it is tried where the text has not been read yet. */
  readonly pattern: RegExp;
  /** Where it may begin: anywhere, or only where a line does. */
  readonly at?: 'line';
  make(match: RegExpExecArray, depth: number): MarkdownNode | undefined;
}

/** Deeper nesting than anybody writes is left as text, so that no message costs much. */
const DEEPEST = 8;

const wrapping = (kind: 'bold' | 'italics' | 'underline' | 'strike' | 'spoiler', pattern: RegExp): Rule => ({
  pattern,
  make: (match, depth) => ({ kind, children: parse(match[1] ?? '', depth + 1) }),
});

const mention = (of: 'user' | 'role' | 'channel', pattern: RegExp): Rule => ({
  pattern,
  make: (match) => ({ kind: 'mention', of, id: match[1] ?? '', name: '' }),
});

/** In the order in which Discord's client tries them. */
const RULES: readonly Rule[] = [
  { pattern: /\\([^\p{L}\p{N}\s])/uy, make: (match) => ({ kind: 'text', text: match[1] ?? '' }) },
  {
    pattern: /```(?:[a-z0-9_+.#-]+\n)?\n*([\s\S]+?)\n*```/iy,
    make: (match) => ({ kind: 'code-block', text: match[1] ?? '' }),
  },
  { pattern: /(`+)([\s\S]*?[^`])\1(?!`)/y, make: (match) => ({ kind: 'code', text: (match[2] ?? '').trim() }) },
  {
    at: 'line',
    pattern: /(#{1,3}) +([^\n]+)(?:\n|$)/y,
    make: (match, depth) => ({
      kind: 'heading',
      level: match[1]?.length ?? 1,
      children: parse(match[2] ?? '', depth + 1),
    }),
  },
  {
    at: 'line',
    pattern: /-# +([^\n]+)(?:\n|$)/y,
    make: (match, depth) => ({ kind: 'small', children: parse(match[1] ?? '', depth + 1) }),
  },
  {
    at: 'line',
    pattern: /((?:> [^\n]*(?:\n|$))+)/y,
    make: (match, depth) => ({
      kind: 'quote',
      children: parse((match[1] ?? '').replace(/^> /gm, '').trimEnd(), depth + 1),
    }),
  },
  {
    at: 'line',
    pattern: /( *)([-*]|\d{1,4}\.) +([^\n]+)(?:\n|$)/y,
    make: ([, indent = '', marker = '', text = ''], depth) => ({
      kind: 'item',
      depth: Math.min(4, Math.floor(indent.length / 2)),
      marker: /\d/.test(marker) ? marker : '•',
      children: parse(text, depth + 1),
    }),
  },
  {
    pattern: /\[((?:\\.|[^\]\\\n])+)\]\(<?(https?:\/\/(?:[^\s()<>]|\([^\s()<>]*\))+)>?(?:\s+"[^"\n]*")?\)/y,
    make: (match, depth) => link(match[2] ?? '', parse(match[1] ?? '', depth + 1)),
  },
  { pattern: /<(https?:\/\/[^\s<>]+)>/y, make: (match) => link(match[1] ?? '') },
  { pattern: /https?:\/\/[^\s<>"']*[^\s<>"'.,:;!?)\]*_~|]/y, make: (match) => link(match[0]) },
  mention('user', /<@!?(\d{17,20})>/y),
  mention('role', /<@&(\d{17,20})>/y),
  mention('channel', /<#(\d{17,20})>/y),
  {
    pattern: /<\/([^:<>\n]{1,100}):(\d{17,20})>/y,
    make: (match) => ({ kind: 'mention', of: 'command', id: match[2] ?? '', name: match[1] ?? '' }),
  },
  { pattern: /<a?:(\w{2,32}):\d{17,20}>/y, make: (match) => ({ kind: 'emoji', name: match[1] ?? '' }) },
  {
    pattern: /<t:(-?\d{1,13})(?::([tTdDfFR]))?>/y,
    make: (match) => ({ kind: 'time', seconds: Number(match[1]), style: match[2] ?? 'f' }),
  },
  wrapping('spoiler', /\|\|([\s\S]+?)\|\|/y),
  wrapping('bold', /\*\*((?:\\[\s\S]|[^\\])+?)\*\*(?!\*)/y),
  wrapping('underline', /__((?:\\[\s\S]|[^\\])+?)__(?!_)/y),
  wrapping('italics', /\*(?=\S)((?:\*\*|\\[\s\S]|[^*\\])+?)(?<!\s)\*(?!\*)/y),
  wrapping('italics', /(?<!\w)_((?:__|\\[\s\S]|[^_\\])+?)_(?!\w)/y),
  wrapping('strike', /~~((?:\\[\s\S]|[^\\])+?)~~/y),
  { pattern: /\n/y, make: () => ({ kind: 'break' }) },
];

/** Where a rule may begin; text in between needs no trial. */
const INTERESTING = /[\\`#\->*\d[<h|_~\n ]/;

/** Reads Discord's Markdown. Every text has a reading; what is no Markdown is text. */
export function parseMarkdown(text: string): readonly MarkdownNode[] {
  return parse(text, 0);
}

function parse(text: string, depth: number): readonly MarkdownNode[] {
  if (depth > DEEPEST) return [{ kind: 'text', text }];
  const nodes: MarkdownNode[] = [];
  let plain = '';
  const flush = () => {
    if (plain !== '') nodes.push({ kind: 'text', text: plain });
    plain = '';
  };
  for (let index = 0; index < text.length; ) {
    const found = INTERESTING.test(text[index] ?? '') ? ruleAt(text, index, depth) : undefined;
    if (found === undefined) {
      plain += text[index++];
    } else {
      index += found.length;
      if (found.node.kind === 'text') plain += found.node.text;
      else {
        flush();
        nodes.push(found.node);
      }
    }
  }
  flush();
  return nodes;
}

function ruleAt(
  text: string,
  index: number,
  depth: number,
): { readonly node: MarkdownNode; readonly length: number } | undefined {
  const lineStart = index === 0 || text[index - 1] === '\n';
  for (const { pattern, at, make } of RULES) {
    if (at === 'line' && !lineStart) continue;
    pattern.lastIndex = index;
    const match = pattern.exec(text);
    const node = match === null ? undefined : make(match, depth);
    if (match !== null && node !== undefined) return { node, length: match[0].length };
  }
  return undefined;
}

/** Only what leads to the web; a link that says nothing else shows its address. */
function link(
  url: string,
  children: readonly MarkdownNode[] = [{ kind: 'text', text: url }],
): MarkdownNode | undefined {
  return URL.canParse(url) ? { kind: 'link', url, children } : undefined;
}
