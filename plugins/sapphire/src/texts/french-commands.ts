import type { ENGLISH_COMMANDS } from './english-commands.js';

/** What Discord shows of our commands while they are typed, in French. */
export const FRENCH_COMMANDS: Readonly<Record<keyof typeof ENGLISH_COMMANDS, string>> = {
  'command.play': 'Joue un titre ou une playlist',
  'command.aplay': 'Joue un titre ou une playlist (un autre nom de /play)',
  'command.queue': 'Montre ce qui joue et ce qui suit',
  'command.queue_status': 'Montre les recherches en cours et leur avancement',
  'command.cancel_task': 'Retire une demande encore en cours de recherche',
  'command.skip': 'Passe le titre en cours',
  'command.pause': 'Met la musique en pause',
  'command.resume': 'Reprend la lecture',
  'command.stop': 'Arrête la musique et vide la file',
  'command.join': 'Vient dans ton salon vocal',
  'command.leave': 'Quitte le salon vocal',
  'command.cache': 'Gère ce que je retiens des recherches passées',
  'command.cache.show': 'Montre son contenu et ce qu’il a épargné',
  'command.cache.warm': 'Renouvelle les entrées demandées qui vont vieillir',
  'command.cache.clear': 'Oublie toutes les entrées, pour tous les serveurs',
  'command.resources': 'Montre ce que j’utilise, mes limites et ce que j’ai refusé',
  'command.cleanup': 'Libère ce qui ne sert pas ; ce qui joue continue',

  'option.query': 'Un lien, ou des mots à chercher',
  'option.priority': 'Avec quelle urgence chercher ; urgent et high sont pour les DJ',
  'option.task': 'La tâche',
  'option.page': 'La page par laquelle commencer',
};
