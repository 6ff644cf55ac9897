import type { ENGLISH_TRANSFER } from './english-transfer.js';

/** What can go wrong while bytes come over the network, in French. */
export const FRENCH_TRANSFER: Readonly<Record<keyof typeof ENGLISH_TRANSFER, string>> = {
  'sender.no-answer': '{name} ne répond pas.',
  'sender.silent': '{name} n’envoie plus rien.',
  'sender.broken-off': '{name} s’est interrompu.',
  'sender.cannot-go-on': '{name} ne peut pas reprendre là où il s’est interrompu.',
  'sender.adds-nothing': '{name} n’ajoute plus rien à son flux.',
  'sender.sends-no-sound': '{name} poursuit son flux, mais n’en envoie pas le son.',
  'sender.unreachable': '{name} est injoignable.',
  'sender.too-often': '{name} trouve que nous demandons trop souvent.',
  'sender.unwell': '{name} ne va pas bien (HTTP {status}).',
  'sender.nothing-there': '{name} n’a rien à cette adresse.',
  'sender.not-for-us': '{name} ne nous laisse pas écouter (HTTP {status}).',
  'sender.foreign-address': '{name} nous envoie à une adresse qui n’est pas la sienne.',
  'sender.endless': '{name} nous envoie d’un endroit à l’autre sans fin.',

  'stream.no-sound': 'Il n’y a pas de son dans ce flux de {name}.',
  'stream.empty': 'Il n’y a rien dans ce flux de {name}.',
  'stream.protected': 'Ce flux de {name} est protégé : il ne joue que dans son propre lecteur.',
  'stream.bad-key': 'Ce flux de {name} ne peut pas être déchiffré.',
  'stream.long-segment': 'Un segment de ce flux de {name} est trop long.',
  'stream.changed': 'Ce flux de {name} en est devenu un autre.',
  'stream.past-its-end': 'Cet endroit est après la fin du flux.',
  'stream.long-list': 'Cette liste est trop longue pour être lue.',
  'stream.long-file': 'Ce fichier est trop long pour être joué.',
};
