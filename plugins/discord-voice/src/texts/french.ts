import type { ENGLISH } from './english.js';

/** Why a voice connection is lost or was never had, in French. */
export const FRENCH: Readonly<Record<keyof typeof ENGLISH, string>> = {
  'closed.not-understood': 'Le serveur vocal de Discord n’a pas compris le bot.',
  'closed.not-read': 'Le serveur vocal de Discord n’a pas pu lire ce que le bot envoyait.',
  'closed.not-identified': 'Le bot a parlé au serveur vocal de Discord avant de s’être identifié.',
  'closed.token': 'Le serveur vocal de Discord n’a pas accepté le jeton du bot.',
  'closed.identified-twice': 'Le bot s’est identifié deux fois auprès du serveur vocal de Discord.',
  'closed.session-ended': 'La session vocale du bot était finie.',
  'closed.session-timed-out': 'La session vocale du bot avait expiré.',
  'closed.no-server': 'Le serveur vocal de Discord est introuvable.',
  'closed.protocol':
    'Le serveur vocal de Discord ne parle plus le protocole du bot. Le bot a besoin d’une mise à jour.',
  'closed.moved': 'Le bot a été déplacé ou déconnecté.',
  'closed.server-failed': 'Le serveur vocal de Discord est tombé en panne.',
  'closed.encryption':
    'Le serveur vocal de Discord ne connaît plus le chiffrement du bot. Le bot a besoin d’une mise à jour.',
  'closed.end-to-end':
    'Ce salon exige un chiffrement de bout en bout, que ce bot n’offre pas. Le bot a besoin d’une mise à jour.',
  'closed.refused': 'Le serveur vocal de Discord a refusé ce que le bot demandait.',
  'closed.too-often': 'Discord a déconnecté le bot, entré trop souvent. Patientez une minute.',
  'closed.call-ended': 'L’appel a été terminé pour tout le monde.',
  'closed.unknown': 'La connexion vocale a été fermée (code {code}).',

  'lost.another-server': 'Connexion à un autre serveur vocal.',
  'lost.broke': 'La connexion au serveur vocal s’est rompue.',
  'lost.by-udp': 'Le serveur vocal de Discord est injoignable par UDP ; un pare-feu fait peut-être obstacle.',
  'lost.no-answer': 'Le serveur vocal de Discord n’a pas répondu.',
  'lost.dropped': 'Le bot a été déplacé, ou déconnecté de son salon.',
  'lost.forgotten': 'Discord a laissé tomber la connexion vocale du bot.',
  'lost.moving': 'Discord déplace le salon vers un autre serveur vocal.',
  'lost.no-other-server': 'Discord n’a pas indiqué d’autre serveur vocal.',
  'lost.no-gateway': 'Le bot n’est pas connecté à Discord.',
  'lost.failed': 'La connexion vocale a échoué et se rétablit.',
  'lost.call-ended': 'L’appel est fini, ou continue sur un autre serveur vocal.',
  'lost.encryption': 'Le chiffrement de bout en bout n’est pas prêt ; nouvelle connexion.',
  'lost.stuck': 'La connexion vocale n’acceptait plus de son.',
  'lost.udp-silent': 'Le serveur vocal de Discord ne répondait plus par UDP : rien ne s’entendait.',

  'failed.not-let-in':
    'Discord n’a pas laissé entrer le bot dans le salon vocal. Vérifiez qu’il peut s’y connecter et qu’il y a de la place.',
  'failed.again': 'La connexion vocale a de nouveau échoué après une nouvelle tentative.',
  'failed.in-vain': '{reason} La connexion a été tentée {tries} fois. Réessayez plus tard.',
  'failed.thrown-out': 'Quelqu’un a déconnecté le bot de son salon vocal.',
  'failed.encryption':
    'Le chiffrement de bout en bout avec les autres du salon n’a pas pu être établi : rien n’est joué.',
  'failed.worker': 'La partie du bot qui envoie le son est tombée en panne et a redémarré.',
  'failed.sending': 'Le son n’a plus pu être envoyé.',
  'failed.leaving': 'Le bot quitte tous les salons vocaux.',
};
