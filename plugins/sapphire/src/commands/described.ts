import type { LocalizationMap } from 'discord.js';
import { LOCALISED, type TextKey, type Values } from '../texts/catalogue.js';
import { speechIn } from '../texts/speech.js';

/** The texts that can be said as they are. */
export type TextWithoutPlaces = { [Key in TextKey]: Values<Key> extends [] ? Key : never }[TextKey];

/** A description in every language. */
export function described(text: TextWithoutPlaces): {
  readonly description: string;
  readonly descriptionLocalizations: LocalizationMap;
} {
  return { description: speechIn('en').say(text), descriptionLocalizations: inOtherLanguages(text) };
}

/** A text by Discord's locales, English apart. */
export function inOtherLanguages(text: TextWithoutPlaces): LocalizationMap {
  return Object.fromEntries(LOCALISED.map(({ locale, language }) => [locale, speechIn(language).say(text)]));
}
