import { setImmediate as settle } from 'node:timers/promises';
import { expect } from 'chai';
import { createTonearm } from '../src/create-tonearm.js';
import { Container } from '../src/di/container.js';
import { tokens } from '../src/di/tokens.js';
import { MessageGoneError } from '../src/errors/message-errors.js';
import { SourceUnavailableError } from '../src/errors/source-errors.js';
import { UnexpectedError } from '../src/errors/tonearm-error.js';
import type { Plugin } from '../src/plugin-host/plugin.js';
import type { MessageTarget } from '../src/progress/message-target.js';
import { aTrack } from '../src/testing/a-track.js';
import { FakeClock } from '../src/testing/fake-clock.js';
import { FakeSource } from '../src/testing/fake-source.js';
import { FakeVoiceConnector } from '../src/testing/fake-voice.js';
import { RecordingLogger } from '../src/testing/recording-logger.js';

/** A Tonearm whose log is kept, with one source. */
async function aTonearm(source = new FakeSource({ tracks: [aTrack({ title: 'Needle', durationMs: 1_000 })] })) {
  const clock = new FakeClock();
  const log = new RecordingLogger();
  const connector = new FakeVoiceConnector();
  const container = new Container();
  container.provide(tokens.clock, clock);
  container.provide(tokens.logger, log);
  container.provide(tokens.transcoder, undefined);
  const fakes: Plugin = {
    name: 'fakes',
    setup: ({ sources, views, provide }) => {
      sources.add(source);
      views.add({ name: 'plain', render: (snapshot) => ({ text: JSON.stringify(snapshot) }) });
      provide(tokens.voiceConnector, connector);
    },
  };
  const tonearm = await createTonearm({ container, plugins: [fakes] });
  const play = (text: string, more: { readonly id?: string; readonly message?: MessageTarget } = {}) => {
    const asked = { guildId: 'guild', voiceChannelId: 'lounge', requestedBy: 'ada', place: 'end' } as const;
    const ticket = tonearm.play({ ...asked, text, priority: 'normal', ...more });
    ticket.added.catch(() => {});
    return ticket;
  };
  const everythingHappened = async () => {
    for (let round = 0; round < 30; round += 1) await settle();
  };
  /** What the log says of a request, in order, without what only developers need. */
  const story = (id: string) => log.of(id).flatMap(({ level, message }) => (level === 'debug' ? [] : [message]));
  return { tonearm, source, clock, log, play, story, everythingHappened, output: () => connector.of('guild').output };
}

describe('the log of a request', () => {
  it('has one id from the question to the last frame', async () => {
    const { tonearm, play, story, everythingHappened, output } = await aTonearm();
    const { taskId } = play('needle', { id: 'known-to-the-front-end' });
    expect(taskId).to.equal('known-to-the-front-end');
    await everythingHappened();
    output().play(50);
    await everythingHappened();
    expect(story(taskId)).to.deep.equal([
      'A track is asked for',
      'A lookup begins',
      'A lookup has succeeded',
      'A request was answered',
      'A track is being opened',
      'A track is open',
      'A track plays',
      'A track has ended',
    ]);
    await tonearm.close();
  });

  it('says that the cache knew the answer, under the id of who asks now', async () => {
    const { tonearm, play, story, everythingHappened } = await aTonearm();
    play('needle');
    await everythingHappened();
    const { taskId } = play('needle');
    await everythingHappened();
    expect(story(taskId).slice(0, 3)).to.deep.equal([
      'A track is asked for',
      'The answer is known already',
      'A request was answered',
    ]);
    await tonearm.close();
  });

  it('tells each try of a lookup that fails once, with its number and what caused it, and the giving up by name', async () => {
    const { tonearm, source, clock, log, play, story } = await aTonearm();
    const causes = [1, 2, 3].map((number) => new Error(`reset ${number}`));
    for (const cause of causes) {
      source.resolveTroubles.push({ error: new SourceUnavailableError('fake', 'Down.', { cause }) });
    }
    const { taskId } = play('needle');
    await clock.advance(120_000);
    const told = causes.map((cause) => log.tellingOf(cause));
    expect(told.map((lines) => lines.length)).to.deep.equal([1, 1, 1]);
    const facts = told.flat().map(({ message, fields }) => [message, fields.attempt, fields.request, fields.tasks]);
    expect(facts).to.deep.equal([
      ['A task failed and is tried again.', 1, taskId, [taskId]],
      ['A task failed and is tried again.', 2, taskId, [taskId]],
      ['A task failed.', 3, taskId, [taskId]],
    ]);
    expect(story(taskId).at(-1)).to.equal('A request was given up');
    expect(log.of(taskId).at(-1)?.fields).to.include({ code: 'source-unavailable', reason: 'Down.' });
    await tonearm.close();
  });

  it('tells a failed opening and a stream that breaks off once each, under the id of the request', async () => {
    const { tonearm, source, clock, log, play, story, everythingHappened, output } = await aTonearm(
      new FakeSource({ tracks: [aTrack({ title: 'Needle', durationMs: 60_000 })] }),
    );
    const opening = new SourceUnavailableError('fake', 'No answer.');
    source.openTroubles.push({ error: opening });
    const { taskId } = play('needle');
    await clock.advance(5_000);
    const broken = new Error('socket hang up');
    source.streams.at(-1)?.destroy(broken);
    output().play(300);
    await everythingHappened();
    await clock.advance(5_000);
    for (const [error, message] of [
      [opening, 'A task failed and is tried again.'],
      [broken, 'A stream broke off'],
    ] as const) {
      const lines = log.tellingOf(error);
      expect(lines.map((line) => [line.message, line.fields.request, line.fields.attempt])).to.deep.equal([
        [message, taskId, 1],
      ]);
    }
    expect(story(taskId).filter((message) => message === 'A track is being opened')).to.have.length(3);
    await tonearm.close();
  });

  it('tells a defect of a source in full, once for each try', async () => {
    const { tonearm, source, clock, log, play } = await aTonearm();
    const defect = new TypeError('undefined is not a tape');
    source.open = () => {
      throw defect;
    };
    const { taskId } = play('needle');
    await clock.advance(60_000);
    const lines = log.tellingOf(defect);
    expect(lines.map(({ fields }) => [fields.request, fields.attempt])).to.deep.equal(
      [1, 2, 3].map((n) => [taskId, n]),
    );
    for (const { fields } of lines) expect(fields.error).to.be.instanceOf(UnexpectedError);
    await tonearm.close();
  });

  it('says which edit of the reply was lost', async () => {
    const { tonearm, source, clock, log, play } = await aTonearm();
    const gone = new MessageGoneError();
    source.resolveTroubles.push({ until: new Promise(() => {}) });
    const refuse = () => Promise.reject(gone);
    const { taskId } = play('needle', { message: { edit: refuse, followUp: refuse } });
    await clock.advance(0);
    tonearm.cancel(taskId, 'No longer wanted.');
    await clock.advance(60_000);
    const lines = log.tellingOf(gone);
    expect(lines.map(({ fields }) => fields.request)).to.deep.equal(lines.map(() => taskId));
    expect(lines.map(({ message }) => message)).to.include('A request ended, and nobody could be told.');
    await tonearm.close();
  });

  it('ties what shares one piece of work to each who waits for it, and tells its failure once', async () => {
    const { tonearm, source, clock, log, play } = await aTonearm();
    const failure = new SourceUnavailableError('fake', 'Down.');
    const { promise, resolve } = Promise.withResolvers<void>();
    source.resolve = async () => {
      await promise;
      throw failure;
    };
    const [first, second] = [play('needle'), play('needle')];
    await clock.advance(0);
    resolve();
    await clock.advance(0);
    const lines = log.tellingOf(failure);
    expect(lines.map(({ fields }) => fields.tasks)).to.deep.equal([[first.taskId, second.taskId]]);
    await tonearm.close();
  });
});
