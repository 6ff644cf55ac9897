import type { ENGLISH_FAILURES } from './english-failures.js';

/** Why something did not work, was refused or has ended, in German. */
export const GERMAN_FAILURES: Readonly<Record<keyof typeof ENGLISH_FAILURES, string>> = {
  'failure.unexpected':
    'Etwas Unerwartetes ist schiefgegangen. Versuch es noch einmal; Näheres steht im Protokoll des Bots.',
  'failure.message-gone': 'Die Nachricht ist nicht mehr da.',
  'failure.rate-limited': 'Zu viele Änderungen auf einmal. Nächster Versuch in {seconds} s.',
  'failure.unknown-link':
    'Keine Quelle spielt hier solche Links. Es gibt diese Quellen: {sources}. Versuch es mit Suchwörtern.',
  'failure.unknown-link-none': 'Keine Quelle spielt hier solche Links: Es ist keine eingerichtet.',
  'failure.nothing-found-link': 'Hinter „{query}“ wurde nichts gefunden. Prüf den Link oder such es mit Wörtern.',
  'failure.nothing-found': 'Nichts gefunden für „{query}“. Prüf die Schreibweise oder versuch es mit weniger Wörtern.',
  'failure.deadline': '{what} hat länger als {seconds} s gedauert. Versuch es noch einmal.',
  'failure.opening': 'Das Öffnen von „{title}“',
  'failure.queue-full': 'Es warten schon {capacity} Anfragen. Versuch es in etwa {seconds} s noch einmal.',
  'failure.queue-full-for-long': 'Es warten schon {capacity} Anfragen. Versuch es in Kürze noch einmal.',
  'failure.ffmpeg-missing':
    'Diese Datei braucht ffmpeg, und das ist hier nicht installiert. Opus-Dateien in Ogg oder WebM laufen ohne.',
  'failure.no-match':
    '{track} ist nirgends zu finden: {source} beschreibt es nur, und keine andere Quelle hat dasselbe. Sag mir mit /match, was ich dafür spielen soll.',
  'failure.circuit-open': '{source} fällt gerade aus. Nächster Versuch in {seconds} s.',
  'failure.lyrics': '{provider} lässt sich gerade nicht nach Liedtexten fragen. Versuch es in einer Weile noch einmal.',
  'failure.store':
    'Das lässt sich gerade nicht speichern oder lesen: Mein Datenträger streikt. Die Musik läuft weiter; versuch es in einer Weile noch einmal.',
  'failure.looking-elsewhere': 'Die Suche nach „{title}“ anderswo',
  'failure.sound-stopped': 'Von „{title}“ kam kein Ton mehr.',

  'detour.standing-in': '{reason} Ich suche es bei anderen Quellen.',
  'detour.matching': '{source} hat selbst keinen Ton. Ich suche „{title}“ bei anderen Quellen.',
  'detour.failing': '{source} fällt gerade aus; jetzt ist {next} gefragt',
  'detour.failing-until': '{source} fällt gerade aus, nächster Versuch in {seconds} s; jetzt ist {next} gefragt',

  'undecodable.no-sound': 'In dieser Datei ist kein Ton.',
  'undecodable.no-sound-in': 'In „{title}“ ist kein Ton.',
  'undecodable.empty': 'Diese Datei ist leer.',
  'undecodable.damaged': 'Diese Datei ist beschädigt oder hat ein Format, das ich nicht spielen kann.',
  'undecodable.misnamed': 'Diese Datei ist beschädigt: Sie ist nicht, was ihr Name sagt.',

  'undecodable.not-of-kind': 'Das ist keine {kind}-Datei, oder sie endet zu früh.',
  'undecodable.kind-damaged': 'Diese {kind}-Datei ist beschädigt.',
  'undecodable.too-many-tracks': 'Diese WebM-Datei hat zu viele Spuren.',
  'undecodable.no-opus': 'In dieser Datei ist kein Opus-Ton.',
  'undecodable.channels': 'Diese Opus-Datei hat {channels} Kanäle, nicht einen oder zwei.',
  'undecodable.packets': 'Die Pakete dieses Streams halten sich nicht an 20 ms.',

  'request.nothing-to-play': 'Sag mir, was ich spielen soll: einen Link oder Suchwörter.',
  'request.too-long': 'Das sind {length} Zeichen; mehr als {most} kann ich nicht suchen. Nimm weniger Wörter.',
  'request.broken-link': 'Dieser Link ist kaputt. Kopier ihn noch einmal oder gib Suchwörter ein.',
  'request.no-web-link': 'Nur Links, die mit http:// oder https:// beginnen, kann ich spielen.',
  'request.link-with-password':
    'Ein Link mit Benutzername oder Passwort darin wird nicht geöffnet: Alle würden sie sehen.',
  'request.nothing-to-search': 'Schreib hinter „{source}:“, was ich suchen soll.',
  'request.sound-needs-ffmpeg': 'Lautstärke, Filter und Tempo brauchen ffmpeg, und das ist hier nicht installiert.',
  'request.settings-need-ffmpeg':
    'Lautstärke, Lautheit und Überblenden brauchen ffmpeg, und das ist hier nicht installiert.',
  'request.too-many-filters': 'Mehr als {most} Filter zugleich gehen nicht; das waren {count}.',
  'request.unknown-filter': 'Den Filter {came} kenne ich nicht. Es gibt: {known}.',
  'request.live-has-no-places': '„{title}“ ist live: Da gibt es kein Vor und kein Zurück.',
  'request.beyond-its-end': '„{title}“ ist {length} lang: Wähl eine Stelle darin.',
  'request.empty-queue': 'Die Warteschlange ist leer.',
  'request.no-such-position': 'Den Platz {position} gibt es nicht: Die Warteschlange geht von 1 bis {last}.',
  'request.positions': 'Nenn mir Plätze wie 3 oder 2-5 oder 2-5, 7.',
  'request.gone-from-queue': 'Das ist nicht mehr in der Warteschlange.',
  'request.not-loaded':
    'Platz {position} liegt in einem Teil einer Playlist, der noch nicht geladen ist: Dorthin oder von dort lässt sich nichts verschieben.',

  'refused.too-long': '„{title}“ ist {length} lang; länger als {longest} wird hier nichts gespielt.',
  'refused.endless': '„{title}“ ist ein Livestream ohne Ende; länger als {longest} wird hier nichts gespielt.',
  'refused.blocked': '„{title}“ ist hier gesperrt.',
  'refused.too-many':
    'Von dir warten schon {most} Titel in der Warteschlange, mehr sind nicht erlaubt. Frag wieder, wenn einer gelaufen ist.',

  'limit.voice-connection':
    'Ich spiele schon auf {limit} Servern, und mehr schaffe ich nicht. Versuch es wieder, wenn einer fertig ist.',
  'limit.stream':
    'Es sind schon {limit} Titel offen, und mehr kann ich nicht öffnen. Versuch es in ein paar Minuten noch einmal.',
  'limit.child-process':
    'Es werden schon {limit} Titel umgewandelt, und mehr schaffe ich nicht. Versuch es in ein paar Minuten noch einmal.',
  'limit.request': 'Ich habe zu viel zu tun. Versuch es in ein paar Minuten noch einmal.',
  'limit.memory-hard':
    'Mein Speicher ist voll, und ich nehme gerade keine Anfragen an. Was läuft, läuft weiter; versuch es in ein paar Minuten noch einmal.',
  'limit.memory-soft':
    'Mein Speicher ist knapp, und ich nehme keine Anfragen mit niedriger Priorität an. Frag mit Priorität normal oder später.',

  'range.volumePercent': 'Die Lautstärke geht von {least} bis {most} %; das war {came}.',
  'range.speedPercent': 'Das Tempo geht von {least} bis {most} %; das war {came}.',
  'range.pitchPercent': 'Die Tonhöhe geht von {least} bis {most} %; das war {came}.',
  'range.crossfadeMs': 'Das Überblenden geht von {least} bis {most} ms; das war {came}.',

  'over.withdrawn': 'Die Anfrage wurde zurückgezogen.',
  'over.replaced': 'Jemand hat sich etwas anderes gewünscht.',
  'over.nothing-left': 'Von der Playlist ist nichts übrig.',
  'over.taken-out': 'Das wurde aus der Warteschlange genommen.',
  'over.cleared': 'Die Warteschlange wurde geleert.',
  'over.skipped': 'Das wurde übersprungen.',
  'over.left': 'Ich habe den Sprachkanal verlassen.',
  'over.nobody-listened': 'Ich bin gegangen: Niemand hat zugehört.',
  'over.nothing-played': 'Ich bin gegangen: Eine Weile lief nichts.',
  'over.made-room': 'Ich bin gegangen: Hier lief nichts, und andere wollten mich hören.',
  'over.cleaned-up': 'Ich bin gegangen: Es lief nichts.',
  'over.shutting-down': 'Der Bot wird beendet.',
  'over.restarting': 'Ich werde neu gestartet und mache hier gleich weiter.',
  'over.stream-closed': 'Der Stream wurde geschlossen.',
  'over.no-sound-left': 'Aus der Sprachverbindung kam kein Ton mehr heraus.',
  'over.request-over': 'Diese Anfrage ist erledigt.',
  'over.rejoining': '{reason} In {seconds} Sekunden komme ich zurück (Versuch {try} von {most}).',
  'over.rejoined-in-vain': '{reason} {tries} Mal habe ich versucht zurückzukommen.',
  'over.voice-lost': '{reason} Die Warteschlange bleibt: Mit /join geht es weiter.',
};
