/** What stands where a secret stood. */
const REDACTED = '[redacted]';

/** Names of fields whose values never reach a log, in whatever spelling: `token`, `accessToken`, `set-cookie`, `x-api-key`. */
const SECRET_NAME = /token|authorization|passw(?:or)?d|passphrase|cookie|secret|credential|api[-_]?key|signature/i;

/** Parameters that make an address worth stealing: keys, signatures of stream addresses, ids of clients. */
const SECRET_PARAMETERS =
  'key|api_?key|sig|lsig|signature|x-amz-signature|x-amz-credential|policy|key-pair-id|pot|auth|authorization|client_id|client_secret|code|password|secret|(?:[a-z]+_)?token|track_authorization';

/** Each way in which a secret stands in a text, and what is left of it. The groups are what is kept. */
const PATTERNS: readonly (readonly [RegExp, string])[] = [
  // A header: only what looks like a credential, so that “The Bot started” stays.
  [/\b(Bearer|Bot|OAuth|Basic)\s+(?=[^\s"']*[\d.=])[^\s"',;]{8,}/gi, `$1 ${REDACTED}`],
  // A bot's token by itself (Discord docs, "Authentication": three parts, the first the id in base64).
  [/\b[\w-]{23,28}\.[\w-]{6,7}\.[\w-]{27,}/g, REDACTED],
  // What Discord gives with an interaction: base64 that begins with "interaction:".
  [/\baW50ZXJhY3Rpb2[\w=-]{10,}/g, REDACTED],
  // Discord's routes with a token in them: /webhooks/<id>/<token>, /interactions/<id>/<token>/callback.
  [/(\/(?:webhooks|interactions)\/\d+\/)[^/\s?#"']+/gi, `$1${REDACTED}`],
  [new RegExp(`([?&;](?:${SECRET_PARAMETERS})=)[^&;#\\s"'<>]+`, 'gi'), `$1${REDACTED}`],
  // The same in the path, as manifests of streams have it.
  [/(\/(?:sig|lsig|signature|pot)\/)[^/\s?#"']+/gi, `$1${REDACTED}`],
  // What opens a private track of SoundCloud, at the end of its link or of an id.
  [/(soundcloud\S{0,300}?\/|[\w-]:)s-(?=[a-z]*[A-Z\d])[A-Za-z\d]{5,60}(?![\w-])/g, `$1${REDACTED}`],
  // A name and a password before a host.
  [/(\b[a-z][a-z\d+.-]*:\/\/)[^/\s:@"']*:[^/\s@"']*@/gi, `$1${REDACTED}@`],
  // A field in a text of JSON, or a header in a dump.
  [
    /((?:^|[\s{,"'])[\w-]*(?:token|authorization|password|cookie|secret|api_?key|client_id)["']?\s*[:=]\s*["']?)[^\s"',}&]{4,}/gi,
    `$1${REDACTED}`,
  ],
];

/** The text without its secrets. */
export function redactText(text: string): string {
  return PATTERNS.reduce((left, [pattern, kept]) => left.replace(pattern, kept), text);
}

/** Whether a field of that name is not for the log. */
export function isSecretName(name: string): boolean {
  return SECRET_NAME.test(name);
}

/** A field's value as it may be shown: nothing of it under a secret's name. Numbers and yes or no are never secrets. */
export function redactField(name: string, value: unknown): unknown {
  const isHarmless = value === undefined || value === null || typeof value === 'number' || typeof value === 'boolean';
  return isSecretName(name) && !isHarmless ? REDACTED : value;
}
