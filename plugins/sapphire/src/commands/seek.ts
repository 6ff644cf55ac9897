import { clockTime, escapedLine, isLive, type NowPlaying } from '@tonearm/core';
import type { Asked } from '../asked.js';
import { parseTime } from '../controls/parse-time.js';
import { requireOwnPlaying, requireShown } from '../controls/requirements.js';
import { Refusal } from '../refusal.js';
import { titleOf } from '../replies/track-words.js';
import { command } from './tonearm-command.js';

const LONGEST_TEXT = 40;

/** `/seek time`: to a place in the current track, or by a step from where it is. */
export const SeekCommand = command({
  name: 'seek',
  visibility: 'everyone',
  options: [{ name: 'time', type: 'text', text: 'option.time', required: true }],
  use: (asked) => {
    const playing = requireOwnPlaying(asked);
    const { track } = playing.entry.content;
    const positionMs = wantedPosition(asked, playing);
    return () => {
      requireShown(asked, playing.entry.id);
      asked.session?.seek(positionMs);
      return asked.speech.say('seek.done', { position: clockTime(positionMs), title: titleOf(track) });
    };
  },
});

/** @throws Refusal when it is no time, or no place in this track */
function wantedPosition({ interaction, speech }: Asked, { entry, positionMs }: NowPlaying): number {
  const text = interaction.options.getString('time', true);
  const wish = parseTime(text);
  if (!wish) throw new Refusal(speech.say('refuse.time', { text: escapedLine(text, LONGEST_TEXT) }));
  const { track } = entry.content;
  const title = titleOf(track);
  if (isLive(track)) throw new Refusal(speech.say('seek.live', { title }));
  const wantedMs = wish.kind === 'to' ? wish.ms : Math.max(0, positionMs + wish.ms);
  if (track.durationMs === null || wantedMs < track.durationMs) return wantedMs;
  const values = { title, length: clockTime(track.durationMs), position: clockTime(wantedMs) };
  throw new Refusal(speech.say('seek.beyond', values));
}
