import type { ENGLISH_COMMANDS } from './english-commands.js';

/** What Discord shows of our commands while they are typed, in German. */
export const GERMAN_COMMANDS: Readonly<Record<keyof typeof ENGLISH_COMMANDS, string>> = {
  'command.play': 'Spielt einen Titel oder eine Playlist',
  'command.aplay': 'Spielt einen Titel oder eine Playlist (ein anderer Name für /play)',
  'command.queue': 'Zeigt, was läuft und was danach kommt',
  'command.queue_status': 'Zeigt, was gerade gesucht wird und wie weit das ist',
  'command.cancel_task': 'Nimmt eine Bitte zurück, die noch gesucht wird',
  'command.skip': 'Überspringt den laufenden Titel',
  'command.pause': 'Hält die Musik an',
  'command.resume': 'Spielt weiter',
  'command.stop': 'Hört auf und leert die Warteschlange',
  'command.join': 'Kommt in deinen Sprachkanal',
  'command.leave': 'Verlässt den Sprachkanal',
  'command.cache': 'Verwaltet, was ich von früheren Suchen noch weiß',
  'command.cache.show': 'Zeigt, wie viel darin liegt und was es erspart hat',
  'command.cache.warm': 'Erneuert jetzt beliebte Einträge, die bald veralten',
  'command.cache.clear': 'Vergisst alle Einträge, für alle Server',
  'command.resources': 'Zeigt, was ich verbrauche, wie viel ich darf und was ich abgelehnt habe',
  'command.cleanup': 'Gibt jetzt frei, was niemand braucht; was läuft, läuft weiter',

  'option.query': 'Ein Link oder Suchwörter',
  'option.priority': 'Wie bald gesucht wird; urgent und high sind DJs vorbehalten',
  'option.task': 'Die Aufgabe',
  'option.page': 'Mit welcher Seite es beginnt',
};
