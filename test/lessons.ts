import type { Lesson } from './lessons/lesson.js';
import { KEPT_LESSONS } from './lessons/kept.js';
import { MUSIC_LESSONS } from './lessons/music.js';
import { REQUEST_LESSONS } from './lessons/requests.js';
import { VOICE_TROUBLE_LESSONS } from './lessons/voice-trouble.js';
import { YOUTUBE_LESSONS } from './lessons/youtube.js';

/**
 * What is due so far. Lessons about what does not exist yet (links to video and music sites, seeking, volume, a
 * queue that survives a restart, vote skip, crossfade) get their rows together with it.
 */
export const LESSONS: readonly Lesson[] = [
  ...REQUEST_LESSONS,
  ...MUSIC_LESSONS,
  ...KEPT_LESSONS,
  ...VOICE_TROUBLE_LESSONS,
  ...YOUTUBE_LESSONS,
];
