/** Parameters that say where a link was found, and nothing of where it leads. */
const TRACKING = /^(?:utm_\w+|fbclid|gclid|dclid|msclkid|yclid|igshid|mc_[ce]id|_hs(?:enc|mi)|ref_src|ref_url)$/i;

/** `#t=90`, `#t=1:30`, `#t=01:02:03` (W3C Media Fragments §4.2.1); an end behind a comma is not ours. */
const START = /^#t=(?:npt:)?(?:(?:(\d{1,3}):)?([0-5]?\d):)?(\d{1,6}(?:\.\d{1,3})?)s?(?:,.*)?$/;

/** A stranger’s password has no place in keys, queues and logs; that there was one is enough to refuse the link. */
const HAD_CREDENTIALS = 'credentials';

/** The one spelling of a link: without fragment and tracking parameters. Whoever signs his links finds the others in their order. */
export function canonicalLink(url: URL): string {
  const link = new URL(url);
  link.hash = '';
  if (link.username !== '' || link.password !== '') {
    link.username = HAD_CREDENTIALS;
    link.password = '';
  }
  if (link.hostname.endsWith('.')) link.hostname = link.hostname.slice(0, -1);
  const kept = link.search
    .slice(1)
    .split('&')
    .filter((part) => part !== '' && !TRACKING.test(part.split('=', 1)[0] ?? ''));
  link.search = kept.length > 0 ? `?${kept.join('&')}` : '';
  return link.href;
}

/** Where the link says to start, in milliseconds; `undefined` when it does not say. */
export function startOf({ hash }: URL): number | undefined {
  const [whole, hours = '0', minutes = '0', seconds = '0'] = START.exec(hash) ?? [];
  if (whole === undefined) return undefined;
  return Math.round((Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) * 1000);
}
