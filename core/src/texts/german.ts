import type { ENGLISH } from './english.js';

/** What every view and every front end may need to say, in German; listeners are addressed as *du*. */
export const GERMAN: Readonly<Record<keyof typeof ENGLISH, string>> = {
  'count.hours.one': '1 Stunde',
  'count.hours.other': '{count} Stunden',
  'count.minutes.one': '1 Minute',
  'count.minutes.other': '{count} Minuten',
  'count.seconds.one': '1 Sekunde',
  'count.seconds.other': '{count} Sekunden',
  'count.tracks.one': '1 Titel',
  'count.tracks.other': '{count} Titel',

  live: 'live',
  'unknown-length': 'Länge unbekannt',
  untitled: 'Ohne Titel',
  quoted: '„{text}“',
  'track.by': '{title} von {author}',

  'left.moment': 'noch einen Moment',
  'left.about': 'noch etwa {time}',
  'left.day': 'noch mehr als einen Tag',
  'soon.moment': 'gleich',
  'soon.about': 'in etwa {time}',
  'soon.day': 'in mehr als einem Tag',

  'stage.starting': 'Es geht los',
  'stage.connecting': 'Verbindung wird aufgebaut',
  'stage.searching': 'Suche läuft',
  'stage.reading-metadata': 'Angaben werden gelesen',
  'stage.loading-playlist': 'Playlist wird geladen',
  'stage.finishing': 'Fast geschafft',
  'stage.other': 'In Arbeit',

  'priority.urgent': 'dringende Priorität',
  'priority.high': 'hohe Priorität',
  'priority.normal': 'normale Priorität',
  'priority.low': 'niedrige Priorität',

  'state.playing': 'Es läuft',
  'state.paused': 'Angehalten',
  'control.pause': 'Anhalten',
  'control.resume': 'Weiter',
  'control.skip': 'Überspringen',
  'control.stop': 'Aufhören',
  'control.cancel': 'Abbrechen',

  'cure.source-unavailable': 'Versuch es in einer Minute noch einmal oder frag bei einer anderen Quelle.',
  'cure.circuit-open': 'Bis dahin hat es vielleicht eine andere Quelle.',
  'cure.track-unavailable': 'Versuch eine andere Aufnahme: Such nach dem Titel, statt den Link zu nehmen.',
  'cure.undecodable': 'Versuch eine andere Aufnahme davon.',
  'cure.ffmpeg-missing': 'Wer diesen Bot betreibt, kann das mit „npm run doctor“ beheben.',
  'cure.voice': 'Prüf, ob ich mich mit deinem Sprachkanal verbinden und dort sprechen darf, und frag dann noch einmal.',
};
