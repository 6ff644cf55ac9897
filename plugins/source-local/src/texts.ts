import { phrases } from '@tonearm/core';

export const CATALOGUES = {
  en: {
    gone: '“{title}” is no longer in the music folder.',
    'not-audio': '“{name}” is damaged, or not a kind of audio that can be played.',
    'folder-away': 'The music folder is not there just now. It is used again as soon as it is back.',
    'read-failed': '“{title}” cannot be read just now: the music folder does not answer.',
    'list-too-large': '“{name}” is too large for a playlist.',
    'list-empty': 'Nothing in the playlist “{name}” is in the music folder.',
  },
  de: {
    gone: '„{title}“ ist nicht mehr im Musikordner.',
    'not-audio': '„{name}“ ist beschädigt oder keine Art von Ton, die sich spielen lässt.',
    'folder-away': 'Der Musikordner ist gerade nicht da. Sobald er zurück ist, wird er wieder benutzt.',
    'read-failed': '„{title}“ kann gerade nicht gelesen werden: Der Musikordner antwortet nicht.',
    'list-too-large': '„{name}“ ist zu groß für eine Playlist.',
    'list-empty': 'Nichts aus der Playlist „{name}“ liegt im Musikordner.',
  },
  fr: {
    gone: '« {title} » n’est plus dans le dossier de musique.',
    'not-audio': '« {name} » est abîmé, ou d’un genre de son qui ne peut pas être joué.',
    'folder-away': 'Le dossier de musique est absent pour le moment. Il servira de nouveau dès son retour.',
    'read-failed': '« {title} » est illisible pour le moment : le dossier de musique ne répond pas.',
    'list-too-large': '« {name} » est trop volumineux pour une liste de lecture.',
    'list-empty': 'Rien de la liste de lecture « {name} » ne se trouve dans le dossier de musique.',
  },
} as const;

/** Puts into words why a file does not play. */
export const say = phrases(CATALOGUES);
