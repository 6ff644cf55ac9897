import type { Lesson } from './lesson.js';

const RESOURCES = 'core/test/tonearm-resources.test.ts';
const SWEEPS = 'core/test/tonearm-sweeps.test.ts';
const VOICE = 'plugins/discord-voice/test/discord-voice-connector.test.ts';
const LOST = 'plugins/discord-voice/test/lost-connection.test.ts';
const WORKERS = 'plugins/discord-voice/test/worker/worker-voice-connector.test.ts';
const SOUND = 'examples/bot/test/sound.test.ts';
const STAND_INS = 'core/test/playback/stand-ins.test.ts';
const SESSION = 'core/test/playback/session.test.ts';
const SKIP = 'core/test/playback/session-skip.test.ts';
const REJOIN = 'core/test/playback/session-rejoin.test.ts';

/** About what is played: the cache, the queue, voice, ffmpeg, and what is given from outside. */
export const MUSIC_LESSONS: readonly Lesson[] = [
  // Cache
  {
    lesson: 'what the cache knows can be played',
    heldBy: [
      ['core/test/tonearm.test.ts', 'plays what the cache knows, without asking the source again'],
      [
        'core/test/tonearm-cache.test.ts',
        'plays what a hit gives, after a restart too, and asks the source for its sound alone',
      ],
    ],
  },
  {
    lesson: 'popular is what is asked for, by hits, and it is renewed before it ages',
    heldBy: [
      ['core/test/cache/popularity.test.ts', 'counts hits, and knows nothing of a key that had none'],
      [
        'core/test/cache/tiered-cache-worth.test.ts',
        'by hits and never by what was merely set, the most popular first',
      ],
      ['core/test/tonearm-cache.test.ts', 'renews by itself what is popular, and says what that was worth'],
    ],
  },
  {
    lesson: 'the time saved is what the lookup had cost, less what the hit costs',
    heldBy: [['core/test/cache/tiered-cache-worth.test.ts', 'takes what the hit itself cost off the time saved']],
  },
  {
    lesson: 'a bound of three entries is three after a restart too',
    heldBy: [
      [
        'core/test/cache/tiered-cache-bounds.test.ts',
        'still holds at most three entries after a restart, also one that nobody prepared for',
      ],
    ],
  },
  {
    lesson: 'every spelling of the same thing is the same thing',
    heldBy: [
      ['core/test/testing/source-kit/source-kit.test.ts', 'catches a source that …, by one check: …'],
      ['plugins/source-youtube/test/links.test.ts', 'mean one video, however they are spelt'],
      ['core/test/tonearm-cache.test.ts', 'gives one answer to every spelling of a link'],
      ['plugins/source-local/test/safe-path.test.ts', 'gives every spelling of a path the same id'],
      ['plugins/source-http/test/canonical-link.test.ts', 'is one for every spelling'],
      ['plugins/source-youtube/test/links.test.ts', 'mean one video, however they are spelt'],
    ],
  },
  {
    lesson: 'what is kept is JSON in a database, and a save that failed says so',
    heldBy: [
      ['core/test/store/keyv-store.test.ts', 'rejects a save that the adapter refuses without a word'],
      ['core/test/store/open-store.test.ts', 'has what was saved before the process was killed'],
    ],
  },

  // The queue
  {
    lesson: 'no track of a playlist is lost, however long it is and however small the backlog',
    heldBy: [
      [
        'core/test/tonearm.test.ts',
        'plays all of a playlist that is longer than the backlog, and looks a track up only when its turn comes near',
      ],
      [SESSION, 'loads a long playlist page by page, only when its turn comes near'],
    ],
  },
  {
    lesson: 'a skip that meets the end of its track skips one track, and plays none twice',
    heldBy: [
      [SKIP, 'skips once although the track ends in the same moment'],
      [SKIP, 'skips to the next track, once'],
    ],
  },
  {
    lesson: 'a skip takes effect at once, also while a source hangs',
    heldBy: [[SKIP, 'skips at once while a source never answers']],
  },
  {
    lesson: 'the queue is in order of request, whichever answer comes first',
    heldBy: [[SESSION, 'keeps the order of request although answers come in another']],
  },
  {
    lesson: 'a track that cannot be played is never passed over in silence',
    heldBy: [[SESSION, 'goes on with the next track when one is broken, and says why']],
  },
  {
    lesson: 'a source that is down does not burn the queue',
    heldBy: [[SESSION, 'pauses longer and longer while track after track fails, so that no queue is burned']],
  },
  {
    lesson: 'a stream that dies in the middle goes on from there',
    heldBy: [[SESSION, 'opens a stream that dies again, at its position']],
  },

  // Voice
  {
    lesson: 'joining twice, moving and reconnecting hang nobody',
    heldBy: [
      [VOICE, 'is one connection however often it is asked for'],
      [LOST, 'is resumed at 4015 and loses no frame'],
      [SESSION, 'moves within the guild and stays one connection'],
    ],
  },
  {
    lesson: 'a bot that is moved takes its sound along',
    heldBy: [
      [LOST, 'follows someone who moves the bot'],
      [VOICE, 'goes to another channel with the sound'],
    ],
  },
  {
    lesson: 'a connection that is lost for good keeps the queue and the position',
    heldBy: [[REJOIN, 'keeps queue and position when the voice connection is lost, and goes on after a new join']],
  },
  {
    lesson: 'sound does not stutter while the main thread is busy',
    heldBy: [
      [WORKERS, 'sends on time while this thread is blocked'],
      [WORKERS, 'ends the connections of a worker that … in words, and replaces it'],
    ],
  },
  {
    lesson: 'another volume or place is heard soon and without a gap, and so are joints, also with a crossfade',
    heldBy: [
      [
        SOUND,
        'changes within half a second, without a gap, and is untouched again afterwards, each frame in its place',
      ],
      [SOUND, 'goes on without a silent stretch: …'],
      [SOUND, 'lays the tracks over each other for as long as asked, without a silent stretch'],
    ],
  },
  {
    lesson: 'a source that goes down in the middle of a song does not end the song',
    heldBy: [
      [STAND_INS, 'goes on at another source, where the first one broke off, without a frame missing or twice'],
      [STAND_INS, 'is given up with its own reason when nobody has the same'],
    ],
  },
  {
    lesson: 'no sound leaves without end-to-end encryption while anyone else is there',
    heldBy: [
      [VOICE, 'is never sent in the clear once someone is there'],
      [VOICE, 'is held, joined for once more and then refused in words, while encryption does not come'],
    ],
  },
  {
    lesson: 'a moment in which the process was busy is caught up, and not heard for the rest of the track',
    heldBy: [
      ['plugins/discord-voice/test/pacer.test.ts', 'keeps to the raster when it wakes late'],
      ['plugins/discord-voice/test/pacer.test.ts', 'sends five missed slots at once after a stall, and no more'],
    ],
  },

  // ffmpeg
  {
    lesson: 'no ffmpeg outlives its track',
    heldBy: [
      [
        'core/test/audio/ffmpeg-transcoder.test.ts',
        'die when no more packets are taken, even if the source never ends',
      ],
      [SESSION, 'closes what was opened for a track that is no longer wanted'],
    ],
  },
  {
    lesson: 'where there is no ffmpeg it is said in words, and what needs none plays',
    heldBy: [
      ['core/test/audio/opus-packets.test.ts', 'says that ffmpeg is missing for sound that needs it'],
      [
        'core/test/audio/opus-packets.test.ts',
        'passes Opus in Ogg and WebM through untouched, whatever the format is called',
      ],
    ],
  },

  // What is given from outside
  {
    lesson: 'no path and no link leads out of the music folder',
    heldBy: [
      ['plugins/source-local/test/safe-path.test.ts', 'never gives a path that leads out, whatever the text'],
      ['plugins/source-local/test/open-track.test.ts', 'neither lists nor opens what a link takes from outside'],
      ['plugins/source-local/test/list-playlist.test.ts', 'never leaves the folder, whatever is written'],
    ],
  },
  {
    lesson: 'a title pings nobody and formats nothing',
    heldBy: [['core/test/progress/foreign-text.test.ts', 'parts an @ from its word, and opens no mention or link']],
  },

  // Resources
  {
    lesson: 'a bot that plays around the clock is never sent away as idle, and one in which nothing plays leaves',
    heldBy: [
      [SWEEPS, 'never leaves who is active, however long'],
      [RESOURCES, 'are refused in words when all are active, the oldest included, and what plays goes on'],
      [SWEEPS, 'leaves when nothing has played for the time, and says so'],
    ],
  },
  {
    lesson: 'a queue, its position and what was accepted survive a crash, and nothing is played twice',
    heldBy: [
      [
        'bench/test/crash/crash-run.test.ts',
        'loses nothing that it has accepted, plays nothing twice, and goes on within two seconds',
      ],
      [
        'core/test/tonearm-restart.test.ts',
        'goes on with what played at its position, and with the queue in its order',
      ],
    ],
  },
  {
    lesson: 'a connection that is lost in the middle of a track costs the listener nothing',
    heldBy: [
      [
        'plugins/source-http/test/resumed-bytes.test.ts',
        'goes on at the next byte after a …, and gives each byte once',
      ],
      [
        'plugins/source-http/test/hls-stream.test.ts',
        'fetches a segment again that breaks off, and gives each byte once',
      ],
    ],
  },
  {
    lesson:
      'an id that SoundCloud does not take any more is renewed once for everyone, and 30 seconds are never played as the song',
    heldBy: [
      [
        'plugins/source-soundcloud/test/client-ids.test.ts',
        'is looked for once by all who need it at the same time, and renewed once when it is refused',
      ],
      ['plugins/source-soundcloud/test/sound.test.ts', 'when the track is one …'],
      [
        'plugins/source-soundcloud/test/sound.test.ts',
        'by … at a new address, when the old one has expired in the middle',
      ],
      ['examples/bot/test/soundcloud.test.ts', 'says by its name why a track does not play'],
    ],
  },
  {
    lesson: 'nobody looks around in the operator’s network through a link',
    heldBy: [
      ['plugins/source-http/test/network-policy.test.ts', 'does not follow …'],
      ['plugins/source-http/test/link-client.test.ts', 'does not follow a redirect to …'],
      [
        'plugins/source-http/test/link-client.test.ts',
        'connects to the address that was checked, though the name leads elsewhere a moment later',
      ],
      ['plugins/source-http/test/hls-stream.test.ts', 'cannot lead inside, by a segment, a key, or a variant'],
    ],
  },
];
