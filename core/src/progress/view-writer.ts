import type { MessageContent } from '../model/message-content.js';
import type { Logger } from '../runtime/logger.js';
import type { ProgressPublisher } from './progress-publisher.js';
import type { ProgressSnapshot, ProgressView } from './progress-view.js';

/** Who draws, who publishes, and where is said what went wrong. */
export interface ViewWriterParts {
  readonly view: ProgressView;
  readonly publisher: ProgressPublisher;
  readonly logger: Logger;
}

/** Shows snapshots in one message as a view draws them. A view that throws costs one picture and nothing else. */
export class ViewWriter {
  readonly #parts: ViewWriterParts;

  constructor(parts: ViewWriterParts) {
    this.#parts = parts;
  }

  /** Shows this snapshot; `last` when nothing will follow. Returns at once; never throws. */
  show(snapshot: ProgressSnapshot, last: boolean): void {
    const content = this.#render(snapshot);
    if (last) void this.#parts.publisher.finish(content ?? { text: 'This request is over.' });
    else if (content) this.#parts.publisher.publish(content, { owed: snapshot.kind === 'added' });
  }

  /** Shows this snapshot in a message of its own, and leaves the one message as it is. Returns at once; never throws. */
  tell(snapshot: ProgressSnapshot): void {
    const content = this.#render(snapshot);
    if (content) this.#parts.publisher.tell(content);
  }

  #render(snapshot: ProgressSnapshot): MessageContent | undefined {
    const { view, logger } = this.#parts;
    try {
      return view.render(snapshot);
    } catch (error) {
      logger.error('A view failed to draw a snapshot.', { view: view.name, kind: snapshot.kind, error });
      return undefined;
    }
  }
}
