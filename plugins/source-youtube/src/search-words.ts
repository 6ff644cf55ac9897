/** The words of a search in one spelling: the same search has the same key. */
export function searchWords(text: string): string {
  return text.normalize('NFC').replace(/\s+/g, ' ').trim().toLowerCase();
}
