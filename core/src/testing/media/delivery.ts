import { createHash } from 'node:crypto';

/** How one answer is to be sent. Faults change it before it is. */
export interface Delivery {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  /** The body is repeated for ever, and no length is told. */
  readonly endless: boolean;
  /** How long to wait before the head. */
  readonly delayMs: number;
  readonly bytesPerSecond: number | null;
  /** What ends it early. */
  readonly cut: Cut | null;
  /** Who hears how many bytes have been sent, and when to stop. */
  readonly watch: DeliveryWatch | null;
}

/** Where an answer breaks off: before its head, or after so many bytes of its body. */
export interface Cut {
  readonly after: 'nothing' | number;
  readonly how: 'stall' | 'close' | 'reset';
}

export interface DeliveryWatch {
  sent(bytes: number): void;
  /** True once nothing more may be sent. */
  isOver(): boolean;
}

/** What is there to be sent, before ranges and faults. */
export interface Content {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** What a good server answers: all of it, the range asked for (RFC 9110 §14), or 416. */
export function deliveryOf(content: Content, range: string | undefined, ifRange: string | undefined): Delivery {
  if (content.status !== 200) return plain(content);
  const etag = content.headers['etag'] ?? `"${createHash('sha256').update(content.body).digest('hex').slice(0, 16)}"`;
  const headers = { 'accept-ranges': 'bytes', etag, ...content.headers };
  const whole = plain({ ...content, headers });
  if (range === undefined || (ifRange !== undefined && ifRange !== etag)) return whole;
  const size = content.body.length;
  const wanted = readRange(range, size);
  if (wanted === undefined) return whole;
  if (wanted === 'outside') {
    return plain({ status: 416, headers: { 'content-range': `bytes */${size}` }, body: new Uint8Array() });
  }
  const { from, to } = wanted;
  return plain({
    status: 206,
    headers: { ...headers, 'content-range': `bytes ${from}-${to - 1}/${size}` },
    body: content.body.subarray(from, to),
  });
}

/** An answer with nothing but a status and a line that says so. */
export function refusal(status: number, headers: Readonly<Record<string, string>> = {}): Delivery {
  const body = new TextEncoder().encode(`${status}\n`);
  return plain({ status, headers: { 'content-type': 'text/plain', ...headers }, body });
}

function plain({ status, headers, body }: Content): Delivery {
  return { status, headers, body, endless: false, delayMs: 0, bytesPerSecond: null, cut: null, watch: null };
}

/** The bytes from `from` up to, not including, `to`; `undefined` for what is no single range of bytes. */
function readRange(
  range: string,
  size: number,
): { readonly from: number; readonly to: number } | 'outside' | undefined {
  const [, first, last] = /^bytes=(\d*)-(\d*)$/.exec(range) ?? [];
  if (first === undefined || last === undefined || (first === '' && last === '')) return undefined;
  const from = first === '' ? Math.max(0, size - Number(last)) : Number(first);
  const to = first === '' || last === '' ? size : Math.min(size, Number(last) + 1);
  return from < to ? { from, to } : 'outside';
}
