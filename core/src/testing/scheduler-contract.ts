import assert from 'node:assert/strict';
import { CancelledError, DeadlineError, QueueFullError } from '../errors/request-errors.js';
import { SetupError } from '../errors/setup-errors.js';
import { CircuitOpenError, SourceUnavailableError, TrackUnavailableError } from '../errors/source-errors.js';
import type { RetryPolicy } from '../resilience/retry-policy.js';
import { isTerminal, type Scheduler } from '../scheduler/scheduler.js';
import type { Task, TaskContext, TaskEvent, TaskSpec } from '../scheduler/task.js';
import { rejection } from './rejection.js';

/** What the suite wants of a scheduler; everything else as it comes by default. */
export interface SchedulerWish {
  readonly workers: number;
  readonly capacity: number;
}

const AT_ONCE: RetryPolicy = { maxAttempts: 3, delayMs: (attempt) => (attempt < 3 ? 1 : null) };

/**
 * What every scheduler promises. Call it inside a `describe`; it closes the schedulers that it asks for. It waits for
 * what it is told and never looks at once, so a scheduler whose line lives on another machine can pass it.
 * @param make a fresh scheduler, idle, on the system's time
 */
export function itBehavesLikeAScheduler(make: (wish: SchedulerWish) => Promise<Scheduler>): void {
  let scheduler: Scheduler;
  const use = async (wish: Partial<SchedulerWish> = {}) => {
    scheduler = await make({ workers: 1, capacity: 100, ...wish });
  };
  const submit = (name: string, spec: Partial<TaskSpec<string>> = {}): Task<string> =>
    scheduler.submit({ name, priority: 'normal', tenant: 'guild', run: async () => name, ...spec });
  /** A task that runs until it is told to end, or aborted. */
  const gate = (name: string, spec: Partial<TaskSpec<string>> = {}) => {
    const answer = Promise.withResolvers<string>();
    const begun = Promise.withResolvers<TaskContext>();
    const task = submit(name, {
      ...spec,
      run: (context) => {
        begun.resolve(context);
        context.signal.addEventListener('abort', () => answer.reject(context.signal.reason), { once: true });
        return answer.promise;
      },
    });
    return { task, begun: begun.promise, end: () => answer.resolve(name) };
  };

  afterEach(() => scheduler.close());

  it('answers each task with what its work brought', async () => {
    await use({ workers: 3 });
    const tasks = ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => submit(name));
    assert.deepEqual(await Promise.all(tasks.map(({ result }) => result)), ['a', 'b', 'c', 'd', 'e', 'f']);
    assert.deepEqual(
      tasks.map(({ state }) => state.status),
      Array(6).fill('succeeded'),
    );
  });

  it('starts urgent before high before normal before low, in turns between tenants, first come first served', async () => {
    await use();
    const blocker = gate('blocker');
    await blocker.begun;
    const started: string[] = [];
    const line = ['low a', 'normal a', 'normal a', 'normal b', 'high a', 'urgent a'].map((words, index) => {
      const [priority, tenant] = words.split(' ');
      const name = `${words} ${index}`;
      const run = async () => {
        started.push(name);
        return name;
      };
      // The words above name priorities only.
      return submit(name, { run, tenant: tenant ?? '', priority: priority as TaskSpec<string>['priority'] });
    });
    blocker.end();
    await Promise.all(line.map(({ result }) => result));
    assert.deepEqual(started, ['urgent a 5', 'high a 4', 'normal a 1', 'normal b 3', 'normal a 2', 'low a 0']);
  });

  it('runs no more at a time than it has workers, and all of them when there is work', async () => {
    await use({ workers: 2 });
    let running = 0;
    let most = 0;
    const run = async ({ signal }: TaskContext) => {
      most = Math.max(most, ++running);
      for (let turn = 0; turn < 20; turn++) await Promise.resolve(signal);
      running--;
      return 'done';
    };
    await Promise.all(Array.from({ length: 20 }, (_, index) => submit(`${index}`, { run }).result));
    assert.equal(most, 2);
  });

  it('tells every state once and ends with exactly one end', async () => {
    await use();
    const blocker = gate('blocker');
    await blocker.begun;
    const events: TaskEvent[] = [];
    const task = submit('song', {
      run: async ({ report }) => {
        report('searching', 0.5);
        return 'found';
      },
    });
    task.onEvent((event) => events.push(event));
    blocker.end();
    await task.result;
    const told = events.map((event) => (event.type === 'state' ? event.state.status : event.type));
    assert.deepEqual(told, ['running', 'report', 'succeeded']);
    assert.equal(task.cancel('too late'), false);
  });

  it('runs equal keys once, each request with an id, an end and a cancel of its own', async () => {
    await use();
    const shared = gate('song', { key: 'k', tenant: 'a' });
    await shared.begun;
    const joined = submit('song', { key: 'k', tenant: 'b' });
    const withdrawn = submit('song', { key: 'k', tenant: 'c' });
    assert.equal(new Set([shared.task.id, joined.id, withdrawn.id]).size, 3);
    assert.equal(withdrawn.cancel('no'), true);
    assert.ok((await rejection(withdrawn.result)) instanceof CancelledError);
    shared.end();
    assert.deepEqual(await Promise.all([shared.task.result, joined.result]), ['song', 'song']);
  });

  it('aborts the work when the last request for it has gone', async () => {
    await use();
    const song = gate('song', { key: 'k' });
    const other = submit('song', { key: 'k' });
    const { signal } = await song.begun;
    song.task.cancel('no');
    assert.equal(signal.aborted, false);
    const aborted = new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
    other.cancel('no');
    await aborted;
  });

  it('never starts what was cancelled while it waited', async () => {
    await use();
    const blocker = gate('blocker');
    await blocker.begun;
    let ran = false;
    const unwanted = submit('unwanted', {
      run: async () => {
        ran = true;
        return '';
      },
    });
    unwanted.cancel('no');
    assert.ok((await rejection(unwanted.result)) instanceof CancelledError);
    blocker.end();
    await submit('last').result;
    assert.equal(ran, false);
  });

  it('starts a promoted request first', async () => {
    await use();
    const blocker = gate('blocker');
    await blocker.begun;
    const started: string[] = [];
    const run = (name: string) => async () => {
      started.push(name);
      return name;
    };
    const first = submit('first', { run: run('first') });
    const second = submit('second', { run: run('second'), priority: 'low' });
    second.promote('urgent');
    assert.equal(second.priority, 'urgent');
    blocker.end();
    await Promise.all([first.result, second.result]);
    assert.deepEqual(started, ['second', 'first']);
  });

  it('tries again what may pass, holding no worker meanwhile, and not what no retry can mend', async () => {
    await use();
    const attempts: number[] = [];
    const silent = new SourceUnavailableError('radio', 'The radio is silent.');
    const failing = (error: Error) => async (context: TaskContext) => {
      attempts.push(context.attempt);
      throw error;
    };
    const passing = submit('silent', { run: failing(silent), retry: AT_ONCE });
    assert.equal(await rejection(passing.result), silent);
    assert.deepEqual(attempts.splice(0), [1, 2, 3]);
    const final = submit('private', { run: failing(new TrackUnavailableError('radio', 'Private.')), retry: AT_ONCE });
    assert.ok((await rejection(final.result)) instanceof TrackUnavailableError);
    assert.deepEqual(attempts, [1]);
  });

  it('waits for an open circuit at the cost of no try', async () => {
    await use();
    let calls = 0;
    const run = async ({ attempt }: TaskContext) => {
      if (++calls <= 5) throw new CircuitOpenError('radio', 0, 0);
      return `try ${attempt}`;
    };
    assert.equal(await submit('song', { run }).result, 'try 1');
  });

  it('fails a request whose deadline passes', async () => {
    await use();
    const hanging = gate('song', { deadlineMs: 20 });
    const { signal } = await hanging.begun;
    assert.ok((await rejection(hanging.task.result)) instanceof DeadlineError);
    assert.equal(signal.aborted, true);
  });

  it('refuses more than it has room for, and has room again when something has ended', async () => {
    await use({ capacity: 2 });
    const blocker = gate('blocker');
    const waiting = submit('waiting');
    assert.throws(
      () => submit('one too many'),
      (error) => error instanceof QueueFullError && error.capacity === 2,
    );
    blocker.end();
    await Promise.all([blocker.task.result, waiting.result]);
    await submit('has room').result;
  });

  it('finds a task by its id and by its tenant, and counts what ended how', async () => {
    await use();
    const good = submit('good', { requestedBy: 'someone' });
    await good.result;
    const bad = submit('bad', { tenant: 'another guild', run: () => Promise.reject(new Error('broken')) });
    await rejection(bad.result);
    assert.partialDeepStrictEqual(scheduler.task(good.id), { name: 'good', tenant: 'guild', requestedBy: 'someone' });
    assert.deepEqual(
      scheduler.tasksOf('guild').map(({ id }) => id),
      [good.id],
    );
    assert.equal(scheduler.task('nobody'), undefined);
    assert.partialDeepStrictEqual(scheduler.stats(), {
      succeeded: 1,
      failed: 1,
      cancelled: 0,
      successRate: 0.5,
      pending: 0,
    });
  });

  it('tells whoever listens what has settled, once each', async () => {
    await use();
    const settled: string[] = [];
    const both = Promise.withResolvers<void>();
    const stop = scheduler.onSettled((record) => {
      assert.equal(isTerminal(record.state), true);
      if (settled.push(record.id) === 2) both.resolve();
    });
    const tasks = [submit('a'), submit('b')];
    await both.promise;
    assert.deepEqual(settled.toSorted(), tasks.map(({ id }) => id).toSorted());
    stop();
    await submit('c').result;
    assert.equal(settled.length, 2);
  });

  it('refuses, with words, what makes no sense', async () => {
    await use();
    // As plain JavaScript may call it.
    assert.throws(() => submit('song', { priority: JSON.parse('"soon"') }), {
      name: 'SetupError',
      message: /not soon/,
    });
    assert.throws(() => submit('song', { deadlineMs: -1 }), { name: 'SetupError', message: /not -1/ });
    assert.throws(() => scheduler.resize(0), { name: 'SetupError', message: /not 0/ });
    assert.ok((await rejection(scheduler.close({ drainMs: Number.NaN }))) instanceof SetupError);
    assert.equal(await submit('sense').result, 'sense');
  });

  it('aborts what runs and cancels what waits when it closes, and takes nothing more', async () => {
    await use();
    const running = gate('running');
    const waiting = submit('waiting');
    await running.begun;
    await scheduler.close();
    assert.ok((await rejection(running.task.result)) instanceof CancelledError);
    assert.ok((await rejection(waiting.result)) instanceof CancelledError);
    assert.throws(() => submit('late'), CancelledError);
  });

  it('finishes what it accepted when it drains, and aborts what takes too long', async () => {
    await use();
    const blocker = gate('blocker');
    const waiting = submit('waiting');
    await blocker.begun;
    const drained = scheduler.close({ drainMs: 5_000 });
    assert.throws(() => submit('late'), CancelledError);
    blocker.end();
    await drained;
    assert.equal(await waiting.result, 'waiting');
    await use();
    const hanging = gate('hanging');
    await hanging.begun;
    await scheduler.close({ drainMs: 20 });
    assert.ok((await rejection(hanging.task.result)) instanceof CancelledError);
  });
}
