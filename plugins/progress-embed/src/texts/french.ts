import type { ENGLISH } from './english.js';

/** What stands on a card, in French. */
export const FRENCH: Readonly<Record<keyof typeof ENGLISH, string>> = {
  'count.more.one': '{count} autre',
  'count.more.other': '{count} autres',

  'title.queued': 'En attente de recherche',
  'title.working': 'Recherche en cours',
  'title.retrying': 'Nouvel essai',
  'title.added': 'Ajouté à la file d’attente',
  'title.failed': 'Ça n’a pas marché',
  'title.cancelled': 'Annulé',

  'line.place': '{ordinal} à passer',
  'line.next': 'C’est le prochain',
  'line.soon': 'Son tour vient bientôt',
  attempt: 'Essai {attempt}',
  'attempt.of': 'Essai {attempt} sur {most} {when}',
  'given-up': 'Abandonné après {attempts} essais',
  task: 'Tâche {id}',

  'added.next': 'Sera joué juste après',
  'added.ahead': '{tracks} avant lui',
  'added.playlist': 'Une playlist de {tracks}',
  'added.playlist-unknown': 'Une playlist dont la longueur n’est pas encore connue',
  'added.left-out': 'Hors des règles de ce serveur, donc laissés de côté : {tracks}',
  detour: 'De {source}, car {failing} est en panne',
  'detour.match': 'De {source}, car {failing} ne peut pas le jouer (ressemblance : {percent} %)',

  'detour.described': 'De {source}, pour {failing} (sûr à {percent} %)',
  'detour.chosen': 'De {source}, comme choisi ici pour {failing}',
  'control.match': 'Pas le bon ?',
  buffering: 'Le son arrive',
  'live-for': 'En direct depuis {time}',
  'next.none': 'Dernier titre de la file d’attente',
  'next.unknown': 'D’autres suivent',
  'next.tracks': 'Encore {tracks} ensuite',
  'next.one': 'Ensuite : {title}',
  'next.and-more': 'Ensuite : {title}, et d’autres',
  'next.and': 'Ensuite : {title}, et {more}',
  'asked-for': 'Demandé par {person}',

  'ended.finished': 'Joué : {name}',
  'ended.skipped': 'Passé : {name}',
  'ended.stopped': 'Arrêté à {name}',
  'ended.failed': 'Abandonné : {name}',
};
