/** What a bot says on the voice gateway v8, parsed; each function answers `undefined` for data of another shape. */

/** Op 0. */
export interface Identify {
  readonly serverId: string;
  readonly userId: string;
  readonly sessionId: string;
  readonly token: string;
  /** 0 for a bot that cannot do end-to-end encryption. */
  readonly maxDaveVersion: number;
}

/** Op 7. */
export interface Resume {
  readonly serverId: string;
  readonly sessionId: string;
  readonly token: string;
  /** The last numbered message that it received. */
  readonly acknowledged: number;
}

/** Op 1. */
export interface SelectProtocol {
  readonly protocol: string;
  readonly mode: string;
}

/** The data of op 0. */
export function parseIdentify(data: unknown): Identify | undefined {
  const { server_id, user_id, session_id, token, max_dave_protocol_version } = fields(data);
  if (!isText(server_id) || !isText(user_id) || !isText(session_id) || !isText(token)) return undefined;
  const maxDaveVersion = isNumber(max_dave_protocol_version) ? max_dave_protocol_version : 0;
  return { serverId: server_id, userId: user_id, sessionId: session_id, token, maxDaveVersion };
}

/** The data of op 7. */
export function parseResume(data: unknown): Resume | undefined {
  const { server_id, session_id, token, seq_ack } = fields(data);
  if (!isText(server_id) || !isText(session_id) || !isText(token)) return undefined;
  return { serverId: server_id, sessionId: session_id, token, acknowledged: isNumber(seq_ack) ? seq_ack : -1 };
}

/** The data of op 1. */
export function parseSelectProtocol(data: unknown): SelectProtocol | undefined {
  const { protocol, data: details } = fields(data);
  const { mode } = fields(details);
  return isText(protocol) && isText(mode) ? { protocol, mode } : undefined;
}

/** Op 3: its nonce, and the last numbered message that the bot received. */
export function parseHeartbeat(data: unknown): { readonly nonce: number; readonly acknowledged: number } | undefined {
  const { t, seq_ack } = fields(data);
  return isNumber(t) ? { nonce: t, acknowledged: isNumber(seq_ack) ? seq_ack : -1 } : undefined;
}

/** Op 5: the speaking flags. */
export function parseSpeaking(data: unknown): number | undefined {
  const { speaking } = fields(data);
  return isNumber(speaking) ? speaking : undefined;
}

/** Op 23 and 31: the transition that they are about. */
export function parseTransition(data: unknown): number | undefined {
  const { transition_id } = fields(data);
  return isNumber(transition_id) ? transition_id : undefined;
}

function fields(data: unknown): Readonly<Record<string, unknown>> {
  // Any object may be read by name; what is found is checked by the callers.
  return typeof data === 'object' && data !== null ? (data as Record<string, unknown>) : {};
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number';
}
