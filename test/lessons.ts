/** Something that broke in bots before this one, as a sentence about ours, with the tests that hold it. */
export interface Lesson {
  readonly lesson: string;
  /** File from the root of the repository, and the title of its `it('…')`, with `…` for what a template puts in. */
  readonly heldBy: readonly (readonly [file: string, title: string])[];
}

const E2E = 'examples/bot/test';
const REPLY = 'plugins/sapphire/test/replies/interaction-reply.test.ts';
const VOICE = 'plugins/discord-voice/test/discord-voice-connector.test.ts';
const LOST = 'plugins/discord-voice/test/lost-connection.test.ts';
const SESSION = 'core/test/playback/session.test.ts';
const SCHEDULER = 'core/test/scheduler/priority-scheduler.test.ts';
const TASK_ENDS = 'core/test/scheduler/task-ends.test.ts';

/**
 * What is due so far. Lessons about what does not exist yet (links to video and music sites, seeking, volume, saved playlists, a
 * queue that survives a restart, leaving when idle, vote skip, crossfade) get their rows together with it.
 */
export const LESSONS: readonly Lesson[] = [
  // The command itself
  {
    lesson: 'the tests type the real command into the real client and hear the sound, so they fail when it does',
    heldBy: [
      [`${E2E}/play.test.ts`, 'plays an opus file untouched, from the first packet to the last, encrypted end to end'],
      [`${E2E}/play.test.ts`, 'plays an mp3 at its pitch'],
    ],
  },
  {
    lesson: 'two /play of the same moment play one after the other, and neither is lost',
    heldBy: [
      ['core/test/tonearm.test.ts', 'plays two requests of the same moment one after the other, each once'],
      [`${E2E}/play.test.ts`, 'answers two requests of the same moment in their order'],
    ],
  },
  {
    lesson: 'a listener who may not is refused by a reply, with the way to get it',
    heldBy: [
      [`${E2E}/priority.test.ts`, '… is refused to a listener among others, privately, with the way to get it'],
      [`${E2E}/priority.test.ts`, '… is granted to who may manage the server, and to a DJ'],
    ],
  },
  {
    lesson: 'a listener who is in no voice channel, or in another one, is refused by a reply',
    heldBy: [
      [`${E2E}/controls.test.ts`, '/play and /join refuse who is in no voice channel, privately'],
      [`${E2E}/controls.test.ts`, '/… is refused to who listens elsewhere'],
    ],
  },
  {
    lesson: 'every command does what its reply says, and none reports an error after it did its work',
    heldBy: [
      [`${E2E}/controls.test.ts`, '/stop empties the queue and stays'],
      [`${E2E}/controls.test.ts`, '/leave goes, and /play comes back at once'],
      [`${E2E}/controls.test.ts`, '/skip names what it skipped, and the next one plays'],
      [`${E2E}/controls.test.ts`, '/pause and /resume keep the place'],
    ],
  },
  {
    lesson:
      'an interaction is acknowledged once and first; where that is too late, nothing is done in the listener’s name',
    heldBy: [
      [REPLY, 'acknowledges once, then edits the same message'],
      [`${E2E}/reply.test.ts`, 'plays nothing for an interaction that was answered by another'],
      [`${E2E}/reply.test.ts`, 'plays nothing for an interaction that nobody waits for any more'],
    ],
  },
  {
    lesson: 'work that outlives the 15 minutes of its interaction is told in the channel',
    heldBy: [
      [REPLY, 'goes on as an ordinary message when the 15 minutes of its token are nearly over'],
      [REPLY, 'goes on as an ordinary message when Discord says that the token is dead'],
      [`${E2E}/reply.test.ts`, 'lives on as an ordinary message of the channel'],
    ],
  },
  {
    lesson: 'a task is cancelled only by who asked for it or by a DJ, and only in its own guild',
    heldBy: [
      [`${E2E}/cancel.test.ts`, 'refuses another listener, and lets a DJ'],
      [`${E2E}/cancel.test.ts`, 'knows no task of another guild'],
    ],
  },
  {
    lesson: 'what is typed is completed in time, whatever a source does',
    heldBy: [
      ['core/test/sources/suggestions.test.ts', 'goes without a source that fails, and suggests nothing for a link'],
      ['core/test/sources/guards.test.ts', 'end an attempt at its deadline, although the source ignores its signal'],
      [`${E2E}/play.test.ts`, 'suggests what the folder has while the listener types'],
    ],
  },

  // Tasks
  {
    lesson: 'every task ends once, as what it was: nothing that failed is called done',
    heldBy: [
      [TASK_ENDS, 'reports what failed as failed, exactly once, whatever was thrown and however'],
      ['core/test/progress/watch-task.test.ts', 'tells exactly one end when the task has …, and keeps nothing'],
      ['core/test/tonearm.test.ts', 'tells of retries, and of the last failure once'],
    ],
  },
  {
    lesson: 'a running task that is cancelled stops at once and delivers nothing; its child process dies',
    heldBy: [
      [TASK_ENDS, 'aborts what runs at once, and frees the worker when the work has let go'],
      [
        'core/test/tonearm.test.ts',
        'cancels by id: the work ends, the place in the queue is given up, the message says so',
      ],
      ['core/test/audio/ffmpeg-transcoder.test.ts', 'run at low priority and die with the signal'],
    ],
  },
  {
    lesson: 'a full backlog drains by itself when an outage ends, and loses nothing',
    heldBy: [
      [
        'core/test/scheduler/retries.test.ts',
        'drain a full backlog by themselves when an outage ends: nothing lost, few calls to what is down',
      ],
      ['core/test/scheduler/retries.test.ts', 'keep their place in a full backlog'],
    ],
  },
  {
    lesson: 'a task that waits for its next try keeps no worker from others',
    heldBy: [
      ['core/test/scheduler/retries.test.ts', 'wait without holding a worker, and go on from where the policy says'],
    ],
  },
  {
    lesson: 'what has ended is forgotten, but for the last few',
    heldBy: [
      [SCHEDULER, 'remembers the last that ended, and no more than that'],
      [
        'core/test/scheduler/scheduler-model.test.ts',
        'ends each request once, runs no key twice at a time and no more than it has workers, and keeps nothing',
      ],
      ['core/test/tonearm.test.ts', 'ends everything when it is closed, and keeps nothing'],
    ],
  },
  {
    lesson: 'one guild’s single request does not wait behind another guild’s hundred',
    heldBy: [[SCHEDULER, "starts one guild's only request among the first though another guild has a hundred waiting"]],
  },
  {
    lesson: 'ids of tasks cannot be guessed, nor are two alike',
    heldBy: [[SCHEDULER, 'gives ids that nobody guesses, also for the same request in the same millisecond']],
  },
  {
    lesson: 'five equal requests are looked up once',
    heldBy: [
      ['core/test/scheduler/joined-work.test.ts', 'runs once for five equal requests, and answers each'],
      ['core/test/sources/source-resolver.test.ts', 'asks once for five equal requests, from whichever guilds'],
    ],
  },

  // Progress
  {
    lesson: 'percentages come from what is done: the share shown goes with the share of time',
    heldBy: [
      ['core/test/progress/stage-estimate.test.ts', 'shows shares that go with the time, once it knows the source'],
      ['core/test/tonearm.test.ts', 'never lets a percentage fall, and says 100 only by the answer'],
    ],
  },
  {
    lesson: 'showing progress never slows the work that it shows',
    heldBy: [
      [
        'core/test/progress/unhurt-work.test.ts',
        'lets six instant songs on three workers be done at once, though every edit takes five seconds',
      ],
    ],
  },
  {
    lesson: 'a message that moves stays inside Discord’s limit of edits',
    heldBy: [
      [
        'core/test/progress/progress-publisher.test.ts',
        'stays inside the budget however much is published, and still ends at once',
      ],
    ],
  },
  {
    lesson: 'the end is told although the message is gone',
    heldBy: [
      [
        'core/test/progress/progress-publisher.test.ts',
        'sends the terminal state as a new message when the old one is gone',
      ],
    ],
  },

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
      ['core/test/cache/tiered-cache.test.ts', 'by hits and never by what was merely set, the most popular first'],
      ['core/test/tonearm-cache.test.ts', 'renews by itself what is popular, and says what that was worth'],
    ],
  },
  {
    lesson: 'the time saved is what the lookup had cost, less what the hit costs',
    heldBy: [['core/test/cache/tiered-cache.test.ts', 'takes what the hit itself cost off the time saved']],
  },
  {
    lesson: 'a bound of three entries is three after a restart too',
    heldBy: [
      [
        'core/test/cache/tiered-cache.test.ts',
        'still holds at most three entries after a restart, also one that nobody prepared for',
      ],
    ],
  },
  {
    lesson: 'every spelling of the same thing is the same thing',
    heldBy: [
      ['core/src/testing/source-contract.ts', 'identifies every spelling of a track as the same thing'],
      ['core/test/tonearm-cache.test.ts', 'gives one answer to every spelling of a link'],
      ['plugins/source-local/test/safe-path.test.ts', 'gives every spelling of a path the same id'],
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
      [SESSION, 'skips once although the track ends in the same moment'],
      [SESSION, 'skips to the next track, once'],
    ],
  },
  {
    lesson: 'a skip takes effect at once, also while a source hangs',
    heldBy: [[SESSION, 'skips at once while a source never answers']],
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
    heldBy: [[SESSION, 'keeps queue and position when the voice connection is lost, and goes on after a new join']],
  },
  {
    lesson: 'a close code that joining again cannot mend ends in words, not in a loop',
    heldBy: [[LOST, 'ends in words, without another try, at …']],
  },
  {
    lesson: 'no sound leaves without end-to-end encryption while anyone else is there',
    heldBy: [
      [VOICE, 'is never sent in the clear once someone is there'],
      [VOICE, 'is held, joined for once more and then refused in words, while encryption does not come'],
    ],
  },
  {
    lesson: 'a forged message of the voice server ends neither the process nor the sound',
    heldBy: [[LOST, 'is survived: a forged proposal makes it join once more, and the sound goes on']],
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
    ],
  },
  {
    lesson: 'a title pings nobody and formats nothing',
    heldBy: [['core/test/progress/foreign-text.test.ts', 'parts an @ from its word, and opens no mention or link']],
  },
];
