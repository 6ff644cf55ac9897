import type { ENGLISH } from './english.js';

/** What listeners read of this package, in German. */
export const GERMAN: Readonly<Record<keyof typeof ENGLISH, string>> = {
  refused: '{service} lässt uns das nicht lesen (HTTP {status}). Vielleicht ist es privat oder nicht für dieses Land.',
  'ask-less': '{service} sagt, dass wir zu oft fragen.',
  'not-well': '{service} ist gestört (HTTP {status}).',
  unreachable: '{service} ist nicht erreichbar.',
  unreadable: '{service} hat etwas geantwortet, das ich nicht lesen kann.',
  'too-large': 'Die Antwort von {service} ist zu groß.',
  'bad-credentials': '{service} weist die Zugangsdaten dieses Bots zurück. Wer ihn betreibt, muss sie erneuern.',
  'needs-credentials':
    '{service} sagt nur Bots mit Zugangsdaten, was hinter diesem Link steht. Wer diesen Bot betreibt, kann sie setzen.',
  'leads-elsewhere': 'Dieser Kurzlink führt nicht zu Musik bei {service}.',
};
