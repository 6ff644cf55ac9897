import type { ENGLISH_LIBRARY } from './english-library.js';

/** What is said about settings and kept playlists, in French. */
export const FRENCH_LIBRARY: Readonly<Record<keyof typeof ENGLISH_LIBRARY, string>> = {
  'playlist-problem.unknown': 'Il n’y a pas de playlist « {name} » ici.',
  'playlist-problem.name-taken': 'Il y a déjà une playlist « {name} ». Choisissez un autre nom.',
  'playlist-problem.bad-name': 'Un nom a 1 à {most} caractères lisibles, sur une ligne.',
  'playlist-problem.not-yours': 'Seule la personne qui a créé « {name} », ou un DJ, peut la changer.',
  'playlist-problem.too-many-playlists': 'Il y a déjà {most} playlists, c’est le maximum. Supprimez-en d’abord une.',
  'playlist-problem.full': 'Elle a déjà {most} titres, c’est le maximum.',
  'playlist-problem.no-such-place': 'Il n’y a pas de place {place} ; la dernière est {last}.',
  'playlist-problem.no-tracks': 'Il n’y a pas de titres dedans.',
  'playlist-problem.no-list': 'Il n’y a pas de liste de titres derrière ce lien.',
  'playlist-problem.file-too-large': 'Ce fichier est trop grand pour une playlist.',
  'playlist-problem.file-not-json': 'Ce fichier n’est pas du JSON.',
  'playlist-problem.file-other-format': 'Ce fichier n’est pas une playlist que j’ai exportée.',
  'playlist-problem.file-other-version': 'Cette playlist vient d’une autre version de moi, que je ne sais pas lire.',
  'playlist-problem.file-too-many-tracks': 'Ce fichier a plus de titres qu’une playlist ne peut en contenir.',
  'playlist-problem.file-bad-track': 'Le titre {place} de ce fichier n’est pas décrit comme il faut.',
  'playlist-problem.file-bad-tracks': 'Un titre de ce fichier n’est pas décrit comme il faut.',

  'allowed.invalid': '{setting} : il faut {expected}, et non {came}.',
  'allowed.flag': 'true ou false',
  'allowed.id': 'un identifiant',
  'allowed.ids': 'une liste d’au plus {most} identifiants',
  'allowed.words': 'une liste d’au plus {most} mots, chacun d’au plus {longest} caractères',
  'allowed.share': 'une part au-dessus de 0 et jusqu’à 1',
  'allowed.view': 'le nom d’une vue',
  'allowed.language': 'une langue comme « en » ou « pt-BR »',
  'allowed.whole': 'un nombre entier de {least} à {most}',
  'allowed.one-of': 'un parmi {names}',
  'allowed.or-none': '{expected}, ou null',
};
