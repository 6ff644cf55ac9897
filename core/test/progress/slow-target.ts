import type { MessageContent } from '../../src/model/message-content.js';
import type { MessageTarget } from '../../src/progress/message-target.js';
import type { Clock } from '../../src/runtime/clock.js';

/** One thing a target was asked to do. */
export interface Written {
  readonly kind: 'edit' | 'follow-up';
  readonly text: string | undefined;
  readonly atMs: number;
}

/** A message that takes its time, says no when told to, and remembers everything. */
export class SlowTarget implements MessageTarget {
  readonly written: Written[] = [];
  /** Most writings under way at the same moment. */
  mostAtOnce = 0;
  /** What the next writings reject with, in order; `undefined` takes one. */
  refusals: unknown[] = [];
  #underWay = 0;

  constructor(
    private readonly clock: Clock,
    private readonly msPerEdit = 0,
  ) {}

  edit(content: MessageContent): Promise<void> {
    return this.#write('edit', content);
  }

  followUp(content: MessageContent): Promise<void> {
    return this.#write('follow-up', content);
  }

  get texts(): readonly (string | undefined)[] {
    return this.written.map(({ text }) => text);
  }

  async #write(kind: Written['kind'], content: MessageContent): Promise<void> {
    this.written.push({ kind, text: content.text, atMs: this.clock.monotonic() });
    this.#underWay += 1;
    this.mostAtOnce = Math.max(this.mostAtOnce, this.#underWay);
    const refusal = this.refusals.shift();
    if (this.msPerEdit > 0) await this.clock.sleep(this.msPerEdit);
    this.#underWay -= 1;
    if (refusal !== undefined) throw refusal;
  }
}
