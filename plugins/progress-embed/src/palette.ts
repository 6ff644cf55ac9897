/** What a state looks like: the stripe of the card (0xRRGGBB), and the sign before its title. */
export interface Look {
  readonly colour: number;
  readonly sign: string;
}

/** One look for each state. The colours keep apart on Discord's light and dark themes, and no state is told by colour alone. */
export const PALETTE = {
  queued: { colour: 0xe0a63f, sign: '⏳' },
  working: { colour: 0x4f8df5, sign: '🔎' },
  retrying: { colour: 0xe57f35, sign: '🔁' },
  done: { colour: 0x3ba77a, sign: '✅' },
  failed: { colour: 0xd9485f, sign: '❌' },
  cancelled: { colour: 0x7d8494, sign: '⏹️' },
  playing: { colour: 0x8f6fe8, sign: '🎶' },
  paused: { colour: 0x7d8494, sign: '⏸️' },
  buffering: { colour: 0xe0a63f, sign: '⏳' },
} as const satisfies Readonly<Record<string, Look>>;
