import type { ENGLISH_LIBRARY } from './english-library.js';

/** What is said about settings and kept playlists, in French. */
export const FRENCH_LIBRARY: Readonly<Record<keyof typeof ENGLISH_LIBRARY, string>> = {
  'playlist.unknown': 'Il n’y a pas de playlist « {name} » ici.',
  'playlist.name-taken': 'Il y a déjà une playlist « {name} ». Choisissez un autre nom.',
  'playlist.bad-name': 'Un nom a 1 à {most} caractères lisibles, sur une ligne.',
  'playlist.not-yours': 'Seule la personne qui a créé « {name} », ou un DJ, peut la changer.',
  'playlist.too-many-playlists': 'Il y a déjà {most} playlists, c’est le maximum. Supprimez-en d’abord une.',
  'playlist.full': 'Elle a déjà {most} titres, c’est le maximum.',
  'playlist.no-such-place': 'Il n’y a pas de place {place} ; la dernière est {last}.',
  'playlist.no-tracks': 'Il n’y a pas de titres dedans.',
  'playlist.no-list': 'Il n’y a pas de liste de titres derrière ce lien.',
  'playlist.file-too-large': 'Ce fichier est trop grand pour une playlist.',
  'playlist.file-not-json': 'Ce fichier n’est pas du JSON.',
  'playlist.file-other-format': 'Ce fichier n’est pas une playlist que j’ai exportée.',
  'playlist.file-other-version': 'Cette playlist vient d’une autre version de moi, que je ne sais pas lire.',
  'playlist.file-too-many-tracks': 'Ce fichier a plus de titres qu’une playlist ne peut en contenir.',
  'playlist.file-bad-track': 'Le titre {place} de ce fichier n’est pas décrit comme il faut.',
  'playlist.file-bad-tracks': 'Un titre de ce fichier n’est pas décrit comme il faut.',

  'setting.invalid': '{setting} : il faut {expected}, et non {came}.',
  'setting.flag': 'true ou false',
  'setting.id': 'un identifiant',
  'setting.ids': 'une liste d’au plus {most} identifiants',
  'setting.words': 'une liste d’au plus {most} mots, chacun d’au plus {longest} caractères',
  'setting.share': 'une part au-dessus de 0 et jusqu’à 1',
  'setting.view': 'le nom d’une vue',
  'setting.language': 'une langue comme « en » ou « pt-BR »',
  'setting.whole': 'un nombre entier de {least} à {most}',
  'setting.one-of': 'un parmi {names}',
  'setting.or-none': '{expected}, ou null',
};
