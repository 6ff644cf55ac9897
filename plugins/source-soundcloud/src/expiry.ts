import { listAt, valueAt } from '@tonearm/core';

/** How CloudFront writes Base64 in an address (its developer guide, “Signed URLs using a custom policy”). */
const WRITTEN: Readonly<Record<string, string>> = { '-': '+', _: '=', '~': '/' };
/** Years away from any expiry of an address. */
const LAST_SECOND = 100_000_000_000;

/**
 * When an address of sound stops answering, in Unix milliseconds, by what stands in it: a policy of CloudFront’s, or seconds in `Expires`;
 * `undefined` when nothing does.
 */
export function expiryOf({ searchParams }: URL): number | undefined {
  const policy = searchParams.get('Policy');
  const seconds = policy === null ? (searchParams.get('Expires') ?? searchParams.get('expires')) : inPolicy(policy);
  const number = Number(seconds ?? Number.NaN);
  return Number.isSafeInteger(number) && number > 0 && number < LAST_SECOND ? number * 1000 : undefined;
}

function inPolicy(policy: string): unknown {
  try {
    const text = Buffer.from(
      policy.replace(/[-_~]/g, (mark) => WRITTEN[mark] ?? mark),
      'base64',
    ).toString('utf8');
    const [statement] = listAt(JSON.parse(text), 'Statement');
    return valueAt(statement, 'Condition', 'DateLessThan', 'AWS:EpochTime');
  } catch {
    return undefined;
  }
}
