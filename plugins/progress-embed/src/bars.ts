/** Cells of a bar. Twenty fit on a phone beside the percentage. */
const CELLS = 20;

/** How much is done: `███████▌░░░░░░░░░░░░`. Monospace, so that it does not change its length; whole and half cells. */
export function progressBar(percent: number): string {
  const halves = Math.floor(clamp(percent / 100) * CELLS * 2);
  const full = Math.floor(halves / 2);
  const half = halves % 2 === 1 ? '▌' : '';
  return inCode('█'.repeat(full) + half + '░'.repeat(CELLS - full - half.length));
}

/** Where in a track the needle is, by the share that was played: `━━━━━━●─────────────`. */
export function positionBar(share: number): string {
  const needle = Math.min(CELLS - 1, Math.floor(clamp(share) * CELLS));
  return inCode(`${'━'.repeat(needle)}●${'─'.repeat(CELLS - 1 - needle)}`);
}

function clamp(share: number): number {
  return Math.min(1, Math.max(0, share));
}

function inCode(cells: string): string {
  return `\`${cells}\``;
}
