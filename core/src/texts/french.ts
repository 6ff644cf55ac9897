import type { ENGLISH } from './english.js';

/** What every view and every front end may need to say, in French; listeners are addressed as *vous*, or not at all. */
export const FRENCH: Readonly<Record<keyof typeof ENGLISH, string>> = {
  'count.hours.one': '{count} heure',
  'count.hours.other': '{count} heures',
  'count.minutes.one': '{count} minute',
  'count.minutes.other': '{count} minutes',
  'count.seconds.one': '{count} seconde',
  'count.seconds.other': '{count} secondes',
  'count.tracks.one': '{count} titre',
  'count.tracks.other': '{count} titres',

  live: 'en direct',
  'unknown-length': 'durée inconnue',
  untitled: 'Sans titre',
  quoted: '« {text} »',
  'track.by': '{title} par {author}',

  'left.moment': 'encore un instant',
  'left.about': 'encore {time} environ',
  'left.day': 'encore plus d’un jour',
  'soon.moment': 'dans un instant',
  'soon.about': 'dans {time} environ',
  'soon.day': 'dans plus d’un jour',

  'stage.starting': 'C’est parti',
  'stage.connecting': 'Connexion',
  'stage.searching': 'Recherche',
  'stage.reading-metadata': 'Lecture des informations',
  'stage.loading-playlist': 'Chargement de la playlist',
  'stage.finishing': 'Presque fini',
  'stage.other': 'Travail en cours',

  'priority.urgent': 'priorité urgente',
  'priority.high': 'priorité haute',
  'priority.normal': 'priorité normale',
  'priority.low': 'priorité basse',

  'state.playing': 'En cours',
  'state.paused': 'En pause',
  'control.pause': 'Pause',
  'control.resume': 'Reprendre',
  'control.skip': 'Passer',
  'control.stop': 'Arrêter',
  'control.cancel': 'Annuler',

  'cure.source-unavailable': 'Réessayez dans une minute, ou demandez-le à une autre source.',
  'cure.circuit-open': 'En attendant, une autre source l’a peut-être.',
  'cure.track-unavailable': 'Essayez une autre version : cherchez le titre au lieu d’utiliser le lien.',
  'cure.undecodable': 'Essayez une autre version.',
  'cure.ffmpeg-missing': 'La personne qui gère ce bot peut y remédier avec « npm run doctor ».',
  'cure.voice': 'Vérifiez que je peux me connecter et parler dans votre salon vocal, puis redemandez.',
};
