import type { Lesson } from './lesson.js';

const STREAMS = 'plugins/source-youtube/test/streams/youtube-streams.test.ts';
const FORMATS = 'plugins/source-youtube/test/streams/formats.test.ts';
const PLAYABILITY = 'plugins/source-youtube/test/streams/playability.test.ts';
const ORDER = 'plugins/source-youtube/test/streams/way-order.test.ts';
const HEALING = 'plugins/source-youtube/test/streams/healing.test.ts';
const BOT_CHECK = 'plugins/source-youtube/test/streams/bot-check.test.ts';
const RUN_YT_DLP = 'plugins/source-youtube/test/streams/run-yt-dlp.test.ts';
const YT_DLP_WAY = 'plugins/source-youtube/test/streams/yt-dlp-way.test.ts';
const E2E = 'examples/bot/test/youtube-streams.test.ts';
const LIVE = 'plugins/source-youtube/test/streams/live-sound.test.ts';

/** About the sound of YouTube's videos: who gives it, and what happens when they stop. */
export const YOUTUBE_LESSONS: readonly Lesson[] = [
  {
    lesson:
      'a YouTube client that is refused, is busy or hides its addresses is followed by the next, and its reason is kept',
    heldBy: [
      [ORDER, 'the next one, when an address stays refused, is no sound, or is busy'],
      [ORDER, 'the next one, when sounds have no address, or the video is only not for this client'],
      [ORDER, 'but not one that keeps failing'],
      [ORDER, 'and says why, when none of them gives sound'],
    ],
  },
  {
    lesson: 'YouTube’s refusal in the middle of a track is heard by nobody',
    heldBy: [
      [HEALING, 'a wall after a minute, for a new visitor, byte for byte and without a gap'],
      [HEALING, 'a wall for every visitor of a client, by the next one'],
      [LIVE, 'goes on at the same segment for another visitor, where one is refused'],
      [E2E, 'plays a video over the wall at 60 s, packet for packet, without a gap of a second'],
    ],
  },
  {
    lesson: 'YouTube’s bot check is met once, is told with what helps, and is not made worse',
    heldBy: [
      [BOT_CHECK, 'asks nothing any more after a bot check, until its pause is over'],
      [HEALING, 'no bot check: it ends at once'],
      [E2E, 'says what helps when YouTube asks for proof, and asks nothing more'],
    ],
  },
  {
    lesson: 'an address of a stream that has expired is renewed before it is asked again',
    heldBy: [
      [HEALING, 'an address whose time is over, before it is asked again'],
      [STREAMS, 'says when its address expires'],
    ],
  },
  {
    lesson:
      'having formats is not being playable: only what has an address is taken, and of several languages the original',
    heldBy: [
      [FORMATS, 'takes only what has an address, and counts what has none'],
      [FORMATS, 'takes the original of several sound tracks'],
    ],
  },
  {
    lesson: 'why a video does not play is said, each reason in its own words',
    heldBy: [
      [PLAYABILITY, 'tells … as …'],
      [PLAYABILITY, 'has words of its own for each case, in every language, and is not to be retried'],
    ],
  },
  {
    lesson: 'yt-dlp never outlives what it was started for, and nothing that a listener types is an option to it',
    heldBy: [
      [RUN_YT_DLP, 'kills it, and what it has started, with the signal'],
      [YT_DLP_WAY, 'is given up when it takes too long, and nothing is left of it'],
      [RUN_YT_DLP, 'lets nothing through that could be an option'],
    ],
  },
];
