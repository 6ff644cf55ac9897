import type { ENGLISH } from './english.js';

/** What listeners read of this package, in French. */
export const FRENCH: Readonly<Record<keyof typeof ENGLISH, string>> = {
  refused: '{service} ne nous laisse pas lire cela (HTTP {status}). C’est peut-être privé, ou pas pour ce pays.',
  'ask-less': '{service} dit que nous demandons trop souvent.',
  'not-well': '{service} est en panne (HTTP {status}).',
  unreachable: '{service} est injoignable.',
  unreadable: '{service} a donné une réponse que je ne sais pas lire.',
  'too-large': 'La réponse de {service} est trop grande.',
  'bad-credentials': '{service} refuse les identifiants de ce bot. Qui le gère doit les renouveler.',
  'needs-credentials':
    '{service} ne dit ce qui est derrière ce lien qu’aux bots qui ont des identifiants. Qui gère ce bot peut les donner.',
  'leads-elsewhere': 'Ce lien court ne mène pas à de la musique chez {service}.',
};
