import { type CacheFigures, spokenTime, type WarmingReport } from '@tonearm/core';

/** `/cache show` in words. */
export function cacheText(figures: CacheFigures): string {
  const { entries, bytes, hits, misses, evictions, expired, savedMs, popular, renewed, renewedThenHit } = figures;
  const lookups = hits + misses;
  const rate = lookups === 0 ? 'nothing asked yet' : `${Math.round((100 * hits) / lookups)} %`;
  return [
    `**Hit rate:** ${rate} (${hits} hits, ${misses} misses since I started)`,
    `**Entries:** ${entries} (${size(bytes)}), ${popular} of them popular`,
    `**Time saved:** ${duration(savedMs)}, measured`,
    `**Renewed before they aged:** ${renewed}, of which ${renewedThenHit} were asked for again`,
    `**Left:** ${evictions} to make room, ${expired} of age`,
  ].join('\n');
}

/** `/cache warm` in words. */
export function warmingText({ renewed, failed, left, because }: WarmingReport): string {
  if (renewed + failed + left === 0) return 'Nothing is due: no popular entry is about to age.';
  return [
    `Renewed ${countedEntries(renewed)}.`,
    ...(failed > 0 ? [`${failed} could not be renewed now; what is known of them stays.`] : []),
    ...(because === null ? [] : [`${left} left for later: ${REASONS[because]}.`]),
  ].join(' ');
}

/** `1 entry`, `2 entries`. */
export function countedEntries(count: number): string {
  return count === 1 ? '1 entry' : `${count} entries`;
}

const REASONS: Readonly<Record<NonNullable<WarmingReport['because']>, string>> = {
  budget: 'this minute’s budget is used up',
  memory: 'memory is short',
  busy: 'lookups are under way, and they come first',
  closed: 'I am shutting down',
};

function size(bytes: number): string {
  return bytes < 1_000_000 ? `${Math.ceil(bytes / 1_000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}

/** Short ones to a tenth of a second, and below zero when hits took longer than looking it up would have. */
function duration(ms: number): string {
  return ms < 60_000 ? `${(ms / 1_000).toFixed(1)} seconds` : spokenTime(ms);
}
