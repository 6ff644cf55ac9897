/** What a close code of the voice gateway means for us (Discord's documentation, "Voice Close Event Codes"). */
export interface CloseCode {
  /** What happened, for a listener to read. */
  readonly words: string;
  /** Whether joining again may help. */
  readonly mendable: boolean;
}

const CODES: Readonly<Record<number, CloseCode>> = {
  4004: { words: 'Discord’s voice server did not accept the bot’s token.', mendable: true },
  4006: { words: 'The bot’s voice session had ended.', mendable: true },
  4009: { words: 'The bot’s voice session had timed out.', mendable: true },
  4011: { words: 'Discord’s voice server could not be found.', mendable: true },
  4012: {
    words: 'Discord’s voice server no longer speaks the bot’s protocol. The bot needs an update.',
    mendable: false,
  },
  4014: { words: 'The bot was moved or disconnected, or its channel was deleted.', mendable: true },
  4015: { words: 'Discord’s voice server failed.', mendable: true },
  4016: {
    words: 'Discord’s voice server no longer knows the bot’s encryption. The bot needs an update.',
    mendable: false,
  },
  4017: {
    words: 'This channel asks for end-to-end encryption, which this bot does not offer. The bot needs an update.',
    mendable: false,
  },
  4021: { words: 'Discord disconnected the bot for joining too often. Please wait a minute.', mendable: false },
  4022: { words: 'The call was ended for everyone.', mendable: false },
};

export function explainCloseCode(code: number): CloseCode {
  return CODES[code] ?? { words: `The voice connection was closed (code ${code}).`, mendable: true };
}
