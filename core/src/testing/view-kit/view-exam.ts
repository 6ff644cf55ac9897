import type { MessageContent } from '../../model/message-content.js';
import type { ProgressSnapshot, ProgressView } from '../../progress/progress-view.js';
import { LANGUAGES } from '../../texts/catalogue.js';
import { everySnapshot } from '../snapshots.js';

/** Ours, and one that no view speaks. */
export const READ: readonly string[] = [...LANGUAGES, 'tlh'];

/** One message of the view, with what it was drawn of. */
export interface Drawing {
  /** The snapshot in words, and the language. */
  readonly label: string;
  readonly snapshot: ProgressSnapshot;
  readonly language: string;
  readonly content: MessageContent;
}

/** What a view is asked to draw. */
export interface DrawingTask {
  readonly label: string;
  readonly snapshot: ProgressSnapshot;
  readonly language: string;
}

/** A view in its exam: it draws everything once, and the checks look at that. */
export class ViewExam {
  #drawings: readonly Drawing[] | undefined;

  /** @param make makes a fresh view */
  constructor(readonly make: () => ProgressView) {}

  /** Every message that could be drawn. @throws Error when there is none */
  get drawings(): readonly Drawing[] {
    this.#drawings ??= draw(this.make(), everyTask());
    if (this.#drawings.length === 0) throw new Error('It draws nothing at all.');
    return this.#drawings;
  }
}

/** Every snapshot in every language; all objects are the caller's own. */
export function everyTask(): readonly DrawingTask[] {
  return READ.flatMap((language) =>
    everySnapshot().map(({ label, snapshot }) => ({
      label: `${label} (${language})`,
      snapshot: structuredClone(snapshot),
      language,
    })),
  );
}

/** What the view makes of it. What it cannot draw is missing: to draw everything is a promise of its own. */
export function draw(view: ProgressView, tasks: readonly DrawingTask[]): readonly Drawing[] {
  return tasks.flatMap((task) => {
    try {
      return { ...task, content: view.render(task.snapshot, { language: task.language }) };
    } catch {
      return [];
    }
  });
}

/** The places where Discord reads markdown. Footers, labels and options show plain text. */
export function formattedTexts({ text, embeds = [] }: MessageContent): readonly string[] {
  const inEmbeds = embeds.flatMap(({ title, description, fields = [] }) => [
    title,
    description,
    ...fields.flatMap(({ name, value }) => [name, value]),
  ]);
  return [text, ...inEmbeds].filter((part) => part !== undefined);
}

/** Everything that a person reads, controls and footers too. */
export function allTexts(content: MessageContent): readonly string[] {
  const { embeds = [], rows = [] } = content;
  const onControls = rows.flatMap((row) =>
    row.kind === 'buttons'
      ? row.buttons.map(({ label }) => label)
      : [row.select.placeholder, ...row.select.options.flatMap(({ label, description = '' }) => [label, description])],
  );
  return [...formattedTexts(content), ...embeds.flatMap(({ footer }) => footer ?? []), ...onControls];
}
