import { englishOf } from '../src/model/phrase.js';
import { setImmediate as settle } from 'node:timers/promises';
import { expect } from 'chai';
import { createTonearm } from '../src/create-tonearm.js';
import { Container } from '../src/di/container.js';
import { tokens } from '../src/di/tokens.js';
import type { Plugin } from '../src/plugin-host/plugin.js';
import { silentLogger } from '../src/runtime/logger.js';
import { aTrack } from '../src/testing/a-track.js';
import { FakeAudience } from '../src/testing/fake-audience.js';
import { FakeClock } from '../src/testing/fake-clock.js';
import { FakeSource } from '../src/testing/fake-source.js';
import { FakeVoiceConnector } from '../src/testing/fake-voice.js';

const MINUTE_MS = 60_000;

/** A Tonearm that plays two tracks of ten minutes to one listener. */
async function playing() {
  const clock = new FakeClock();
  const connector = new FakeVoiceConnector();
  const audience = new FakeAudience(1);
  const container = new Container();
  container.provide(tokens.clock, clock);
  container.provide(tokens.logger, silentLogger);
  container.provide(tokens.transcoder, undefined);
  container.provide(tokens.audience, audience);
  const tracks = ['one', 'two'].map((id) => aTrack({ id, title: id, durationMs: 600_000 }));
  const fakes: Plugin = {
    name: 'fakes',
    setup: ({ sources, provide }) => {
      sources.add(new FakeSource({ tracks }));
      provide(tokens.voiceConnector, connector);
    },
  };
  const limits = { idleLeaveMs: 5 * MINUTE_MS, haltedLeaveMs: 120 * MINUTE_MS };
  const tonearm = await createTonearm({ container, plugins: [fakes], limits });
  for (const { id: text } of tracks) {
    const request = { guildId: 'guild', voiceChannelId: 'lounge', requestedBy: 'ada', text } as const;
    await tonearm.play({ ...request, priority: 'normal', place: 'end' }).added;
  }
  const happened = async () => {
    for (let round = 0; round < 30; round += 1) await settle();
  };
  await happened();
  const { output } = connector.of('guild');
  output.play(10);
  return {
    tonearm,
    clock,
    connector,
    output,
    happened,
    come: () => audience.become(1, 'guild'),
    go: () => audience.become(0, 'guild'),
    session: () => tonearm.session('guild'),
    isPaused: () => tonearm.session('guild')?.snapshot.playing?.paused,
  };
}

describe('A session whose listeners have gone', () => {
  it('pauses, and goes on when someone comes, without a frame lost', async () => {
    const { go, come, output, isPaused, session, tonearm } = await playing();
    go();
    expect(isPaused()).to.equal(true);
    expect(session()?.snapshot.alone).to.equal(true);
    expect(output.play(10)).to.equal(0);
    come();
    expect(isPaused()).to.equal(false);
    expect(output.play(10)).to.equal(10);
    await tonearm.close();
  });

  it('stays paused when a listener had paused it, before or since', async () => {
    const { go, come, isPaused, session, tonearm } = await playing();
    session()?.pause();
    go();
    come();
    expect(isPaused(), 'before').to.equal(true);
    session()?.resume();
    go();
    session()?.pause();
    come();
    expect(isPaused(), 'since').to.equal(true);
    await tonearm.close();
  });

  it('plays on when it is told to, until the next ones have come and gone', async () => {
    const { go, come, isPaused, session, happened, tonearm } = await playing();
    go();
    session()?.resume();
    expect(isPaused()).to.equal(false);
    session()?.skip();
    await happened();
    expect(isPaused(), 'the next track too').to.equal(false);
    come();
    go();
    expect(isPaused()).to.equal(true);
    await tonearm.close();
  });

  it('begins no track to an empty channel', async () => {
    const { go, session, isPaused, happened, output, tonearm } = await playing();
    go();
    session()?.skip();
    await happened();
    expect(session()?.snapshot.playing?.entry.content.track.id).to.equal('two');
    expect(isPaused()).to.equal(true);
    expect(output.play(10)).to.equal(0);
    await tonearm.close();
  });

  it('leaves after the idle time, and says why', async () => {
    const { go, session, clock, tonearm } = await playing();
    const reasons: string[] = [];
    session()?.onEvent((event) => event.type === 'closed' && reasons.push(englishOf(event.reason)));
    go();
    await clock.advance(4 * MINUTE_MS);
    expect(session()).not.to.equal(undefined);
    await clock.advance(2 * MINUTE_MS);
    expect(session()).to.equal(undefined);
    expect(reasons).to.deep.equal(['I left: nobody was listening.']);
    await tonearm.close();
  });

  it('stays when it is to stay, also when nothing plays any more', async () => {
    const { go, come, session, clock, tonearm, isPaused } = await playing();
    session()?.setStay(true);
    go();
    await clock.advance(24 * 60 * MINUTE_MS);
    come();
    expect(isPaused()).to.equal(false);
    session()?.stop();
    await clock.advance(24 * 60 * MINUTE_MS);
    expect((await tonearm.cleanUp('guild')).sessions).to.equal(0);
    expect(session()).not.to.equal(undefined);
    session()?.setStay(false);
    await clock.advance(6 * MINUTE_MS);
    expect(session()).to.equal(undefined);
    await tonearm.close();
  });

  it('counts only where it has arrived, and anew where it is moved to', async () => {
    const { go, connector, isPaused, tonearm } = await playing();
    const connection = connector.of('guild');
    connection.become({ status: 'reconnecting', channelId: 'lounge', reason: 'A drop.' });
    go();
    expect(isPaused()).to.equal(false);
    connection.become({ status: 'ready', channelId: 'attic', encryption: 'none' });
    expect(isPaused()).to.equal(true);
    await tonearm.close();
  });
});
