import type { ENGLISH_LIBRARY } from './english-library.js';

/** What is said about settings and kept playlists, in German. */
export const GERMAN_LIBRARY: Readonly<Record<keyof typeof ENGLISH_LIBRARY, string>> = {
  'playlist.unknown': 'Eine Playlist „{name}“ gibt es hier nicht.',
  'playlist.name-taken': 'Eine Playlist „{name}“ gibt es schon. Wähl einen anderen Namen.',
  'playlist.bad-name': 'Ein Name hat 1 bis {most} lesbare Zeichen in einer Zeile.',
  'playlist.not-yours': 'Nur wer „{name}“ angelegt hat, oder ein DJ, darf sie ändern.',
  'playlist.too-many-playlists': 'Es gibt schon {most} Playlists, mehr gehen nicht. Lösch erst eine.',
  'playlist.full': 'Sie hat schon {most} Titel, mehr gehen nicht.',
  'playlist.no-such-place': 'Den Platz {place} gibt es nicht; der letzte ist {last}.',
  'playlist.no-tracks': 'Es sind keine Titel darin.',
  'playlist.no-list': 'Hinter diesem Link ist keine Liste von Titeln.',
  'playlist.file-too-large': 'Diese Datei ist zu groß für eine Playlist.',
  'playlist.file-not-json': 'Diese Datei ist kein JSON.',
  'playlist.file-other-format': 'Diese Datei ist keine Playlist, die ich exportiert habe.',
  'playlist.file-other-version': 'Diese Playlist kommt von einer anderen Version von mir, die ich nicht lesen kann.',
  'playlist.file-too-many-tracks': 'In dieser Datei sind mehr Titel, als in eine Playlist passen.',
  'playlist.file-bad-track': 'Titel {place} in dieser Datei ist nicht so beschrieben, wie er sein sollte.',
  'playlist.file-bad-tracks': 'Ein Titel in dieser Datei ist nicht so beschrieben, wie er sein sollte.',

  'setting.invalid': '{setting}: Erwartet wird {expected}; das war {came}.',
  'setting.flag': 'true oder false',
  'setting.id': 'eine ID',
  'setting.ids': 'eine Liste von höchstens {most} IDs',
  'setting.words': 'eine Liste von höchstens {most} Wörtern mit je höchstens {longest} Zeichen',
  'setting.share': 'ein Anteil über 0 und bis 1',
  'setting.view': 'der Name einer Ansicht',
  'setting.language': 'eine Sprache wie „en“ oder „pt-BR“',
  'setting.whole': 'eine ganze Zahl von {least} bis {most}',
  'setting.one-of': 'eins von {names}',
  'setting.or-none': '{expected}, oder null',
};
