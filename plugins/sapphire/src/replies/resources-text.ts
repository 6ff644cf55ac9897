import type { CleanupReport, MemoryFigures, ResourceFigures, ResourceReason, ResourceStatus } from '@tonearm/core';
import { countedEntries } from './cache-text.js';

/** `/resources` in words. */
export function resourcesText(status: ResourceStatus): string {
  const { voiceConnections, streams, childProcesses, requests, sessions, memory } = status;
  return [
    `**Voice connections:** ${use(voiceConnections)}`,
    `**Open tracks:** ${use(streams)}`,
    `**ffmpegs:** ${use(childProcesses)}`,
    `**Sessions:** ${sessions.active} active, ${sessions.halted} halted, ${sessions.idle} idle`,
    `**Memory:** ${memoryText(memory)}`,
    `**Requests refused for want of memory:** ${requests.refused}`,
    `**Why:** ${reasonsText([voiceConnections, streams, childProcesses, requests])}`,
  ].join('\n');
}

/** `/cleanup` in words. */
export function cleanupText({ sessions, children, cacheEntries, expired }: CleanupReport): string {
  if (sessions + children + cacheEntries + expired === 0) return 'There was nothing to release.';
  const closed = sessions === 1 ? '1 session that was not in use' : `${sessions} sessions that were not in use`;
  const dropped = `dropped ${countedEntries(expired)} of the cache that had expired`;
  const killed =
    children === 0 ? '' : `ended ${children === 1 ? '1 ffmpeg' : `${children} ffmpegs`} that nobody wanted, `;
  return `Closed ${closed}, ${killed}${dropped}, and let ${countedEntries(cacheEntries)} of it go from memory.`;
}

function use({ open, limit, created, released, refused }: ResourceFigures): string {
  const most = limit === null ? '' : ` of ${limit}`;
  return `${open}${most} (${created} created, ${released} released, ${refused} refused)`;
}

function memoryText({ residentBytes, softBytes, hardBytes, level }: MemoryFigures): string {
  return `${megabytes(residentBytes)}: ${LEVELS[level]} (I save from ${megabytes(softBytes)}, and refuse from ${megabytes(hardBytes)})`;
}

const LEVELS: Readonly<Record<MemoryFigures['level'], string>> = {
  normal: 'enough is left',
  soft: 'short, so nothing is done ahead of time',
  hard: 'at its limit, so new requests are refused',
};

const REASONS: Readonly<Record<ResourceReason, string>> = {
  limit: 'refused at a limit',
  'memory-soft': 'refused when memory was short',
  'memory-hard': 'refused when memory was at its limit',
  'made-room': 'idle, and left to make room',
  unused: 'left after being unused for long',
  cleanup: 'idle, and left by /cleanup',
  orphan: 'ffmpegs ended that had outlived their track',
};

function reasonsText(figures: readonly ResourceFigures[]): string {
  const lines = Object.entries(REASONS).flatMap(([reason, words]) => {
    const count = figures.reduce((sum, { reasons }) => sum + (new Map(Object.entries(reasons)).get(reason) ?? 0), 0);
    return count === 0 ? [] : [`${count} ${words}`];
  });
  return lines.join('; ') || 'nothing was refused or sent away';
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1_000_000)} MB`;
}
