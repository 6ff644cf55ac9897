/** Cells of a bar. Twenty fit on a phone beside the percentage. */
const CELLS = 20;

/**
 * How much is done: `▬▬▬▬▬▬▬▬────────────`. In code, so that the bar does not change its length, and of characters that
 * monospace fonts have (WGL4): one from a fallback font would be wider.
 */
export function progressBar(percent: number): string {
  const done = Math.floor(clamp(percent / 100) * CELLS);
  return inCode('▬'.repeat(done) + '─'.repeat(CELLS - done));
}

/** Where in a track the needle is, by the share that was played: `▬▬▬▬▬▬●─────────────`. */
export function positionBar(share: number): string {
  const needle = Math.min(CELLS - 1, Math.floor(clamp(share) * CELLS));
  return inCode(`${'▬'.repeat(needle)}●${'─'.repeat(CELLS - 1 - needle)}`);
}

function clamp(share: number): number {
  return Math.min(1, Math.max(0, share));
}

function inCode(cells: string): string {
  return `\`${cells}\``;
}
