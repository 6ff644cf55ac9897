/** What a close code of the voice gateway means for us (Discord's documentation, "Voice Close Event Codes"). */
export interface CloseCode {
  /** What happened, for a listener to read. */
  readonly words: string;
  readonly remedy: Remedy;
}

export type Remedy =
  /** Joining again may help. */
  | 'rejoin'
  /** The bot was moved, thrown out, or Discord forgot it together with the main gateway's session: its next voice state tells. */
  | 'new-place'
  /** Over for everyone in the channel, unless Discord names another voice server. */
  | 'another-server'
  /** Nothing that the bot can do. */
  | 'none';

const CODES: Readonly<Record<number, CloseCode>> = {
  4001: { words: 'Discord’s voice server did not understand the bot.', remedy: 'rejoin' },
  4002: { words: 'Discord’s voice server could not read what the bot sent.', remedy: 'rejoin' },
  4003: { words: 'The bot spoke to Discord’s voice server before it had identified itself.', remedy: 'rejoin' },
  4004: { words: 'Discord’s voice server did not accept the bot’s token.', remedy: 'rejoin' },
  4005: { words: 'The bot identified itself to Discord’s voice server twice.', remedy: 'rejoin' },
  4006: { words: 'The bot’s voice session had ended.', remedy: 'rejoin' },
  4009: { words: 'The bot’s voice session had timed out.', remedy: 'rejoin' },
  4011: { words: 'Discord’s voice server could not be found.', remedy: 'rejoin' },
  4012: {
    words: 'Discord’s voice server no longer speaks the bot’s protocol. The bot needs an update.',
    remedy: 'none',
  },
  4014: { words: 'The bot was moved or disconnected.', remedy: 'new-place' },
  4015: { words: 'Discord’s voice server failed.', remedy: 'rejoin' },
  4016: {
    words: 'Discord’s voice server no longer knows the bot’s encryption. The bot needs an update.',
    remedy: 'none',
  },
  4017: {
    words: 'This channel asks for end-to-end encryption, which this bot does not offer. The bot needs an update.',
    remedy: 'none',
  },
  4020: { words: 'Discord’s voice server refused what the bot asked for.', remedy: 'rejoin' },
  4021: { words: 'Discord disconnected the bot for joining too often. Please wait a minute.', remedy: 'none' },
  4022: { words: 'The call was ended for everyone.', remedy: 'another-server' },
};

export function explainCloseCode(code: number): CloseCode {
  return CODES[code] ?? { words: `The voice connection was closed (code ${code}).`, remedy: 'rejoin' };
}
