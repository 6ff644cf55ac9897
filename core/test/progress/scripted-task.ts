import type { Priority } from '../../src/model/priority.js';
import { Listeners } from '../../src/runtime/listeners.js';
import type { Task, TaskEvent, TaskState } from '../../src/scheduler/task.js';

/** A task whose life a test tells, event by event. */
export class ScriptedTask implements Task<unknown> {
  readonly id = 'task-1';
  readonly name = 'needle drop';
  readonly tenant = 'guild-1';
  readonly requestedBy = null;
  readonly priority: Priority = 'normal';
  readonly result = new Promise<unknown>(() => {});
  readonly #events = new Listeners<TaskEvent>();
  place: number | undefined = 0;

  constructor(public state: TaskState) {}

  get listeners(): number {
    return this.#events.size;
  }

  position(): number | undefined {
    return this.state.status === 'queued' ? this.place : undefined;
  }

  cancel(): boolean {
    return false;
  }

  promote(): void {}

  onEvent(listener: (event: TaskEvent) => void): () => void {
    return this.#events.add(listener);
  }

  become(state: TaskState): void {
    this.state = state;
    this.#events.emit({ type: 'state', state });
  }

  report(stage: string, fraction: number | null = null, attempt = 1): void {
    this.#events.emit({ type: 'report', stage, fraction, attempt });
  }
}
