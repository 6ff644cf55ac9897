import { setImmediate as settle } from 'node:timers/promises';
import sax from 'sax';

/** What a page tells machines about itself. */
export interface HtmlPage {
  readonly title: string;
  /** What `<meta>` says, by its `property` or `name`; the first of each. */
  readonly meta: ReadonlyMap<string, string>;
  /** What stands in `<script>`s that carry data, by their `id`. */
  readonly data: ReadonlyMap<string, string>;
  /** The address that the page gives as its own. */
  readonly canonical: string | undefined;
}

/** Declarations of documents and entities: nothing in a page needs them, and many of them take the parser quadratic time. */
const DECLARATION = /<!(?!--)/g;
const CHUNK = 32 * 1024;
const MOST_NAMES = 500;
const MOST_TEXT = 2_000;
const DATA_TYPE = /json/i;

/** Reads a page as far as it can be read; whatever comes, it ends and does not throw. Scripts are read, never run. */
export async function readPage(html: string): Promise<HtmlPage> {
  const meta = new Map<string, string>();
  const data = new Map<string, string>();
  let title = '';
  let canonical: string | undefined;
  let inTitle = false;
  let script: string[] | undefined;
  let scriptId = '';
  const parser = sax.parser(false, { lowercase: true });
  parser.onopentag = ({ name, attributes }) => {
    const value = (key: string) => String(attributes[key] ?? '');
    inTitle = name === 'title' && title === '';
    if (name === 'meta') {
      const key = value('property') || value('name');
      if (key !== '' && !meta.has(key) && meta.size < MOST_NAMES) meta.set(key, value('content').slice(0, MOST_TEXT));
    } else if (name === 'link' && value('rel') === 'canonical') canonical ??= value('href').slice(0, MOST_TEXT);
    else if (name === 'script' && value('id') !== '' && DATA_TYPE.test(value('type'))) {
      scriptId = value('id');
      script = [];
    }
  };
  parser.onscript = (part) => void script?.push(part);
  parser.ontext = (part) => {
    if (inTitle && title.length < MOST_TEXT) title += part;
  };
  parser.onclosetag = (name) => {
    if (name === 'title') inTitle = false;
    if (name !== 'script' || !script) return;
    if (!data.has(scriptId) && data.size < MOST_NAMES) data.set(scriptId, script.join(''));
    script = undefined;
  };
  // Told to go on: what is damaged is passed over.
  parser.onerror = () => void parser.resume();
  const plain = html.replace(DECLARATION, ' ');
  for (let from = 0; from < plain.length; from += CHUNK) {
    parser.write(plain.slice(from, from + CHUNK));
    // A long page is read in turns: frames of sound leave meanwhile.
    await settle();
  }
  return { title: title.trim(), meta, data, canonical };
}

/** The data in a script of the page; `undefined` when there is none, or it is no JSON. */
export function dataOf(page: HtmlPage, id: string): unknown {
  const text = page.data.get(id);
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
