import { phrases } from '@tonearm/core';

/** What listeners read when YouTube does not tell what it knows. */
export const say = phrases({
  en: {
    unreachable: 'YouTube cannot be reached.',
    unreadable: 'YouTube answered with something that cannot be read.',
    refused: 'YouTube says: {words}',
    unknown: 'YouTube knows nothing under that link.',
    'too-often': 'YouTube says that we ask too often.',
    'bad-status': 'YouTube does not answer well (HTTP {status}).',
    'not-asked': 'YouTube could not be asked. Try again.',
    'no-channel': 'YouTube knows no channel of that name.',
    'no-album': 'YouTube Music knows no such album.',
    dropped: 'Nobody waits for it any more.',
    closing: 'YouTube is not asked any more: the bot is stopping.',
  },
  de: {
    unreachable: 'YouTube ist nicht erreichbar.',
    unreadable: 'YouTube hat etwas geantwortet, das sich nicht lesen lässt.',
    refused: 'YouTube sagt: {words}',
    unknown: 'Unter diesem Link kennt YouTube nichts.',
    'too-often': 'YouTube sagt, dass wir zu oft fragen.',
    'bad-status': 'YouTube antwortet nicht richtig (HTTP {status}).',
    'not-asked': 'YouTube konnte nicht gefragt werden. Versuche es noch einmal.',
    'no-channel': 'Einen Kanal dieses Namens kennt YouTube nicht.',
    'no-album': 'Dieses Album kennt YouTube Music nicht.',
    dropped: 'Niemand wartet mehr darauf.',
    closing: 'YouTube wird nicht mehr gefragt: Der Bot hält an.',
  },
  fr: {
    unreachable: 'YouTube est injoignable.',
    unreadable: 'YouTube a répondu quelque chose d’illisible.',
    refused: 'YouTube dit : {words}',
    unknown: 'YouTube ne connaît rien sous ce lien.',
    'too-often': 'YouTube dit que nous demandons trop souvent.',
    'bad-status': 'YouTube répond mal (HTTP {status}).',
    'not-asked': 'YouTube n’a pas pu être interrogé. Réessayez.',
    'no-channel': 'YouTube ne connaît pas de chaîne de ce nom.',
    'no-album': 'YouTube Music ne connaît pas cet album.',
    dropped: 'Plus personne n’attend cela.',
    closing: 'YouTube n’est plus interrogé : le bot s’arrête.',
  },
});
