import type { ENGLISH_LIBRARY } from './english-library.js';

/** What is said about settings and kept playlists, in German. */
export const GERMAN_LIBRARY: Readonly<Record<keyof typeof ENGLISH_LIBRARY, string>> = {
  'playlist-problem.unknown': 'Eine Playlist „{name}“ gibt es hier nicht.',
  'playlist-problem.name-taken': 'Eine Playlist „{name}“ gibt es schon. Wähl einen anderen Namen.',
  'playlist-problem.bad-name': 'Ein Name hat 1 bis {most} lesbare Zeichen in einer Zeile.',
  'playlist-problem.not-yours': 'Nur wer „{name}“ angelegt hat, oder ein DJ, darf sie ändern.',
  'playlist-problem.too-many-playlists': 'Es gibt schon {most} Playlists, mehr gehen nicht. Lösch erst eine.',
  'playlist-problem.full': 'Sie hat schon {most} Titel, mehr gehen nicht.',
  'playlist-problem.no-such-place': 'Den Platz {place} gibt es nicht; der letzte ist {last}.',
  'playlist-problem.no-tracks': 'Es sind keine Titel darin.',
  'playlist-problem.no-list': 'Hinter diesem Link ist keine Liste von Titeln.',
  'playlist-problem.file-too-large': 'Diese Datei ist zu groß für eine Playlist.',
  'playlist-problem.file-not-json': 'Diese Datei ist kein JSON.',
  'playlist-problem.file-other-format': 'Diese Datei ist keine Playlist, die ich exportiert habe.',
  'playlist-problem.file-other-version':
    'Diese Playlist kommt von einer anderen Version von mir, die ich nicht lesen kann.',
  'playlist-problem.file-too-many-tracks': 'In dieser Datei sind mehr Titel, als in eine Playlist passen.',
  'playlist-problem.file-bad-track': 'Titel {place} in dieser Datei ist nicht so beschrieben, wie er sein sollte.',
  'playlist-problem.file-bad-tracks': 'Ein Titel in dieser Datei ist nicht so beschrieben, wie er sein sollte.',

  'allowed.invalid': '{setting}: Erwartet wird {expected}; das war {came}.',
  'allowed.flag': 'true oder false',
  'allowed.id': 'eine ID',
  'allowed.ids': 'eine Liste von höchstens {most} IDs',
  'allowed.words': 'eine Liste von höchstens {most} Wörtern mit je höchstens {longest} Zeichen',
  'allowed.share': 'ein Anteil über 0 und bis 1',
  'allowed.view': 'der Name einer Ansicht',
  'allowed.language': 'eine Sprache wie „en“ oder „pt-BR“',
  'allowed.whole': 'eine ganze Zahl von {least} bis {most}',
  'allowed.one-of': 'eins von {names}',
  'allowed.or-none': '{expected}, oder null',
};
