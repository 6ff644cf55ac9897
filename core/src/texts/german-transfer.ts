import type { ENGLISH_TRANSFER } from './english-transfer.js';

/** What can go wrong while bytes come over the network, in German. */
export const GERMAN_TRANSFER: Readonly<Record<keyof typeof ENGLISH_TRANSFER, string>> = {
  'sender.no-answer': '{name} antwortet nicht.',
  'sender.silent': '{name} sendet nichts mehr.',
  'sender.broken-off': '{name} hat abgebrochen.',
  'sender.cannot-go-on': '{name} kann nicht da weitermachen, wo es abbrach.',
  'sender.adds-nothing': '{name} setzt seinen Stream nicht mehr fort.',
  'sender.sends-no-sound': '{name} setzt seinen Stream fort, sendet aber keinen Ton davon.',
  'sender.unreachable': '{name} ist nicht zu erreichen.',
  'sender.too-often': '{name} sagt, dass wir zu oft fragen.',
  'sender.unwell': '{name} geht es nicht gut (HTTP {status}).',
  'sender.nothing-there': '{name} hat nichts unter dieser Adresse.',
  'sender.not-for-us': '{name} lässt uns nicht zuhören (HTTP {status}).',
  'sender.foreign-address': '{name} schickt uns zu einer Adresse, die nicht seine ist.',
  'sender.endless': '{name} schickt uns ohne Ende von einem Ort zum nächsten.',

  'stream.no-sound': 'In diesem Stream von {name} ist kein Ton.',
  'stream.empty': 'In diesem Stream von {name} ist nichts.',
  'stream.protected': 'Dieser Stream von {name} ist geschützt: Er läuft nur in seinem eigenen Player.',
  'stream.bad-key': 'Dieser Stream von {name} lässt sich nicht entschlüsseln.',
  'stream.long-segment': 'Ein Abschnitt dieses Streams von {name} ist zu lang.',
  'stream.changed': 'Dieser Stream von {name} ist ein anderer geworden.',
  'stream.past-its-end': 'Diese Stelle liegt hinter dem Ende des Streams.',
  'stream.long-list': 'Diese Liste ist zu lang, um sie zu lesen.',
  'stream.long-file': 'Diese Datei ist zu lang, um sie zu spielen.',
};
