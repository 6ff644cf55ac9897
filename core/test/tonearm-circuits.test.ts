import { expect } from 'chai';
import type { TonearmOptions } from '../src/composition/tonearm-options.js';
import { createTonearm } from '../src/create-tonearm.js';
import { Container } from '../src/di/container.js';
import { tokens } from '../src/di/tokens.js';
import { SourceUnavailableError, TrackUnavailableError } from '../src/errors/source-errors.js';
import type { MessageContent } from '../src/model/message-content.js';
import type { Plugin } from '../src/plugin-host/plugin.js';
import type { Logger } from '../src/runtime/logger.js';
import { aTrack } from '../src/testing/a-track.js';
import { FakeClock } from '../src/testing/fake-clock.js';
import { FakeSource } from '../src/testing/fake-source.js';
import { FakeVoiceConnector } from '../src/testing/fake-voice.js';

/** Two sources, of which the first is asked first; what is shown to guild `a`; and what the log says. */
async function aTonearm(options: Pick<TonearmOptions, 'standIns'> = {}) {
  const [one, two] = [
    new FakeSource({ name: 'one' }),
    new FakeSource({ name: 'two', tracks: [aTrack({ source: 'two' })] }),
  ];
  const clock = new FakeClock();
  const logged: string[] = [];
  const write = (message: string) => void logged.push(message);
  const logger: Logger = { debug: () => {}, info: write, warn: write, error: write, child: () => logger };
  const container = new Container();
  container.provide(tokens.clock, clock);
  container.provide(tokens.logger, logger);
  container.provide(tokens.transcoder, undefined);
  const fakes: Plugin = {
    name: 'fakes',
    setup: ({ sources, views, provide }) => {
      for (const source of [one, two]) sources.add(source);
      views.add({ name: 'plain', render: (snapshot) => ({ text: JSON.stringify(snapshot) }) });
      provide(tokens.voiceConnector, new FakeVoiceConnector());
    },
  };
  const tonearm = await createTonearm({ container, plugins: [fakes], ...options });
  const shown: string[] = [];
  const message = { edit: async ({ text = '' }: MessageContent) => void shown.push(text), followUp: async () => {} };
  const asked = { voiceChannelId: 'lounge', requestedBy: 'ada', priority: 'normal', place: 'end' } as const;
  const play = (guildId: string, text: string) =>
    tonearm.play({ ...asked, guildId, text, ...(guildId === 'a' && { message }) });
  return { tonearm, one, two, clock, logged, shown, play };
}

describe('Tonearm, while a source is failing', () => {
  it('tells the listener, the log and whoever asks, and lets another one stand in', async () => {
    const { tonearm, one, clock, logged, shown, play } = await aTonearm();
    const down = { error: new SourceUnavailableError('one', 'Down.') };
    one.resolveTroubles.push(down, down, down, down, down);
    const heard: string[] = [];
    const stop = tonearm.onCircuit(({ source, status }) => heard.push(`${source} ${status}`));
    for (let time = 0; time < 5; time++) play(`guild ${time}`, `one: words ${time}`);
    await clock.advance(0);
    expect(heard).to.deep.equal(['one open']);
    const { added } = play('a', 'needle');
    await clock.advance(5_000);
    expect(await added).to.deep.include({ kind: 'track', detour: { answeredBy: 'two', insteadOf: 'one' } });
    expect(shown.filter((text) => text.includes('"insteadOf":"one"'))).not.to.have.length(0);
    const standing = () => tonearm.status('a').circuits.map(({ source, status }) => `${source} ${status}`);
    expect(standing()).to.deep.equal(['one open', 'two closed']);
    await clock.advance(15_000); // Those who wait for it are its probe.
    expect(heard).to.deep.equal(['one open', 'one half-open', 'one closed']);
    expect(standing()).to.deep.equal(['one closed', 'two closed']);
    expect(
      logged.filter((line) => line.startsWith('A source that was failing') || line.includes('left alone')),
    ).to.deep.equal([
      'A source is failing and is left alone for a while',
      'A source that was failing is asked again',
      'A source that was failing works again',
    ]);
    stop();
    await tonearm.close();
  });

  it("shows a guild no other one's tasks at the workers", async () => {
    const { tonearm, one, clock, play } = await aTonearm();
    const hanging = Promise.withResolvers<void>();
    one.resolveTroubles.push({ until: hanging.promise });
    play('b', 'needle');
    await clock.advance(0);
    const busyFor = (guild: string) => tonearm.status(guild).stats.perWorker.flatMap(({ current }) => current ?? []);
    expect(busyFor('b')).to.deep.equal([{ tenant: 'b', name: 'needle', forMs: 0 }]);
    expect(busyFor('a')).to.deep.equal([{ tenant: '', name: '', forMs: 0 }]);
    hanging.resolve();
    await tonearm.close();
  });

  for (const standIns of [true, false]) {
    it(`${standIns ? 'plays' : 'does not play, where that is switched off,'} the same from another source when a track's own cannot`, async () => {
      const { tonearm, one, clock, play } = await aTonearm(standIns ? {} : { standIns });
      one.openTroubles.push({ error: new TrackUnavailableError('one', 'It is private.') });
      play('a', 'needle');
      await clock.advance(1_000);
      const entry = tonearm.session('a')?.snapshot.playing?.entry;
      expect(entry?.content.track.source).to.equal(standIns ? 'two' : undefined);
      await tonearm.close();
    });
  }
});
