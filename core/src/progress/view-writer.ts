import type { MessageContent } from '../model/message-content.js';
import type { Logger } from '../runtime/logger.js';
import { speechIn } from '../texts/speech.js';
import type { Delivery, ProgressPublisher } from './progress-publisher.js';
import { inLanguage } from './in-language.js';
import type { ProgressSnapshot, ProgressView } from './progress-view.js';

/** Who draws, who publishes, and where is said what went wrong. */
export interface ViewWriterParts {
  readonly view: ProgressView;
  readonly publisher: ProgressPublisher;
  readonly logger: Logger;
  /** What is read where the message is, asked for each picture; English by default. */
  language?(): string;
}

/**
 * Shows snapshots in one message as a view draws them. A view that throws costs one picture and nothing else; one that is
 * slow is asked only for what is about to be shown, and never inside the call of who reports.
 */
export class ViewWriter {
  readonly #parts: ViewWriterParts;

  constructor(parts: ViewWriterParts) {
    this.#parts = parts;
  }

  /** Shows this snapshot. Returns at once; never throws. */
  show(snapshot: ProgressSnapshot): void {
    this.#parts.publisher.publish(() => this.#render(snapshot), { owed: snapshot.kind === 'added' });
  }

  /** Shows this snapshot, after which nothing follows. Returns at once; tells what became of it, and never rejects. */
  finish(snapshot: ProgressSnapshot): Promise<Delivery> {
    return this.#parts.publisher.finish(() => this.#render(snapshot) ?? this.#over());
  }

  /** Shows this snapshot in a message of its own, and leaves the one message as it is. Returns at once; never throws. */
  tell(snapshot: ProgressSnapshot): void {
    this.#parts.publisher.tell(() => this.#render(snapshot));
  }

  /** Shows this snapshot at once, because the process is about to end. Never rejects. */
  async leave(snapshot: ProgressSnapshot): Promise<void> {
    const content = this.#render(snapshot);
    if (content) await this.#parts.publisher.leave(content);
  }

  #over(): MessageContent {
    return { text: speechIn(this.#language).say('over.request-over') };
  }

  get #language(): string {
    return this.#parts.language?.() ?? 'en';
  }

  #render(snapshot: ProgressSnapshot): MessageContent | undefined {
    const { view, logger } = this.#parts;
    const language = this.#language;
    try {
      return view.render(inLanguage(snapshot, language), { language });
    } catch (error) {
      logger.error('A view failed to draw a snapshot.', { view: view.name, kind: snapshot.kind, error });
      return undefined;
    }
  }
}
