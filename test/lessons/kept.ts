import type { Lesson } from './lesson.js';

const PLAYLISTS = 'core/test/playlists/playlists.test.ts';
const COMMANDS = 'examples/bot/test/commands/playlist.test.ts';

/** About what people keep: playlists, favourites, settings. */
export const KEPT_LESSONS: readonly Lesson[] = [
  {
    lesson: 'a server’s playlists are changed and deleted by who made them or a DJ, and by nobody of another server',
    heldBy: [
      [PLAYLISTS, 'lets who made a guild’s playlist, or a DJ, change and delete it, and nobody else'],
      [PLAYLISTS, 'shows no guild or user what another one keeps, and a DJ of no guild may touch it'],
      [COMMANDS, 'a server’s is for everyone to see and play, and for who made it or a DJ to change'],
      [COMMANDS, 'nobody sees, plays or deletes what another person or another server keeps'],
    ],
  },
  {
    lesson: 'what was kept is there after a restart, and what could not be kept says so',
    heldBy: [
      [
        'core/test/tonearm-kept.test.ts',
        'is there after a restart: settings, playlists, favourites, lyrics, and what was queued of a playlist',
      ],
      [
        'examples/bot/test/commands/playlist-restart.test.ts',
        'goes on with what was being kept, and tells it in the reply that promised it',
      ],
      [PLAYLISTS, 'says that something could not be saved, and then has not changed it'],
      ['core/test/settings/settings-store.test.ts', 'says that a change could not be saved, and then has not made it'],
    ],
  },
];
