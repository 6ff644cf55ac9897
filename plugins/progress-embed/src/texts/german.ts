import type { ENGLISH } from './english.js';

/** What stands on a card, in German. */
export const GERMAN: Readonly<Record<keyof typeof ENGLISH, string>> = {
  'count.more.one': '1 weiterer Titel',
  'count.more.other': '{count} weitere Titel',

  'title.queued': 'Wartet auf die Suche',
  'title.working': 'Wird gesucht',
  'title.retrying': 'Neuer Versuch',
  'title.added': 'In die Warteschlange gestellt',
  'title.failed': 'Das hat nicht geklappt',
  'title.cancelled': 'Abgebrochen',

  'line.place': 'Als {ordinal} an der Reihe',
  'line.next': 'Als Nächstes an der Reihe',
  'line.soon': 'Bald an der Reihe',
  attempt: 'Versuch {attempt}',
  'attempt.of': 'Versuch {attempt} von {most} {when}',
  'given-up': 'Nach {attempts} Versuchen aufgegeben',
  task: 'Aufgabe {id}',

  'added.next': 'Kommt als Nächstes',
  'added.ahead': '{tracks} davor',
  'added.playlist': 'Eine Playlist mit {tracks}',
  'added.playlist-unknown': 'Eine Playlist, deren Länge noch nicht bekannt ist',
  'added.left-out': 'Nach den Regeln dieses Servers weggelassen: {tracks}',
  detour: 'Von {source}, weil {failing} gerade ausfällt',
  'detour.match': 'Von {source}, weil {failing} es nicht spielen kann (Übereinstimmung: {percent} %)',

  'detour.described': 'Von {source}, für {failing} (zu {percent} % sicher)',
  'detour.chosen': 'Von {source}, wie es hier für {failing} gewählt wurde',
  'control.match': 'Das falsche?',
  buffering: 'Der Ton wird geholt',
  'live-for': 'Live seit {time}',
  'next.none': 'Der letzte Titel in der Warteschlange',
  'next.unknown': 'Danach kommt noch mehr',
  'next.tracks': 'Danach noch {tracks}',
  'next.one': 'Danach: {title}',
  'next.and-more': 'Danach: {title} und mehr',
  'next.and': 'Danach: {title} und {more}',
  'asked-for': 'Gewünscht von {person}',

  'ended.finished': 'Gespielt: {name}',
  'ended.skipped': 'Übersprungen: {name}',
  'ended.stopped': 'Aufgehört bei {name}',
  'ended.failed': 'Aufgegeben: {name}',
};
