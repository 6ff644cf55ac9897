import { plainLine, type Suggestion } from '@tonearm/core';
import type { ApplicationCommandOptionChoiceData } from 'discord.js';

/** Discord takes so many suggestions; one too many, or one that is too long, and it refuses them all. */
const MOST_CHOICES = 25;
/** In characters; of a suggestion's name and of its value. */
const LONGEST_CHOICE = 100;

/** Suggestions as Discord shows them. Words that are too long are cut; a query that is too long would be another one, so it is left out. */
export function toChoices(suggestions: readonly Suggestion[]): ApplicationCommandOptionChoiceData<string>[] {
  return suggestions
    .map(({ label, query }) => ({ name: plainLine(label, LONGEST_CHOICE), value: query }))
    .filter(({ name, value }) => name !== '' && value !== '' && value.length <= LONGEST_CHOICE)
    .slice(0, MOST_CHOICES);
}
