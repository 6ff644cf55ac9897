/** Where a reply is: all that it takes to write to it, also from another process. It holds a token, so it is never logged. */
export interface ReplyAddress {
  readonly applicationId: string;
  /** Of the interaction. */
  readonly token: string;
  /** When we stop using the token, in Unix milliseconds by our own clock, with which Discord's need not agree. */
  readonly tokenEndsAtMs: number;
  readonly channelId: string;
  /** `null` while Discord has not told it. */
  readonly messageId: string | null;
  /** Who asked. */
  readonly userId: string;
  /** Nobody else sees it. */
  readonly isPrivate: boolean;
}

export function writeAddress(address: ReplyAddress): string {
  return JSON.stringify(address);
}

/** @returns `undefined` for what is no such address */
export function readAddress(text: string): ReplyAddress | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isAddress(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isAddress(value: unknown): value is ReplyAddress {
  if (typeof value !== 'object' || value === null) return false;
  const { applicationId, token, tokenEndsAtMs, channelId, messageId, userId, isPrivate } = value as Record<
    keyof ReplyAddress,
    unknown
  >;
  return (
    [applicationId, token, channelId, userId].every((text) => typeof text === 'string') &&
    typeof tokenEndsAtMs === 'number' &&
    (messageId === null || typeof messageId === 'string') &&
    typeof isPrivate === 'boolean'
  );
}
