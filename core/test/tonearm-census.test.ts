import { expect } from 'chai';
import { createTonearm } from '../src/create-tonearm.js';
import { Container } from '../src/di/container.js';
import { tokens } from '../src/di/tokens.js';
import { silentLogger } from '../src/runtime/logger.js';
import { FakeClock } from '../src/testing/fake-clock.js';
import { FakeSource } from '../src/testing/fake-source.js';
import { FakeVoiceConnector } from '../src/testing/fake-voice.js';

describe('the census of Tonearm', () => {
  it('counts what is held, and is zero after everybody left', async () => {
    const container = new Container();
    const clock = new FakeClock();
    container.provide(tokens.clock, clock);
    container.provide(tokens.logger, silentLogger);
    container.provide(tokens.transcoder, undefined);
    container.provide(tokens.voiceConnector, new FakeVoiceConnector());
    const plugin = { name: 'fakes', setup: () => void container.resolve(tokens.sources).add(new FakeSource()) };
    const tonearm = await createTonearm({ container, plugins: [plugin] });
    const asked = { voiceChannelId: 'lounge', requestedBy: 'ada', priority: 'normal', place: 'end' } as const;
    tonearm.play({ ...asked, guildId: 'a', text: 'needle' });
    tonearm.join('b', 'lounge');
    expect(tonearm.census()).to.deep.equal({ sessions: 2, cards: 1, journaled: 2 });
    tonearm.session('a')?.leave();
    tonearm.session('b')?.leave();
    await clock.advance(200);
    expect(tonearm.census()).to.deep.equal({ sessions: 0, cards: 0, journaled: 0 });
    await tonearm.close();
  });
});
