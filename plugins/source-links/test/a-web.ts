import { setImmediate as settle } from 'node:timers/promises';
import type { Playlist, Query, Reference, Resolution, SourceContext } from '@tonearm/core';
import { FakeClock } from '@tonearm/core/testing';
import type { LinkSource } from '../src/link-source.js';
import type { FetchOptions } from '../src/service-client.js';
import { linkSources, type ServiceLinksOptions } from '../src/service-links.js';

/** What an address answers: JSON, a page, or whatever a function makes of the question. */
export type Page = object | string | ((options: FetchOptions) => Response | Promise<Response>);

/** Who asks more often will never stop. */
const MOST_ASKED = 1_000;

/** The four services in memory: what is asked for and not there is not found. */
export function aWeb(pages: Readonly<Record<string, Page>>, options: ServiceLinksOptions = {}) {
  const asked: string[] = [];
  const seen: FetchOptions[] = [];
  const clock = new FakeClock();
  const fetch = async (url: string, question: FetchOptions): Promise<Response> => {
    if (asked.push(url) > MOST_ASKED) throw new Error('It asks without an end.');
    seen.push(question);
    await settle();
    question.signal.throwIfAborted();
    const page = pages[url];
    if (page === undefined) return new Response('', { status: 404 });
    if (typeof page === 'function') return page(question);
    return new Response(typeof page === 'string' ? page : JSON.stringify(page));
  };
  const sources = linkSources({ ...options, fetch }, clock);
  const named = (name: string): LinkSource => {
    const source = sources.find((one) => one.name === name);
    if (!source) throw new Error(`There is no ${name}.`);
    return source;
  };
  const resolve = (reference: Reference, context: Partial<SourceContext> = {}): Promise<Resolution> =>
    named(reference.source).resolve(reference, { signal: new AbortController().signal, report: () => {}, ...context });
  /** What a link is, to whichever service knows it. */
  const identify = (link: string): Reference | undefined => {
    const query: Query = { kind: 'url', url: new URL(link) };
    return sources.flatMap((source) => source.identify(query) ?? []).at(0)?.reference;
  };
  return {
    asked,
    seen,
    clock,
    sources,
    resolve,
    identify,
    /** What is behind a link. */
    async open(link: string, context: Partial<SourceContext> = {}): Promise<Resolution> {
      const reference = identify(link);
      if (!reference) throw new Error(`Nobody knows ${link}.`);
      return resolve(reference, context);
    },
  };
}

/** The page of a list that was found. */
export function listIn(resolution: Resolution): Playlist {
  if (resolution.kind !== 'playlist') throw new Error(`It is ${resolution.kind}.`);
  return resolution.playlist;
}

/** A page with data in scripts, as the services write them. */
export function aPage(scripts: Readonly<Record<string, unknown>>, head = ''): string {
  const texts = Object.entries(scripts).map(
    ([id, data]) =>
      `<script id="${id}" type="application/json">${JSON.stringify(data).replaceAll('<', '\\u003c')}</script>`,
  );
  return `<!DOCTYPE html><html><head><meta charset="utf-8">${head}<script>if (1 < 2) { document.write("<b>") }</script></head><body><div class=app>${texts.join('\n')}</div></body></html>`;
}
