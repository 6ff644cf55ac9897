import { englishOf, type Phrase, type Wording } from '../model/phrase.js';
import { speechIn } from '../texts/speech.js';
import type { ProgressSnapshot } from './progress-view.js';

/** Wording as a snapshot keeps them, under the name by which a view finds them. */
export function worded<Name extends 'reason' | 'notice' | 'trouble'>(
  name: Name,
  words: Wording,
): Readonly<Record<Name, string>> & { readonly phrase?: Phrase } {
  // A computed name makes the type forget which one it is.
  const text = { [name]: englishOf(words) } as Record<Name, string>;
  return typeof words === 'string' ? text : { ...text, phrase: words };
}

/** The snapshot as a view is given it: what was put into words elsewhere is in this language. */
export function inLanguage(snapshot: ProgressSnapshot, language: string): ProgressSnapshot {
  const { phrase, ...shown } = snapshot;
  if (!phrase) return snapshot;
  const words = speechIn(language).phrase(phrase);
  switch (shown.kind) {
    case 'retrying':
    case 'failed':
    case 'cancelled':
      return { ...shown, reason: words };
    case 'working':
      return { ...shown, notice: words };
    case 'now-playing':
      return { ...shown, trouble: words };
    case 'ended':
      return shown.outcome.kind === 'failed' ? { ...shown, outcome: { ...shown.outcome, reason: words } } : shown;
    case 'queued':
    case 'added':
      return shown;
  }
}
