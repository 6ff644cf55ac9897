import type { MessageContent } from '@tonearm/core';
import { type CommandName, type Policy, RIGHTS } from '../policy/policy.js';
import type { Speech } from '../texts/speech.js';
import { command } from './tonearm-command.js';

/** `/help`: every command in a line, by who may use it. */
export const HelpCommand = command({
  name: 'help',
  visibility: 'asker',
  use:
    ({ speech, parts }) =>
    () =>
      helpCard(parts.policy, speech),
});

/** The card of `/help`. */
export function helpCard(policy: Policy, speech: Speech): MessageContent {
  // The policy's keys are the names of the commands.
  const names = Object.keys(policy) as CommandName[];
  const parts = RIGHTS.flatMap((right) => {
    const lines = names
      .filter((name) => policy[name].who === right)
      .map((name) => `\`/${name}\` ${speech.say(`command.${name}`)}`);
    return lines.length === 0 ? [] : [`**${speech.say(`help.${right}`)}**`, ...lines, ''];
  });
  return { embeds: [{ title: speech.say('help.title'), description: parts.join('\n').trim(), colour: 0x8f6fe8 }] };
}
