import { type Clock, type Fetch, type Transfer, webTransfer } from '@tonearm/core';
import { SOURCE_NAME } from '../source-name.js';
import { AddressFault } from './address-fault.js';
import { sayOfWay } from './way-texts.js';

/** Where YouTube keeps its media. Addresses come out of answers, and an answer may have been tampered with. */
const OWN_HOSTS = /(?:^|\.)(?:googlevideo|youtube)\.com$/;
/** Shorter than what is heard already when a stream stops in the middle. */
const SILENCE_MS = 4_000;
const ANSWER_MS = 6_000;
/** What is no fault of the moment, but of the address. */
const REFUSALS: ReadonlySet<number> = new Set([400, 401, 403, 404, 410, 416]);

/** How the bytes of a file of sound are fetched: what its address is refused for is an {@link AddressFault}. */
export function fileTransfer(clock: Clock, fetch: Fetch | undefined): Transfer {
  const refusal = (status: number) =>
    REFUSALS.has(status)
      ? new AddressFault('refused', sayOfWay('address-refused', { status: String(status) }))
      : undefined;
  return webTransfer({ ...common(clock, fetch), refusal });
}

/** How live streams are: a refusal is not to be retried there, but to be renewed. */
export function liveTransfer(clock: Clock, fetch: Fetch | undefined): Transfer {
  return webTransfer(common(clock, fetch));
}

function common(clock: Clock, fetch: Fetch | undefined) {
  return {
    source: SOURCE_NAME,
    name: 'YouTube',
    clock,
    ...(fetch && { fetch }),
    silenceMs: SILENCE_MS,
    answerMs: ANSWER_MS,
    allows: ({ hostname }: URL) => OWN_HOSTS.test(hostname),
  };
}
