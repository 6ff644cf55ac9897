import { LyricsUnavailableError, type Track } from '@tonearm/core';
import type { Answer } from '../answer.js';
import type { Asked } from '../asked.js';
import { currentTrack, firstFound } from '../controls/found-tracks.js';
import { titleOf } from '../replies/track-words.js';
import { suggestTracks } from './request-track.js';
import { command } from './tonearm-command.js';

/** `/lyrics query`: the words of a track, page by page; where they have times, the line that is sung now is marked. */
export const LyricsCommand = command({
  name: 'lyrics',
  visibility: 'asker',
  options: [{ name: 'query', type: 'text', text: 'option.lyrics-query', completes: true }],
  use: (asked) => {
    const query = asked.interaction.options.getString('query');
    const current = query === null ? currentTrack(asked) : undefined;
    return async () => wordsOf(asked, current ?? (await firstFound(asked, query ?? '')));
  },
  complete: suggestTracks,
});

async function wordsOf(asked: Asked, track: Track): Promise<Awaited<Answer>> {
  const { tonearm, speech, parts } = asked;
  const title = titleOf(track);
  try {
    const lyrics = await tonearm.lyrics(track);
    return lyrics ? parts.lyrics.open(asked, track, lyrics) : speech.say('lyrics.none', { title });
  } catch (error) {
    if (error instanceof LyricsUnavailableError) return speech.say('lyrics.unavailable', { title });
    throw error;
  }
}
