import { readdirSync, readFileSync } from 'node:fs';
import { setImmediate as settle } from 'node:timers/promises';
import { expect } from 'chai';
import { findFfmpeg } from '../src/audio/find-ffmpeg.js';
import { createTonearm } from '../src/create-tonearm.js';
import { SetupError } from '../src/errors/setup-errors.js';
import { rejection } from '../src/testing/rejection.js';
import { Container } from '../src/di/container.js';
import { tokens } from '../src/di/tokens.js';
import type { Plugin } from '../src/plugin-host/plugin.js';
import { silentLogger } from '../src/runtime/logger.js';
import { aTrack } from '../src/testing/a-track.js';
import { FakeClock } from '../src/testing/fake-clock.js';
import { FakeSource } from '../src/testing/fake-source.js';
import { FakeVoiceConnector } from '../src/testing/fake-voice.js';

/** More guilds than the lane of lookups has places. */
const GUILDS = 150;

describe('createTonearm', () => {
  it('opens tracks for every guild, however many wait at once', async () => {
    const source = new FakeSource({ tracks: [aTrack({ title: 'Needle Drop' })] });
    const connector = new FakeVoiceConnector();
    const container = new Container();
    container.provide(tokens.clock, new FakeClock());
    container.provide(tokens.logger, silentLogger);
    container.provide(tokens.transcoder, undefined);
    const fakes: Plugin = {
      name: 'fakes',
      setup: ({ sources, provide }) => {
        sources.add(source);
        provide(tokens.voiceConnector, connector);
      },
    };
    const tonearm = await createTonearm({
      container,
      plugins: [fakes],
      limits: { voiceConnections: GUILDS + 1, streams: GUILDS + 1 },
    });
    const play = (guildId: string) =>
      tonearm.play({
        guildId,
        voiceChannelId: 'lounge',
        requestedBy: 'ada',
        text: 'needle drop',
        priority: 'normal',
        place: 'end',
      }).added;
    await play('the first, so that all others have their answer at once');
    const opens = Promise.withResolvers<void>();
    for (let worker = 0; worker < 3; worker += 1) source.openTroubles.push({ until: opens.promise });
    const guilds = Array.from({ length: GUILDS }, (_, index) => `guild-${index}`);
    await Promise.all(guilds.map(play));
    opens.resolve();
    for (let round = 0; source.openStreams <= GUILDS && round < 2_000; round += 1) await settle();
    await settle();
    const silent = guilds.filter((guildId) => connector.of(guildId).output.play(1) === 0);
    expect(silent).to.deep.equal([]);
    await tonearm.close();
  });

  it('ends the threads that encode when it is closed', async function () {
    if (process.platform !== 'linux' || (await findFfmpeg()) === undefined) {
      console.log('      skipped: it takes Linux, where threads have names, and an ffmpeg');
      this.skip();
    }
    const encoders = () =>
      readdirSync('/proc/self/task').filter((id) => /encoder/.test(readFileSync(`/proc/self/task/${id}/comm`, 'utf8')));
    const before = encoders().length;
    const container = new Container();
    container.provide(tokens.logger, silentLogger);
    container.provide(tokens.voiceConnector, new FakeVoiceConnector());
    const tonearm = await createTonearm({ container, plugins: [] });
    for (let turn = 0; encoders().length === before && turn < 2_000; turn += 1) await settle();
    expect(encoders().length, 'one waits from the start').to.equal(before + 1);
    await tonearm.close();
    expect(encoders()).to.have.length(before);
  });

  for (const hedge of [undefined, true]) {
    it(`asks a second time for what is urgent and slow ${hedge ? 'where it is told to' : 'never by default'}`, async () => {
      const source = new FakeSource();
      const container = new Container();
      const clock = new FakeClock();
      container.provide(tokens.clock, clock);
      container.provide(tokens.logger, silentLogger);
      container.provide(tokens.transcoder, undefined);
      container.provide(tokens.voiceConnector, new FakeVoiceConnector());
      const fakes: Plugin = { name: 'fakes', setup: ({ sources }) => void sources.add(source) };
      const tonearm = await createTonearm({ container, plugins: [fakes], ...(hedge !== undefined && { hedge }) });
      const play = (text: string) =>
        tonearm.play({
          ...{ guildId: 'guild', voiceChannelId: 'lounge', requestedBy: 'ada', text, place: 'end' },
          priority: 'urgent',
        }).added;
      for (let song = 0; song < 30; song += 1) await play(`fake: nothing ${song}`).catch(() => {});
      const asked = source.resolved.length;
      source.resolveTroubles.push({ until: new Promise(() => {}) });
      play('fake: needle').catch(() => {});
      await clock.advance(5_000);
      expect(source.resolved.length - asked).to.equal(hedge ? 2 : 1);
      await tonearm.close();
    });
  }

  const NONSENSE: readonly [options: string, words: RegExp][] = [
    ['{"workers":0}', /workers has to be a whole number of at least 1, not 0/],
    ['{"workers":"3"}', /workers has to be a whole number of at least 1, not 3/],
    ['{"workers":4,"maxWorkers":3}', /maxWorkers has to be a whole number of at least 4, not 3/],
    ['{"capacity":-1}', /capacity has to be a whole number of at least 1, not -1/],
    ['{"warmPerMinute":1.5}', /warmPerMinute has to be a whole number of at least 0, not 1.5/],
    ['{"hedge":"yes"}', /hedge has to be one of true, false, not yes/],
    ['{"limits":{"streams":0}}', /limits.streams has to be a whole number above 0, not 0/],
    ['{"limits":{"memorySoftBytes":9,"memoryHardBytes":9}}', /memorySoftBytes \(9\) has to be below .* \(9\)/],
    ['{"limits":{"voices":3}}', /limits.voices is not known; there are: voiceConnections, /],
    ['{"store":" "}', /store has to be a file path or the address of a database, not “”/],
    ['{"store":"mongodb://here"}', /No store opens an address like mongodb:\/\/… Use a file path, or one of: sqlite:/],
    ['{"view":"neon"}', /There is no view named “neon”. Installed: none/],
    ['{"ffmpegPath":"/no/such/ffmpeg"}', /ffmpeg path in the options is “\/no\/such\/ffmpeg”, but/],
  ];
  for (const [options, words] of NONSENSE) {
    it(`refuses ${options}, saying what was expected and what came, and leaves nothing running`, async () => {
      const container = new Container();
      const clock = new FakeClock();
      container.provide(tokens.clock, clock);
      container.provide(tokens.logger, silentLogger);
      // As plain JavaScript may call it.
      const error = await rejection(createTonearm({ container, plugins: [], ...JSON.parse(options) }));
      expect(error).to.be.instanceOf(SetupError).with.property('message').that.matches(words);
      expect(clock.pendingTimers).to.equal(0);
    });
  }

  it('refuses two plugins of one name', async () => {
    const twice: Plugin = { name: 'twice' };
    const container = new Container();
    container.provide(tokens.logger, silentLogger);
    const error = await rejection(createTonearm({ container, plugins: [twice, twice] }));
    expect(error).to.be.instanceOf(SetupError).with.property('message').that.includes('twice');
  });

  it('refuses a request whose priority or place is none, before anything is kept for it', async () => {
    const container = new Container();
    container.provide(tokens.clock, new FakeClock());
    container.provide(tokens.logger, silentLogger);
    container.provide(tokens.transcoder, undefined);
    const tonearm = await createTonearm({ container, plugins: [] });
    const request = {
      guildId: 'g',
      voiceChannelId: 'v',
      requestedBy: 'ada',
      text: 'x',
      priority: 'normal',
      place: 'end',
    };
    for (const [nonsense, words] of [
      ['{"priority":"soon"}', 'priority has to be one of urgent, high, normal, low, not soon.'],
      ['{"place":3}', 'place has to be one of now, next, end, not 3.'],
    ] as const) {
      expect(() => tonearm.play({ ...request, ...JSON.parse(nonsense) })).to.throw(SetupError, words);
    }
    expect(tonearm.census()).to.deep.include({ sessions: 0, cards: 0 });
    await tonearm.close();
  });
});
