import { type JsonPath, listAt, readIsrc, textAt, valueAt } from '@tonearm/core';

/** Of a title or a name, in characters; what is longer is no name. */
const LONGEST_TEXT = 500;
/** Of a list in one answer; no service sends more at once. */
const MOST_ITEMS = 1_000;

/** A text on one line; `undefined` when there is none. */
export function lineAt(value: unknown, ...path: JsonPath): string | undefined {
  const text = textAt(value, ...path);
  return text === undefined ? undefined : lineOf(text);
}

/** The text on one line, cut to a sensible length; `undefined` when nothing is left. */
export function lineOf(text: string): string | undefined {
  const line = text
    .slice(0, 4 * LONGEST_TEXT)
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim()
    .slice(0, LONGEST_TEXT);
  return line.toWellFormed() || undefined;
}

/** A number that is one. */
export function numberAt(value: unknown, ...path: JsonPath): number | undefined {
  const number = valueAt(value, ...path);
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}

/** An id, which some services send as a number; `undefined` for what could not stand in an address. */
export function idAt(value: unknown, ...path: JsonPath): string | undefined {
  const id = valueAt(value, ...path);
  const text = typeof id === 'number' && Number.isSafeInteger(id) ? String(id) : id;
  return typeof text === 'string' && /^[\w.-]{1,64}$/.test(text) ? text : undefined;
}

/** What a list holds, as far as it is read; nothing when there is no list. */
export function itemsAt(value: unknown, ...path: JsonPath): readonly unknown[] {
  return listAt(value, ...path).slice(0, MOST_ITEMS);
}

/** An ISRC in its one spelling; `undefined` for what is none. */
export function isrcAt(value: unknown, ...path: JsonPath): string | undefined {
  return readIsrc(lineAt(value, ...path));
}

/** A link to a picture, as it may be shown. */
export function pictureAt(value: unknown, ...path: JsonPath): string | undefined {
  const link = valueAt(value, ...path);
  const url = typeof link === 'string' && link.length <= 2_000 ? URL.parse(link) : null;
  return url?.protocol === 'https:' && url.username === '' && url.password === '' ? url.href : undefined;
}

/** The seconds of an ISO 8601 duration of hours, minutes and seconds (`PT3M20.5S`), in milliseconds. */
export function isoDurationMs(text: string | undefined): number | undefined {
  const [all, hours = 0, minutes = 0, seconds = 0] =
    /^PT(?:(\d{1,3})H)?(?:(\d{1,4})M)?(?:(\d{1,6}(?:\.\d{1,6})?)S)?$/i.exec(text ?? '') ?? [];
  if (all === undefined || all.length === 2) return undefined;
  return Math.round((Number(hours) * 3_600 + Number(minutes) * 60 + Number(seconds)) * 1_000);
}
