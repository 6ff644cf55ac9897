import { type Catalogues, phrases } from '@tonearm/core';

const ENGLISH = {
  'not-web': 'That link leads to something that is neither http nor https.',
  credentials: 'Links with a user name or password in them are not opened: everyone would see them.',
  port: 'That link leads to a port where no audio is served.',
  'inner-network': 'That link leads into a private network. Only links to the public internet are opened.',
  'expired-attachment': 'This link to a file on Discord has expired, or the file was deleted. Upload it again.',
  'no-such-host': 'There is no host called {name}. Check the link.',
  'bad-certificate': '{name} cannot prove that it is {name}: its certificate is bad.',
  'no-web-server': '{name} does not answer as a web server does.',
  'bad-redirect': '{name} sends us to an address that is none.',
  'no-episodes': 'There are no episodes in that podcast.',
  page: 'That link leads to a page of {name}, not to audio. Look for the link of the sound itself.',
  'not-audio': 'What {name} sends is damaged, or not a kind of audio that can be played.',
  'too-large': 'That file is larger than {megabytes} MB.',
  'nothing-in-list': 'There is nothing in that playlist that can be played from here.',
  'list-of-lists': 'That playlist leads to another, and another, and another.',
  'index-at-end':
    'This MP4 file has its index at its end, and its server does not hand that out first. Save it again “for the web”, or as another kind of audio.',
  'no-feed': 'That is not the feed of a podcast. Look for its RSS link.',
  'not-in-directory': 'Apple does not tell where that podcast or episode is. Use the link of its feed.',
  'garbled-directory': 'Apple’s directory of podcasts answers something that cannot be understood.',
} as const;

const GERMAN: Catalogues<typeof ENGLISH>['de'] = {
  'not-web': 'Dieser Link führt zu etwas, das weder http noch https ist.',
  credentials: 'Links mit Benutzername oder Passwort darin werden nicht geöffnet: Alle würden sie sehen.',
  port: 'Dieser Link führt zu einem Port, an dem es keinen Ton gibt.',
  'inner-network': 'Dieser Link führt in ein privates Netz. Nur Links ins öffentliche Internet werden geöffnet.',
  'expired-attachment':
    'Dieser Link zu einer Datei auf Discord ist abgelaufen, oder die Datei wurde gelöscht. Lad sie noch einmal hoch.',
  'no-such-host': 'Einen Server namens {name} gibt es nicht. Prüf den Link.',
  'bad-certificate': '{name} kann nicht beweisen, dass es {name} ist: Das Zertifikat ist schlecht.',
  'no-web-server': '{name} antwortet nicht wie ein Webserver.',
  'bad-redirect': '{name} schickt uns zu einer Adresse, die keine ist.',
  'no-episodes': 'In diesem Podcast sind keine Folgen.',
  page: 'Dieser Link führt zu einer Seite von {name}, nicht zu Ton. Such den Link des Tons selbst.',
  'not-audio': 'Was {name} sendet, ist beschädigt oder keine Art von Ton, die sich spielen lässt.',
  'too-large': 'Diese Datei ist größer als {megabytes} MB.',
  'nothing-in-list': 'In dieser Playlist ist nichts, was sich von hier aus spielen lässt.',
  'list-of-lists': 'Diese Playlist führt zu einer anderen, und die zu einer anderen, und so weiter.',
  'index-at-end':
    'Diese MP4-Datei hat ihr Verzeichnis am Ende, und ihr Server gibt das nicht zuerst heraus. Speicher sie noch einmal „fürs Web“ oder als andere Art von Ton.',
  'no-feed': 'Das ist nicht der Feed eines Podcasts. Such seinen RSS-Link.',
  'not-in-directory': 'Apple sagt nicht, wo dieser Podcast oder diese Folge ist. Nimm den Link seines Feeds.',
  'garbled-directory': 'Apples Podcast-Verzeichnis antwortet etwas, das nicht zu verstehen ist.',
};

const FRENCH: Catalogues<typeof ENGLISH>['fr'] = {
  'not-web': 'Ce lien mène à autre chose que http ou https.',
  credentials:
    'Les liens qui contiennent un nom d’utilisateur ou un mot de passe ne sont pas ouverts : tout le monde les verrait.',
  port: 'Ce lien mène à un port où il n’y a pas de son.',
  'inner-network': 'Ce lien mène dans un réseau privé. Seuls les liens vers l’internet public sont ouverts.',
  'expired-attachment':
    'Ce lien vers un fichier sur Discord a expiré, ou le fichier a été supprimé. Envoyez-le de nouveau.',
  'no-such-host': 'Il n’y a pas de serveur {name}. Vérifiez le lien.',
  'bad-certificate': '{name} ne peut pas prouver qu’il est {name} : son certificat est mauvais.',
  'no-web-server': '{name} ne répond pas comme un serveur web.',
  'bad-redirect': '{name} nous envoie à une adresse qui n’en est pas une.',
  'no-episodes': 'Il n’y a pas d’épisodes dans ce podcast.',
  page: 'Ce lien mène à une page de {name}, pas à du son. Cherchez le lien du son lui-même.',
  'not-audio': 'Ce que {name} envoie est abîmé, ou d’un genre de son qui ne peut pas être joué.',
  'too-large': 'Ce fichier dépasse {megabytes} Mo.',
  'nothing-in-list': 'Il n’y a rien dans cette playlist qui puisse être joué d’ici.',
  'list-of-lists': 'Cette playlist mène à une autre, qui mène à une autre, et ainsi de suite.',
  'index-at-end':
    'Ce fichier MP4 a son index à la fin, et son serveur ne le donne pas d’abord. Enregistrez-le de nouveau « pour le web », ou dans un autre format.',
  'no-feed': 'Ce n’est pas le flux d’un podcast. Cherchez son lien RSS.',
  'not-in-directory': 'Apple ne dit pas où se trouve ce podcast ou cet épisode. Utilisez le lien de son flux.',
  'garbled-directory': 'Le répertoire de podcasts d’Apple répond quelque chose d’incompréhensible.',
};

export const CATALOGUES = { en: ENGLISH, de: GERMAN, fr: FRENCH };

/** Puts into words why a link does not play. */
export const say = phrases(CATALOGUES);
