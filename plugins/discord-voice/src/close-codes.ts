import type { Phrase } from '@tonearm/core';
import { say } from './texts/say.js';

/** What a close code of the voice gateway means for us (Discord's documentation, "Voice Close Event Codes"). */
export interface CloseCode {
  /** What happened, for a listener to read. */
  readonly words: Phrase;
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
  4001: { words: say('closed.not-understood'), remedy: 'rejoin' },
  4002: { words: say('closed.not-read'), remedy: 'rejoin' },
  4003: { words: say('closed.not-identified'), remedy: 'rejoin' },
  4004: { words: say('closed.token'), remedy: 'rejoin' },
  4005: { words: say('closed.identified-twice'), remedy: 'rejoin' },
  4006: { words: say('closed.session-ended'), remedy: 'rejoin' },
  4009: { words: say('closed.session-timed-out'), remedy: 'rejoin' },
  4011: { words: say('closed.no-server'), remedy: 'rejoin' },
  4012: {
    words: say('closed.protocol'),
    remedy: 'none',
  },
  4014: { words: say('closed.moved'), remedy: 'new-place' },
  4015: { words: say('closed.server-failed'), remedy: 'rejoin' },
  4016: {
    words: say('closed.encryption'),
    remedy: 'none',
  },
  4017: {
    words: say('closed.end-to-end'),
    remedy: 'none',
  },
  4020: { words: say('closed.refused'), remedy: 'rejoin' },
  4021: { words: say('closed.too-often'), remedy: 'none' },
  4022: { words: say('closed.call-ended'), remedy: 'another-server' },
};

export function explainCloseCode(code: number): CloseCode {
  return CODES[code] ?? { words: say('closed.unknown', { code: String(code) }), remedy: 'rejoin' };
}
