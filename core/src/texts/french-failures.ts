import type { ENGLISH_FAILURES } from './english-failures.js';

/** Why something did not work, was refused or has ended, in French. */
export const FRENCH_FAILURES: Readonly<Record<keyof typeof ENGLISH_FAILURES, string>> = {
  'failure.unexpected': 'Quelque chose d’imprévu s’est produit. Réessayez ; les détails sont dans le journal du bot.',
  'failure.message-gone': 'Le message n’existe plus.',
  'failure.rate-limited': 'Trop de modifications à la fois. Prochain essai dans {seconds} s.',
  'failure.unknown-link':
    'Aucune source ici ne lit ce genre de lien. Sources installées : {sources}. Essayez des mots à chercher.',
  'failure.unknown-link-none': 'Aucune source ici ne lit ce genre de lien : aucune n’est installée.',
  'failure.nothing-found-link': 'Rien trouvé derrière « {query} ». Vérifiez le lien, ou cherchez avec des mots.',
  'failure.nothing-found': 'Rien trouvé pour « {query} ». Vérifiez l’orthographe ou essayez avec moins de mots.',
  'failure.deadline': '{what} a pris plus de {seconds} s. Réessayez.',
  'failure.opening': 'L’ouverture de « {title} »',
  'failure.queue-full': '{capacity} demandes attendent déjà. Réessayez dans {seconds} s environ.',
  'failure.queue-full-for-long': '{capacity} demandes attendent déjà. Réessayez dans un petit moment.',
  'failure.ffmpeg-missing':
    'Ce fichier a besoin de ffmpeg, qui n’est pas installé ici. Les fichiers Opus en Ogg ou WebM s’en passent.',
  'failure.no-match':
    '{track} est introuvable : {source} ne fait que le décrire, et aucune autre source n’a le même. Dites-moi avec /match quoi jouer à la place.',
  'failure.circuit-open': '{source} est en panne. Prochain essai dans {seconds} s.',
  'failure.lyrics': 'Impossible de demander des paroles à {provider} en ce moment. Réessayez dans un petit moment.',
  'failure.store':
    'Impossible de le garder ou de le lire en ce moment : mon disque fait défaut. La musique continue ; réessayez dans un petit moment.',
  'failure.looking-elsewhere': 'La recherche de « {title} » ailleurs',
  'failure.sound-stopped': 'Le son de « {title} » n’arrive plus.',

  'detour.standing-in': '{reason} Je le cherche à d’autres sources.',
  'detour.matching': '{source} n’a pas de son. Je cherche « {title} » à d’autres sources.',
  'detour.failing': '{source} est en panne ; essai avec {next}',
  'detour.failing-until': '{source} est en panne, prochain essai dans {seconds} s ; essai avec {next}',

  'undecodable.no-sound': 'Il n’y a pas de son dans ce fichier.',
  'undecodable.no-sound-in': 'Il n’y a pas de son dans « {title} ».',
  'undecodable.empty': 'Ce fichier est vide.',
  'undecodable.damaged': 'Ce fichier est abîmé, ou dans un format que je ne sais pas lire.',
  'undecodable.misnamed': 'Ce fichier est abîmé : il n’est pas ce que dit son nom.',

  'undecodable.not-of-kind': 'Ce n’est pas un fichier {kind}, ou il finit trop tôt.',
  'undecodable.kind-damaged': 'Ce fichier {kind} est abîmé.',
  'undecodable.too-many-tracks': 'Ce fichier WebM a trop de pistes.',
  'undecodable.no-opus': 'Il n’y a pas de son Opus dans ce fichier.',
  'undecodable.channels': 'Ce fichier Opus a {channels} canaux, et non un ou deux.',
  'undecodable.packets': 'Les paquets de ce flux ne s’en tiennent pas à 20 ms.',

  'request.nothing-to-play': 'Dites-moi quoi jouer : un lien, ou des mots à chercher.',
  'request.too-long':
    'Cela fait {length} caractères ; je ne peux pas en chercher plus de {most}. Essayez avec moins de mots.',
  'request.broken-link': 'Ce lien est cassé. Copiez-le de nouveau, ou écrivez des mots à chercher.',
  'request.no-web-link': 'Je ne peux jouer que des liens qui commencent par http:// ou https://.',
  'request.link-with-password':
    'Un lien qui contient un nom d’utilisateur ou un mot de passe n’est pas ouvert : tout le monde les verrait.',
  'request.nothing-to-search': 'Dites-moi quoi chercher après « {source}: ».',
  'request.sound-needs-ffmpeg':
    'Le volume, les filtres et la vitesse ont besoin de ffmpeg, qui n’est pas installé ici.',
  'request.settings-need-ffmpeg':
    'Le volume, l’intensité et le fondu ont besoin de ffmpeg, qui n’est pas installé ici.',
  'request.too-many-filters': 'Pas plus de {most} filtres à la fois ; il y en avait {count}.',
  'request.unknown-filter': 'Le filtre {came} n’existe pas. Il y a : {known}.',
  'request.live-has-no-places': '« {title} » est en direct : on ne peut ni avancer ni reculer.',
  'request.beyond-its-end': '« {title} » dure {length} : choisissez un endroit dedans.',
  'request.empty-queue': 'La file est vide.',
  'request.no-such-position': 'Il n’y a pas de place {position} : la file va de 1 à {last}.',
  'request.positions': 'Donnez-moi des places comme 3, ou 2-5, ou 2-5, 7.',
  'request.gone-from-queue': 'Ce n’est plus dans la file.',
  'request.not-loaded':
    'La place {position} est dans une partie de playlist qui n’est pas encore chargée : rien ne peut y aller ni en venir.',

  'refused.too-long': '« {title} » dure {length} ; ici, rien de plus long que {longest} n’est joué.',
  'refused.endless': '« {title} » est un direct sans fin ; ici, rien de plus long que {longest} n’est joué.',
  'refused.blocked': '« {title} » est bloqué ici.',
  'refused.too-many':
    'Vous avez déjà {most} titres dans la file, et il n’en est pas admis davantage. Redemandez quand l’un d’eux aura joué.',

  'limit.voice-connection':
    'Je joue déjà dans {limit} serveurs, et je ne peux pas jouer dans plus. Réessayez quand l’un d’eux aura fini.',
  'limit.stream':
    '{limit} titres sont déjà ouverts, et je ne peux pas en ouvrir plus. Réessayez dans quelques minutes.',
  'limit.child-process':
    '{limit} titres sont déjà en conversion, et je ne peux pas en convertir plus. Réessayez dans quelques minutes.',
  'limit.request': 'J’ai trop à faire. Réessayez dans quelques minutes.',
  'limit.memory-hard':
    'Ma mémoire est pleine et je ne prends plus de demandes pour l’instant. Ce qui joue continue ; réessayez dans quelques minutes.',
  'limit.memory-soft':
    'Ma mémoire est presque pleine et je ne prends pas de demandes de priorité basse. Demandez avec la priorité normal, ou plus tard.',

  'range.volumePercent': 'Le volume va de {least} à {most} % ; {came} est hors limites.',
  'range.speedPercent': 'La vitesse va de {least} à {most} % ; {came} est hors limites.',
  'range.pitchPercent': 'La hauteur va de {least} à {most} % ; {came} est hors limites.',
  'range.crossfadeMs': 'Le fondu va de {least} à {most} ms ; {came} est hors limites.',

  'over.withdrawn': 'La demande a été retirée.',
  'over.replaced': 'Quelqu’un a demandé autre chose.',
  'over.nothing-left': 'Il ne reste rien de la playlist.',
  'over.taken-out': 'C’est retiré de la file.',
  'over.cleared': 'La file a été vidée.',
  'over.skipped': 'C’est passé.',
  'over.left': 'J’ai quitté le salon vocal.',
  'over.nobody-listened': 'Je suis parti : personne n’écoutait.',
  'over.nothing-played': 'Je suis parti : rien ne jouait depuis un moment.',
  'over.made-room': 'Je suis parti : rien ne jouait, et d’autres m’ont demandé.',
  'over.cleaned-up': 'Je suis parti : rien ne jouait.',
  'over.shutting-down': 'Le bot s’arrête.',
  'over.restarting': 'Je redémarre, et je reprends ici dans un instant.',
  'over.stream-closed': 'Le flux a été fermé.',
  'over.no-sound-left': 'Plus aucun son ne sortait de la connexion vocale.',
  'over.request-over': 'Cette demande est finie.',
  'over.rejoining': '{reason} Je reviens dans {seconds} secondes (essai {try} sur {most}).',
  'over.rejoined-in-vain': '{reason} J’ai essayé {tries} fois de revenir.',
  'over.voice-lost': '{reason} La file est gardée : /join pour reprendre.',
};
