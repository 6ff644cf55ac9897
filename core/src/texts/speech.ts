import type { Phrase, Wording } from '../model/phrase.js';
import { isLive, type TrackLength } from '../model/track.js';
import {
  COMMON_TEXTS,
  type Catalogues,
  type CommonTexts,
  type Countable,
  LANGUAGES,
  type Language,
  languageOf,
  type Texts,
  type Values,
} from './catalogue.js';
import { clockTime, hoursMinutesSeconds, roughly } from './times.js';
import { typesetAll } from './typeset.js';

/** Says our texts in one language, and numbers and times as that language does. */
export class Speech<English extends Texts = CommonTexts> {
  readonly language: Language;
  readonly #texts: Readonly<Record<keyof CommonTexts, string>> & Texts;
  readonly #numbers: Intl.PluralRules;
  readonly #ordinals: Intl.PluralRules;
  readonly #times: Intl.ListFormat;

  /** Use `speechIn`, or `speeches` for texts of your own. */
  constructor(language: Language, own: Texts) {
    this.language = language;
    this.#texts = typesetAll({ ...own, ...COMMON_TEXTS[language] }, language);
    this.#numbers = new Intl.PluralRules(language);
    this.#ordinals = new Intl.PluralRules(language, { type: 'ordinal' });
    this.#times = new Intl.ListFormat(language, TIME_LISTS[language]);
  }

  /** A text with its places filled in. What comes from outside has to be escaped already. */
  say<Key extends keyof English & string>(key: Key, ...[values]: Values<English[Key]>): string {
    // A text without places comes without values; the types above hold that.
    return this.#fill(this.#texts[key] ?? key, values ?? {});
  }

  /** What was put into words elsewhere, in this language where there is a text for it, else in English. */
  phrase(words: Wording): string {
    if (typeof words === 'string') return words;
    const { english, key, values = {}, texts } = words;
    const text = texts?.[this.language] ?? (key === undefined ? undefined : this.#texts[key]);
    return text === undefined ? english : this.#fill(text, values);
  }

  /** `1 track`, `2 tracks`. */
  counted(noun: Countable<keyof English>, count: number): string {
    return this.#counted(noun, count);
  }

  /** `1st`, `2nd`, `3rd`, `4th`, … `11th`. */
  ordinal(number: number): string {
    return `${number}${ORDINAL_ENDINGS[this.language][this.#ordinals.select(number)] ?? ''}`;
  }

  /** The length of a track as a clock shows it, or that it has none, or that nobody knows it. */
  length(track: TrackLength): string {
    if (isLive(track)) return this.#texts.live;
    return track.durationMs === null ? this.#texts['unknown-length'] : clockTime(track.durationMs);
  }

  /** A short time as it is said, rounded up: `1 second`. */
  seconds(ms: number): string {
    return this.#counted('seconds', Math.max(1, Math.ceil(ms / 1000)));
  }

  /** A length or a position as a person says it: `3 minutes 7 seconds`. */
  spokenTime(ms: number): string {
    const { hours, minutes, seconds } = hoursMinutesSeconds(ms);
    const counts = [['hours', hours] as const, ['minutes', minutes] as const, ['seconds', seconds] as const];
    const said = counts.filter(([, count]) => count > 0).map(([noun, count]) => this.#counted(noun, count));
    return said.length === 0 ? this.#counted('seconds', 0) : this.#times.format(said);
  }

  /** An estimate of what is left, as vague as it is: `about 20 seconds left`, `a moment left`. */
  timeLeft(ms: number): string {
    const rough = roughly(ms);
    switch (rough.kind) {
      case 'moment':
        return this.#texts['left.moment'];
      case 'about':
        return this.#fill(this.#texts['left.about'], { time: this.#counted(rough.unit, rough.count) });
      case 'day':
        return this.#texts['left.day'];
    }
  }

  /** When something comes, as vague as that is: `in about 20 seconds`, `in a moment`. */
  soon(ms: number): string {
    const rough = roughly(ms);
    switch (rough.kind) {
      case 'moment':
        return this.#texts['soon.moment'];
      case 'about':
        return this.#fill(this.#texts['soon.about'], { time: this.#counted(rough.unit, rough.count) });
      case 'day':
        return this.#texts['soon.day'];
    }
  }

  /** How far off an estimate may be, in whole seconds or minutes; `undefined` when that is not worth a word. */
  roughError(ms: number | undefined): string | undefined {
    const seconds = Math.round((ms ?? 0) / 1000);
    if (seconds < 1) return undefined;
    return seconds < 90 ? this.#counted('seconds', seconds) : this.#counted('minutes', Math.round(seconds / 60));
  }

  /** What goes on in a stage of a lookup. Stages we have no words for are simply work. */
  stage(stage: string): string {
    return this.#texts[`stage.${stage}`] ?? this.#texts['stage.other'];
  }

  /** What a listener can do about a failure whose own words do not say it; `undefined` when they do, or nothing helps. */
  whatToTry(code: string): string | undefined {
    return this.#texts[`cure.${code}`];
  }

  #counted(noun: string, count: number): string {
    const form = this.#numbers.select(count) === 'one' ? 'one' : 'other';
    const text = this.#texts[`count.${noun}.${form}`] ?? '{count}';
    return text.replace('{count}', count.toLocaleString(this.language));
  }

  #fill(text: string, values: NonNullable<Phrase['values']>): string {
    const filled = new Map(Object.entries(values));
    return text.replace(/\{([a-z-]+)\}/g, (place, name: string) => {
      const value = filled.get(name) ?? place;
      return typeof value === 'number'
        ? value.toLocaleString(this.language, { useGrouping: 'min2' })
        : this.phrase(value);
    });
  }
}

/** How the parts of a time are strung together: `1 hour 2 minutes`, `1 Stunde und 2 Minuten`. */
const TIME_LISTS: Readonly<Record<Language, Intl.ListFormatOptions>> = {
  en: { type: 'unit', style: 'narrow' },
  de: { type: 'conjunction' },
  fr: { type: 'unit', style: 'narrow' },
};

/** What numbers end in; `other` is everything that has no ending of its own. */
const ORDINAL_ENDINGS: Readonly<Record<Language, Readonly<Partial<Record<Intl.LDMLPluralRule, string>>>>> = {
  en: { one: 'st', two: 'nd', few: 'rd', other: 'th' },
  de: { other: '.' },
  fr: { one: 'er', other: 'e' },
};

/**
 * Speeches that say texts of one's own besides the common ones: a function that gives the one for a language tag, and
 * the English one where we do not speak it.
 */
export function speeches<Own extends Texts>(
  own: Catalogues<Own>,
): (tag: string | undefined) => Speech<CommonTexts & Own> {
  const made = new Map(LANGUAGES.map((language) => [language, new Speech<CommonTexts & Own>(language, own[language])]));
  const english = new Speech<CommonTexts & Own>('en', own.en);
  return (tag) => made.get(languageOf(tag) ?? 'en') ?? english;
}

/** Who says the common texts in the language of a tag (`de`, `en-GB`); English where we do not speak it. */
export const speechIn: (tag: string | undefined) => Speech = speeches({ en: {}, de: {}, fr: {} });
