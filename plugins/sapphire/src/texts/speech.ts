import { type Catalogue, CATALOGUES, type Countable, type Language, type TextKey, type Values } from './catalogue.js';

/** Says our texts in one language. */
export class Speech {
  readonly language: Language;
  readonly #texts: Catalogue;
  readonly #numbers: Intl.PluralRules;

  constructor(language: Language) {
    this.language = language;
    this.#texts = CATALOGUES[language];
    this.#numbers = new Intl.PluralRules(language);
  }

  /** A text with its places filled in. What comes from outside has to be escaped already. */
  say<Key extends TextKey>(key: Key, ...[values]: Values<Key>): string {
    const text = this.#texts[key];
    // A text without places comes without values; the types above hold that.
    const filled: ReadonlyMap<string, string | number> = new Map(Object.entries(values ?? {}));
    return text.replace(/\{([a-z-]+)\}/g, (place, name: string) => String(filled.get(name) ?? place));
  }

  /** `1 track`, `2 tracks`. */
  counted(noun: Countable, count: number): string {
    const form = this.#numbers.select(count) === 'one' ? 'one' : 'other';
    return this.#texts[`count.${noun}.${form}`].replace('{count}', count.toLocaleString(this.language));
  }

  /** A short time as it is said: `1 second`. */
  seconds(ms: number): string {
    return this.counted('seconds', Math.max(1, Math.ceil(ms / 1000)));
  }
}

const SPEECHES: Readonly<Record<Language, Speech>> = {
  en: new Speech('en'),
  de: new Speech('de'),
  fr: new Speech('fr'),
};

/** Who speaks this language. */
export function speechIn(language: Language): Speech {
  return SPEECHES[language];
}
