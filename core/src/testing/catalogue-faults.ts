import { type Catalogues, LANGUAGES, type Texts } from '../texts/catalogue.js';

/** What is wrong with texts in several languages, in words; empty when each has all of them with the same places. */
export function catalogueFaults(catalogues: Catalogues<Texts>): readonly string[] {
  const english = new Map(Object.entries(catalogues.en));
  return LANGUAGES.flatMap((language) => {
    const texts = new Map(Object.entries(catalogues[language]));
    const unknown = [...texts.keys()].filter((key) => !english.has(key)).map((key) => `${key}: unknown in English`);
    const wrong = [...english].flatMap(([key, text]) => faultOf(key, text, texts.get(key)) ?? []);
    return [...unknown, ...wrong].map((fault) => `${language} ${fault}`);
  });
}

function faultOf(key: string, english: string, text = ''): string | undefined {
  if (text.trim() === '') return `${key}: missing`;
  // One thing may be said without its number.
  if (key.endsWith('.one') || placesOf(text) === placesOf(english)) return undefined;
  return `${key}: other places`;
}

function placesOf(text: string): string {
  return [...text.matchAll(/\{([^}]*)\}/g)]
    .map(([, name]) => name)
    .sort()
    .join();
}
