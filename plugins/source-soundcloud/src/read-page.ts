import { listAt, textAt } from '@tonearm/core';

const ID = /^[A-Za-z0-9]{16,64}$/;
const HYDRATION = 'window.__sc_hydration';
/** In a script, and not the end of a longer name: the site has ids at others, too. */
const IN_SCRIPT = /[{,\s]client_id\s*:\s*"([A-Za-z0-9]{16,64})"/;
const SCRIPT = /<script[^<>]{0,500}?\ssrc="([^"<>\s]{1,500})"/g;

/** Whether a text may be the id of a client. */
export function isClientId(text: string): boolean {
  return ID.test(text);
}

/** The id among the data that the home page hands to its scripts; `undefined` when it is not there. */
export function clientIdInPage(html: string): string | undefined {
  const begin = html.indexOf(HYDRATION);
  const from = begin < 0 ? -1 : html.indexOf('[', begin);
  const until = from < 0 ? -1 : html.indexOf('</script', from);
  if (until < 0) return undefined;
  const data = parseUpToEnd(html.slice(from, until));
  const client = listAt({ data }, 'data').find((part) => textAt(part, 'hydratable') === 'apiClient');
  const id = textAt(client, 'data', 'id') ?? '';
  return isClientId(id) ? id : undefined;
}

/** The scripts of a page, in their order. */
export function scriptsOf(html: string, base: URL): readonly URL[] {
  return [...html.matchAll(SCRIPT)].flatMap(([, address = '']) => {
    const url = URL.parse(address, base);
    return url !== null && /\.js$/.test(url.pathname) ? [url] : [];
  });
}

/** The id in a script of the site; `undefined` when it is not there. */
export function clientIdInScript(script: string): string | undefined {
  return IN_SCRIPT.exec(script)?.[1];
}

/** A statement of a script whose value is JSON. */
function parseUpToEnd(text: string): unknown {
  try {
    return JSON.parse(text.slice(0, text.lastIndexOf(']') + 1));
  } catch {
    return undefined;
  }
}
