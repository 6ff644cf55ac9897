import { setImmediate as settle } from 'node:timers/promises';
import { expect } from 'chai';
import { createTonearm } from '../src/create-tonearm.js';
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
});
