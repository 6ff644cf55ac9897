import type { CacheFigures, WarmingReport } from '@tonearm/core';
import type { Speech } from '../texts/speech.js';

/** `/cache show` in words. */
export function cacheText(figures: CacheFigures, speech: Speech): string {
  const { entries, bytes, hits, misses, evictions, expired, savedMs, popular, renewed, renewedThenHit } = figures;
  const lookups = hits + misses;
  const rate = lookups === 0 ? speech.say('cache.rate-none') : `${Math.round((100 * hits) / lookups)} %`;
  return [
    speech.say('cache.rate', { rate, hits, misses }),
    speech.say('cache.entries', { entries, size: size(bytes, speech), popular }),
    speech.say('cache.saved', { time: duration(savedMs, speech) }),
    speech.say('cache.renewed', { renewed, asked: renewedThenHit }),
    speech.say('cache.left', { evictions, expired }),
  ].join('\n');
}

/** `/cache warm` in words. */
export function warmingText({ renewed, failed, left, because }: WarmingReport, speech: Speech): string {
  if (renewed + failed + left === 0) return speech.say('cache.nothing-due');
  return [
    speech.say('cache.warmed', { entries: speech.counted('entries', renewed) }),
    ...(failed > 0 ? [speech.say('cache.not-renewed', { failed })] : []),
    ...(because === null ? [] : [speech.say('cache.postponed', { left, why: speech.say(`cache.because.${because}`) })]),
  ].join(' ');
}

function size(bytes: number, { language }: Speech): string {
  const unit = bytes < 1_000_000 ? 'kilobyte' : 'megabyte';
  const amount = bytes < 1_000_000 ? Math.ceil(bytes / 1_000) : bytes / 1_000_000;
  const maximumFractionDigits = bytes < 1_000_000 ? 0 : 1;
  const minimumFractionDigits = maximumFractionDigits;
  return amount.toLocaleString(language, { style: 'unit', unit, maximumFractionDigits, minimumFractionDigits });
}

/** Short ones to a tenth of a second, and below zero when hits took longer than looking it up would have. */
function duration(ms: number, speech: Speech): string {
  if (ms >= 60_000) return speech.spokenTime(ms);
  const digits = { minimumFractionDigits: 1, maximumFractionDigits: 1 };
  return speech.say('cache.seconds', { seconds: (ms / 1_000).toLocaleString(speech.language, digits) });
}
