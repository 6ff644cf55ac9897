import type { Lesson } from './lesson.js';

const RECOVERY = 'plugins/discord-voice/test/recovery.test.ts';
const ENCRYPTION = 'plugins/discord-voice/test/encryption-trouble.test.ts';
const WATCH = 'plugins/discord-voice/test/sound-watch.test.ts';
const LOST = 'plugins/discord-voice/test/lost-connection.test.ts';
const E2E = 'examples/bot/test/voice-troubles.test.ts';
const SHARDS = 'examples/bot/test/shards.test.ts';

/** About voice that is lost, refused or attacked. */
export const VOICE_TROUBLE_LESSONS: readonly Lesson[] = [
  {
    lesson: 'no close code of the voice gateway is looped on: each ends in words, or after a bounded number of tries',
    heldBy: [
      [RECOVERY, 'goes on after …, and gives up in words when that comes each time'],
      [RECOVERY, 'ends in words at …, without another try'],
      [RECOVERY, 'ends in words after 4022 when none follows'],
      ['plugins/discord-voice/test/close-codes.test.ts', 'has the remedy “…”, and words for a listener: …'],
    ],
  },
  {
    lesson:
      'a proposal to the encrypted group that is forged, or for somebody unknown, is ignored, and the sound goes on',
    heldBy: [
      [ENCRYPTION, 'ignores a proposal that is …, ten times, and the sound goes on'],
      [ENCRYPTION, 'still takes somebody in after a proposal that was …'],
      [LOST, 'is survived: an external sender that cannot be read makes it join once more, and the sound goes on'],
    ],
  },
  {
    lesson: 'a change of the encrypted group loses no more than what is on its way',
    heldBy: [
      [ENCRYPTION, 'goes on in transport encryption through a downgrade, and end to end after the upgrade'],
      [ENCRYPTION, 'is taken in anew after a commit that it could not use'],
      [ENCRYPTION, 'lets a third member hear from when they come until they leave'],
      [ENCRYPTION, 'survives a voice server that fails in the middle of a change, and repeats it …'],
    ],
  },
  {
    lesson: 'a bot that says it plays and is not heard notices it, mends it, or says why',
    heldBy: [
      [RECOVERY, 'is joined anew, says why, and goes on'],
      [RECOVERY, 'ends in words when it stays dead'],
      [WATCH, 'says that frames do not leave, when they have not for a while'],
    ],
  },
  {
    lesson: 'moved, in another region, or thrown out and asked to join again, the sound goes on at its position',
    heldBy: [
      [E2E, 'somebody moves the bot'],
      [E2E, 'the region changes'],
      [E2E, 'a moderator disconnects the bot: the queue is kept, and /join goes on'],
      [RECOVERY, 'goes on there where it was, having waited for it after 4022'],
    ],
  },
  {
    lesson: 'a lost gateway session does not end the music',
    heldBy: [
      [E2E, 'the gateway session is invalid, and another one takes its place'],
      [E2E, 'the gateway session is resumed (…), without a missing frame'],
      [SHARDS, 'goes on where one shard alone lost its session; in the guilds of the other no frame is missing'],
    ],
  },
];
