import { type CircuitReport, escapedLine } from '@tonearm/core';
import type { Speech } from '../texts/speech.js';
import { command } from './tonearm-command.js';

const LONGEST_NAME = 40;

/** `/recovery`: which sources fail and when they are tried again, and how often voice was mended here. */
export const RecoveryCommand = command({
  name: 'recovery',
  visibility: 'asker',
  use:
    ({ speech, tonearm, guildId, parts }) =>
    () => {
      const { circuits, stats } = tonearm.status(guildId);
      const { reconnects, lost } = parts.followers.mendsIn(guildId);
      return [
        ...sourceLines(circuits, speech),
        speech.say('recovery.retries', { times: speech.counted('times', stats.retries) }),
        speech.say('recovery.reconnects', { times: speech.counted('times', reconnects) }),
        speech.say('recovery.lost', { times: speech.counted('times', lost) }),
      ].join('\n');
    },
});

function sourceLines(circuits: readonly CircuitReport[], speech: Speech): readonly string[] {
  const failing = circuits.filter(({ status }) => status !== 'closed');
  if (failing.length === 0) return [speech.say('recovery.all-work', { count: circuits.length })];
  return failing.map(({ source, nextTryAtMs }) => {
    const name = escapedLine(source, LONGEST_NAME);
    if (nextTryAtMs === null) return speech.say('recovery.half-open', { source: name });
    return speech.say('recovery.open', { source: name, when: `<t:${Math.ceil(nextTryAtMs / 1000)}:R>` });
  });
}
