import type { MessageComponentInteraction } from 'discord.js';
import type { Work } from '../answer.js';
import type { Asked } from '../asked.js';
import type { CommandName } from '../policy/policy.js';
import { Refusal } from '../refusal.js';
import type { Visibility } from '../replies/interaction-reply.js';
import { pagesOf, queuePage } from '../replies/queue-page.js';
import { playChosen } from './choose.js';
import { chooseMatch, currentWanted, offerMatches } from './match.js';
import { cancelTask } from './cancel-task.js';
import { requireShown } from './requirements.js';
import { isVote, skip, voteToSkip } from './skip.js';
import { pause, resume, stop } from './steer.js';

/** What a button or a menu does. */
export interface Action {
  /** Whose rule decides who may use it. */
  readonly command: CommandName;
  readonly visibility: Visibility | ((asked: AskedByControl) => Visibility);
  /** As the `use` of a command; the argument is what follows the verb in its action id. */
  use(asked: AskedByControl, argument: string): Work;
}

export type AskedByControl = Asked<MessageComponentInteraction<'cached'>>;

/** By the verb of their action id. Those of a card carry the id of the entry that it showed. */
export const ACTIONS: ReadonlyMap<string, Action> = new Map<string, Action>([
  ['cancel', { command: 'cancel_task', visibility: 'asker', use: (asked, taskId) => () => cancelTask(asked, taskId) }],
  ['pause', { command: 'pause', visibility: 'asker', use: ofCard(pause) }],
  ['resume', { command: 'resume', visibility: 'asker', use: ofCard(resume) }],
  // A vote is for all who listen to see, and to take part in.
  ['skip', { command: 'skip', visibility: (asked) => (isVote(asked) ? 'everyone' : 'asker'), use: ofCard(skip) }],
  ['stop', { command: 'stop', visibility: 'asker', use: ofCard(stop) }],
  ['choose', { command: 'search', visibility: 'everyone', use: playChosen }],
  [
    'rematch',
    {
      command: 'match',
      visibility: 'asker',
      use: ofCard((asked) => {
        const wanted = currentWanted(asked);
        return () => offerMatches(asked, wanted);
      }),
    },
  ],
  ['match', { command: 'match', visibility: 'in-place', use: chooseMatch }],
  ['vote-skip', { command: 'skip', visibility: 'in-place', use: ofCard(voteToSkip) }],
  [
    'lyrics',
    {
      command: 'lyrics',
      visibility: 'in-place',
      use: (asked, argument) => () => asked.parts.lyrics.turn(asked, argument),
    },
  ],
  [
    'queue',
    {
      command: 'queue',
      visibility: 'in-place',
      use: (asked, argument) => {
        const page = Number(argument.split(':').at(-1));
        if (!Number.isInteger(page)) throw new Refusal(asked.speech.say('refuse.old-control'));
        // The queue may have become shorter than it was when the button was shown.
        return () => {
          const { snapshot, member, speech } = asked;
          return queuePage(snapshot, Math.min(page, pagesOf(snapshot)), member.id, speech);
        };
      },
    },
  ],
]);

/** Only while the track still plays that the message showed: nobody means another one by its buttons. */
function ofCard(use: (asked: AskedByControl) => Work): Action['use'] {
  return (asked, entryId) => {
    requireShown(asked, entryId);
    return use(asked);
  };
}
