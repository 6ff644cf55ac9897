import { phrases } from '@tonearm/core';

export const CATALOGUES = {
  en: {
    gone: '“{title}” is no longer in the music folder.',
    'not-audio': '“{name}” is damaged, or not a kind of audio that can be played.',
  },
  de: {
    gone: '„{title}“ ist nicht mehr im Musikordner.',
    'not-audio': '„{name}“ ist beschädigt oder keine Art von Ton, die sich spielen lässt.',
  },
  fr: {
    gone: '« {title} » n’est plus dans le dossier de musique.',
    'not-audio': '« {name} » est abîmé, ou d’un genre de son qui ne peut pas être joué.',
  },
} as const;

/** Puts into words why a file does not play. */
export const say = phrases(CATALOGUES);
