/** How soon a task should start, from first to last. */
export const PRIORITIES = ['urgent', 'high', 'normal', 'low'] as const;

/** `urgent` starts before `high`, `high` before `normal`, `normal` before `low`. */
export type Priority = (typeof PRIORITIES)[number];

/** Tells whether a text is one of the four priorities. */
export function isPriority(text: string): text is Priority {
  return (PRIORITIES as readonly string[]).includes(text); // Widened, so that any text may be asked for.
}
