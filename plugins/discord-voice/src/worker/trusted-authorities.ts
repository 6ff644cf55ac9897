import { getCACertificates } from 'node:tls';

/**
 * The certificate authorities that this thread trusts, in PEM, where `tls.setDefaultCACertificates` has changed them: a
 * worker begins with those that Node brings and NODE_EXTRA_CA_CERTS adds. The same array until they change again.
 */
export function trustedAuthorities(): readonly string[] | undefined {
  const trusted = getCACertificates('default');
  if (trusted === known.trusted) return known.changed;
  const inherited = new Set([...getCACertificates('bundled'), ...getCACertificates('extra')]);
  const same = trusted.length === inherited.size && trusted.every((authority) => inherited.has(authority));
  known = { trusted, changed: same ? undefined : trusted };
  return known.changed;
}

let known: { readonly trusted?: readonly string[]; readonly changed?: readonly string[] | undefined } = {};
