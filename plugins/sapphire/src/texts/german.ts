import type { ENGLISH } from './english.js';

/** What listeners read, in German. */
export const GERMAN: Readonly<Record<keyof typeof ENGLISH, string>> = {
  'count.tracks.one': '1 Titel',
  'count.tracks.other': '{count} Titel',
  'count.seconds.one': '1 Sekunde',
  'count.seconds.other': '{count} Sekunden',
  'count.votes.one': '1 Stimme',
  'count.votes.other': '{count} Stimmen',

  'refuse.no-voice': 'Geh zuerst in einen Sprachkanal und frag dann noch einmal.',
  'refuse.not-in-channel': 'Ich bin in keinem Sprachkanal. Beginne mit /play.',
  'refuse.elsewhere': 'Geh zuerst in {channel}: Nur wer dort zuhört, entscheidet.',
  'refuse.may-not-connect':
    'Ich darf nicht in {channel}. Bitte jemanden, der den Server verwaltet, mir dort „Verbinden“ zu erlauben.',
  'refuse.may-not-speak':
    'Ich darf in {channel} nicht sprechen. Bitte jemanden, der den Server verwaltet, mir dort „Sprechen“ zu erlauben.',
  'refuse.channel-full': '{channel} ist voll. Schafft Platz oder geh in einen anderen Kanal.',
  'refuse.playing-for-others':
    'Ich spiele gerade für andere in {channel}. Komm dorthin oder lass mich von einem DJ herüberrufen.',
  'refuse.dj': 'Das ist DJs vorbehalten: wer die Rolle „{role}“ hat, den Server verwalten darf oder allein zuhört.',
  'refuse.administrator': 'Das dürfen nur Administratoren dieses Servers.',
  'refuse.priority':
    'Die Priorität „{priority}“ ist DJs vorbehalten: wer die Rolle „{role}“ hat, den Server verwalten darf oder allein zuhört.',
  'refuse.cool-down': 'Nicht so schnell: /{command} geht wieder in {time}.',
  'refuse.only-in-servers': 'Ich arbeite nur auf Servern.',
  'refuse.old-control': 'Dieser Knopf stammt aus einer älteren Fassung von mir und geht nicht mehr. Nimm die Befehle.',
  'refuse.other-track':
    'Diese Nachricht gehört zu einem Titel, der vorbei ist. Jetzt läuft {title}: Seine Knöpfe zeigt /nowplaying.',
  'refuse.track-over': 'Diese Nachricht gehört zu einem Titel, der vorbei ist, und jetzt läuft nichts.',
  'refuse.not-yours': 'Hier wählt nur, wer das aufgerufen hat. Deine eigene Auswahl gibt dir /{command}.',
  'refuse.queue-empty': 'Die Warteschlange ist leer.',
  'refuse.no-such-place': 'Den Platz {place} gibt es nicht. Die Warteschlange hat die Plätze 1 bis {last}.',
  'refuse.range-backwards':
    'Ein Bereich geht von einem niedrigeren zu einem höheren Platz: {from} bis {to} ist keiner.',
  'refuse.number': '{number} liegt außerhalb: Möglich ist {least} bis {most}.',
  'refuse.time':
    '„{text}“ ist keine Zeit. Schreib 1:23 oder 83 für eine Stelle, +30 oder -10 für Schritte in Sekunden.',
  'refuse.nothing-to-play': 'Sag mir, was ich spielen soll: ein Link, Suchwörter oder eine Datei.',
  'refuse.query-or-file': 'Gib mir Wörter oder eine Datei, nicht beides.',

  'nothing.playing': 'Es läuft nichts.',
  'nothing.paused': 'Nichts ist angehalten.',

  'track.by': '{title} von {author}',
  'pause.done': 'Angehalten. Mit /resume geht es weiter.',
  'resume.done': 'Es geht weiter.',
  'skip.done': '{title} übersprungen.',
  'skip.to': '{title} und alles vor Platz {place} übersprungen.',
  'skip.vote': '{title} überspringen? {votes} von {needed}.',
  'skip.vote-button': 'Überspringen',
  'skip.voted-before': 'Du hast schon abgestimmt: {votes} von {needed} dafür, {title} zu überspringen.',
  'skip.voted': 'Gezählt: {votes} von {needed} dafür, {title} zu überspringen.',
  'skip.outvoted': 'Genug Stimmen: {title} übersprungen.',
  'skip.to-is-for-djs':
    'Zu einem Platz springen dürfen DJs: wer die Rolle „{role}“ hat, den Server verwalten darf oder allein zuhört.',
  'stop.done': 'Aufgehört, und die Warteschlange ist leer.',
  'join.done': 'Ich komme in {channel}.',
  'leave.done': 'Auf Wiedersehen.',

  'cancel.no-such-task': 'So eine Aufgabe gibt es hier nicht. /queue_status zählt sie auf.',
  'cancel.not-yours': 'Nur wer darum gebeten hat oder ein DJ kann das abbrechen.',
  'cancel.done': '{name} abgebrochen.',
  'cancel.ended': '{name} ist schon zu Ende; es gibt nichts abzubrechen.',
  'cancel.reason': 'Abgebrochen von {member}.',

  'queue.empty': 'Es läuft nichts, und nichts wartet. Beginne mit /play.',
  'queue.playing': 'Es läuft: {track} ({position} von {length})',
  'queue.paused': 'Angehalten: {track} ({position} von {length})',
  'queue.nothing-follows': 'Danach kommt nichts.',
  'queue.next': 'Danach ({count}):',
  'queue.in-all': '{count} insgesamt',
  'queue.uncounted': 'mehr, als sich schon zählen lässt',
  'queue.for': 'für {person}',
  'queue.looking-up': 'wird gesucht: {query}',
  'queue.rest': 'der Rest einer Playlist ({count})',
  'queue.rest-unknown': 'niemand weiß, wie lang',
  'queue.total': 'Zusammen {time}',
  'queue.total-at-least': 'Zusammen mindestens {time}',
  'queue.until-yours': 'deiner in {time}',
  'queue.yours-plays': 'deiner läuft gerade',
  'queue.page': 'Seite {page} von {pages}',
  'queue.first-page': 'Anfang',
  'queue.page-back': 'Zurück',
  'queue.page-on': 'Weiter',
  'queue.last-page': 'Ende',
  'queue.no-such-page': 'Die Seite {page} gibt es nicht. Die Warteschlange hat die Seiten 1 bis {pages}.',
  live: 'live',
};
