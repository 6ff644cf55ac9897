import type { Lesson } from './lesson.js';

const E2E = 'examples/bot/test';
const REPLY = 'plugins/sapphire/test/replies/interaction-reply.test.ts';
const SCHEDULER = 'core/test/scheduler/priority-scheduler.test.ts';
const TASK_ENDS = 'core/test/scheduler/task-ends.test.ts';

/** About what is asked for: commands, tasks, and the progress that is shown of them. */
export const REQUEST_LESSONS: readonly Lesson[] = [
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
    lesson: 'a command that is used too soon is answered, with the time that is left',
    heldBy: [
      [
        `${E2E}/commands/frame.test.ts`,
        'a command that was used a moment ago says privately how long to wait, to that person alone',
      ],
    ],
  },
  {
    lesson: 'places are counted as listeners see them, and a volume is the percentage that was typed',
    heldBy: [
      [`${E2E}/commands/queue.test.ts`, '/remove takes out places, what one person asked for, and duplicates'],
      [`${E2E}/commands/sound.test.ts`, '/volume shows, changes, and says what is possible'],
    ],
  },
  {
    lesson: 'listeners vote for skipping, and a DJ skips at once',
    heldBy: [
      [`${E2E}/commands/skip.test.ts`, 'is a vote of half the listeners for everyone else'],
      [
        `${E2E}/commands/skip.test.ts`,
        'skips at once for a DJ, for who asked for the track, and for who listens alone',
      ],
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
      ['bench/test/simulation/outage.test.ts', 'loses and doubles nothing, and leaves the dead source alone'],
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
      ['bench/test/soak/soak.test.ts', 'leaves nothing behind after a drain'],
      ['bench/test/soak/soak.test.ts', 'leaves no child, and counts none, where ffmpeg reads'],
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
      [
        'bench/test/simulation/calibration.test.ts',
        'finds that what is shown goes with what is done, and that the stated error holds',
      ],
    ],
  },
  {
    lesson: 'showing progress never slows the work that it shows',
    heldBy: [
      [
        'core/test/progress/unhurt-work.test.ts',
        'lets six instant songs on three workers be done at once, though every edit takes five seconds',
      ],
      [
        'core/test/progress/unhurt-work.test.ts',
        'lets six instant songs on three workers be done before a view that takes five seconds per picture draws one',
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
        'core/test/progress/progress-publisher-end.test.ts',
        'sends the terminal state as a new message when the old one is gone',
      ],
    ],
  },
];
