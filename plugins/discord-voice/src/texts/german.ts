import type { ENGLISH } from './english.js';

/** Why a voice connection is lost or was never had, in German. */
export const GERMAN: Readonly<Record<keyof typeof ENGLISH, string>> = {
  'closed.not-understood': 'Discords Sprachserver hat den Bot nicht verstanden.',
  'closed.not-read': 'Discords Sprachserver konnte nicht lesen, was der Bot sandte.',
  'closed.not-identified': 'Der Bot hat mit Discords Sprachserver gesprochen, bevor er sich ausgewiesen hatte.',
  'closed.token': 'Discords Sprachserver hat das Token des Bots nicht angenommen.',
  'closed.identified-twice': 'Der Bot hat sich bei Discords Sprachserver zweimal ausgewiesen.',
  'closed.session-ended': 'Die Sprachsitzung des Bots war beendet.',
  'closed.session-timed-out': 'Die Sprachsitzung des Bots war abgelaufen.',
  'closed.no-server': 'Discords Sprachserver war nicht zu finden.',
  'closed.protocol': 'Discords Sprachserver spricht das Protokoll des Bots nicht mehr. Der Bot braucht ein Update.',
  'closed.moved': 'Der Bot wurde verschoben oder getrennt.',
  'closed.server-failed': 'Discords Sprachserver ist ausgefallen.',
  'closed.encryption':
    'Discords Sprachserver kennt die Verschlüsselung des Bots nicht mehr. Der Bot braucht ein Update.',
  'closed.end-to-end':
    'Dieser Kanal verlangt Ende-zu-Ende-Verschlüsselung, und die kann dieser Bot nicht. Der Bot braucht ein Update.',
  'closed.refused': 'Discords Sprachserver hat abgelehnt, was der Bot wollte.',
  'closed.too-often': 'Discord hat den Bot getrennt, weil er zu oft beigetreten ist. Bitte warte eine Minute.',
  'closed.call-ended': 'Das Gespräch wurde für alle beendet.',
  'closed.unknown': 'Die Sprachverbindung wurde geschlossen (Code {code}).',

  'lost.another-server': 'Verbindung mit einem anderen Sprachserver.',
  'lost.broke': 'Die Verbindung zum Sprachserver ist abgerissen.',
  'lost.by-udp': 'Discords Sprachserver ist per UDP nicht zu erreichen; vielleicht ist eine Firewall im Weg.',
  'lost.no-answer': 'Discords Sprachserver hat nicht geantwortet.',
  'lost.dropped': 'Der Bot wurde verschoben oder von seinem Kanal getrennt.',
  'lost.forgotten': 'Discord hat den Bot aus dem Sprachkanal fallen lassen.',
  'lost.moving': 'Discord verlegt den Kanal auf einen anderen Sprachserver.',
  'lost.no-other-server': 'Discord hat keinen anderen Sprachserver genannt.',
  'lost.no-gateway': 'Der Bot ist nicht mit Discord verbunden.',
  'lost.failed': 'Die Sprachverbindung ist ausgefallen und wird neu aufgebaut.',
  'lost.call-ended': 'Das Gespräch ist beendet oder geht auf einem anderen Sprachserver weiter.',
  'lost.encryption': 'Die Ende-zu-Ende-Verschlüsselung ist nicht bereit; ich trete noch einmal bei.',
  'lost.stuck': 'Die Sprachverbindung hat keinen Ton mehr angenommen.',
  'lost.udp-silent': 'Discords Sprachserver hat per UDP nicht mehr geantwortet, also war nichts zu hören.',

  'failed.not-let-in':
    'Discord hat den Bot nicht in den Sprachkanal gelassen. Prüf, ob er sich dort verbinden darf und ob Platz ist.',
  'failed.again': 'Die Sprachverbindung ist nach dem neuen Beitreten wieder ausgefallen.',
  'failed.in-vain': '{reason} Das Beitreten wurde {tries} Mal versucht. Bitte versuch es später noch einmal.',
  'failed.thrown-out': 'Jemand hat den Bot aus seinem Sprachkanal geworfen.',
  'failed.encryption':
    'Die Ende-zu-Ende-Verschlüsselung mit den anderen im Kanal kam nicht zustande, also wird nichts gespielt.',
  'failed.worker': 'Der Teil des Bots, der den Ton sendet, ist ausgefallen und wurde neu gestartet.',
  'failed.sending': 'Ton konnte nicht mehr gesendet werden.',
  'failed.leaving': 'Der Bot verlässt alle Sprachkanäle.',
};
