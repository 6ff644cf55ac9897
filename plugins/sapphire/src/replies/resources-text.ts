import type { CleanupReport, MemoryFigures, ResourceFigures, ResourceReason, ResourceStatus } from '@tonearm/core';
import type { Speech } from '../texts/speech.js';

/** `/resources` in words. */
export function resourcesText(status: ResourceStatus, speech: Speech): string {
  const { voiceConnections, streams, childProcesses, requests, sessions, memory } = status;
  const { active, halted, idle } = sessions;
  return [
    speech.say('resources.voice', { use: use(voiceConnections, speech) }),
    speech.say('resources.tracks', { use: use(streams, speech) }),
    speech.say('resources.child-processes', { use: use(childProcesses, speech) }),
    speech.say('resources.sessions', { active, halted, idle }),
    memoryText(memory, speech),
    speech.say('resources.refused', { count: requests.refused }),
    reasonsText([voiceConnections, streams, childProcesses, requests], speech),
  ].join('\n');
}

/** `/cleanup` in words. */
export function cleanupText({ sessions, children, cacheEntries, expired }: CleanupReport, speech: Speech): string {
  if (sessions + children + cacheEntries + expired === 0) return speech.say('cleanup.nothing');
  const values = {
    sessions: speech.counted('unused-sessions', sessions),
    expired: speech.counted('entries', expired),
    entries: speech.counted('entries', cacheEntries),
  };
  if (children === 0) return speech.say('cleanup.done', values);
  return speech.say('cleanup.done-strays', { ...values, strays: speech.counted('strays', children) });
}

function use({ open, limit, created, released, refused }: ResourceFigures, speech: Speech): string {
  const figures = { open, created, released, refused };
  return limit === null ? speech.say('resources.use', figures) : speech.say('resources.use-of', { ...figures, limit });
}

function memoryText({ residentBytes, softBytes, hardBytes, level }: MemoryFigures, speech: Speech): string {
  return speech.say('resources.memory', {
    resident: megabytes(residentBytes),
    level: speech.say(`resources.memory.${level}`),
    soft: megabytes(softBytes),
    hard: megabytes(hardBytes),
  });
}

/** In the order in which they are told. */
const REASONS = [
  'limit',
  'memory-soft',
  'memory-hard',
  'made-room',
  'unused',
  'cleanup',
  'orphan',
] as const satisfies readonly ResourceReason[];

function reasonsText(figures: readonly ResourceFigures[], speech: Speech): string {
  const reasons = REASONS.flatMap((reason) => {
    const count = figures.reduce((sum, { reasons: counts }) => sum + (counts[reason] ?? 0), 0);
    return count === 0 ? [] : [speech.say(`resources.because.${reason}`, { count })];
  });
  return reasons.length === 0
    ? speech.say('resources.why-none')
    : speech.say('resources.why', { reasons: reasons.join('; ') });
}

function megabytes(bytes: number): number {
  return Math.round(bytes / 1_000_000);
}
