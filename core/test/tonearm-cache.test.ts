import { join } from 'node:path';
import { expect } from 'chai';
import type { TonearmOptions } from '../src/composition/tonearm-options.js';
import { createTonearm } from '../src/create-tonearm.js';
import { Container } from '../src/di/container.js';
import { tokens } from '../src/di/tokens.js';
import type { Resolution } from '../src/model/resolution.js';
import { silentLogger } from '../src/runtime/logger.js';
import type { PlayTicket } from '../src/playback/play-request.js';
import type { Tonearm } from '../src/tonearm.js';
import { aTrack } from '../src/testing/a-track.js';
import { FakeClock } from '../src/testing/fake-clock.js';
import { FakeSource } from '../src/testing/fake-source.js';
import { FakeVoiceConnector } from '../src/testing/fake-voice.js';
import { aTemporaryFolder } from './store/temporary-folder.js';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const LINK = 'https://music.example/needle-drop';

describe('Tonearm and its cache', () => {
  const folder = aTemporaryFolder();
  const open: Tonearm[] = [];

  afterEach(async () => {
    for (const tonearm of open.splice(0)) await tonearm.close();
  });

  async function aTonearm(
    options: Partial<TonearmOptions> & { readonly clock?: FakeClock; readonly source?: FakeSource } = {},
  ) {
    const source = options.source ?? new FakeSource({ tracks: [aTrack({ durationMs: 1_000 })] });
    const connector = new FakeVoiceConnector();
    const clock = options.clock ?? new FakeClock();
    const container = new Container();
    container.provide(tokens.clock, clock);
    container.provide(tokens.logger, silentLogger);
    container.provide(tokens.transcoder, undefined);
    container.provide(tokens.voiceConnector, connector);
    const fakes = { name: 'fakes', setup: () => container.resolve(tokens.sources).add(source) };
    const tonearm = await createTonearm({ container, plugins: [fakes], ...options });
    open.push(tonearm);
    const play = (guildId = 'guild', text = LINK): PlayTicket =>
      tonearm.play({ guildId, voiceChannelId: 'lounge', requestedBy: 'ada', text, priority: 'normal', place: 'end' });
    /** Asks from so many guilds that it will be wanted again. */
    const makePopular = async () => {
      for (let guild = 0; guild < 10; guild++) await play(`guild-${guild}`).added;
      source.resolved.length = 0;
    };
    return { tonearm, source, clock, connector, play, makePopular };
  }

  it('plays what a hit gives, after a restart too, and asks the source for its sound alone', async () => {
    const store = join(folder, 'tonearm.sqlite');
    const before = await aTonearm({ store });
    await before.play().added;
    await before.tonearm.close();
    const { play, source, clock, connector, tonearm } = await aTonearm({ store, clock: before.clock });
    expect(await play().added).to.have.nested.property('track.title', 'Needle Drop');
    for (let round = 0; round < 5; round++) await clock.advance(100);
    expect(connector.of('guild').output.play(50)).to.equal(50);
    expect([source.resolved.length, source.opened.length]).to.deep.equal([0, 1]);
    expect(await tonearm.cacheFigures()).to.include({ hits: 1, misses: 0, entries: 1 });
  });

  it('gives one answer to every spelling of a link', async () => {
    const { play, source, tonearm } = await aTonearm();
    for (const spelling of [LINK, `${LINK}?t=30`, `<${LINK}>`]) await play('guild', spelling).added;
    expect(source.resolved).to.have.length(1);
    expect(await tonearm.cacheFigures()).to.include({ hits: 2, misses: 1, entries: 1 });
  });

  it('keeps the first page of a playlist when a further one was fetched', async () => {
    const page = (title: string, next?: string) => {
      const items = [aTrack({ id: title, title, durationMs: 1_000 })];
      return { title, url: '', trackCount: 2, items, ...(next !== undefined && { next }) };
    };
    const source = new ShortLinkedPlaylist({ playlists: { short: page('One', 'two'), two: page('Two') } });
    const { play, clock } = await aTonearm({ source });
    await play('guild', 'https://music.example/short').added;
    for (let round = 0; round < 20 && source.resolved.length < 2; round++) await clock.advance(100);
    expect(source.resolved, 'the second page was fetched').to.have.length(2);
    expect(await play('other', 'https://music.example/short').added).to.include({ kind: 'playlist', title: 'One' });
  });

  it('renews by itself what is popular, and says what that was worth', async () => {
    const { play, makePopular, source, clock, tonearm } = await aTonearm();
    await makePopular();
    expect(await tonearm.cacheFigures()).to.include({ popular: 1, renewed: 0 });
    clock.jump(DAY_MS - 5 * MINUTE_MS);
    await clock.advance(5 * MINUTE_MS);
    expect(source.resolved).to.have.length(1);
    await play().added;
    expect(source.resolved, 'nobody waits, and nothing has to be renewed behind').to.have.length(1);
    expect(await tonearm.cacheFigures()).to.include({ renewed: 1, renewedThenHit: 1 });
  });

  it('renews nothing by itself when it is told not to', async () => {
    const { makePopular, source, clock, tonearm } = await aTonearm({ warmPerMinute: 0 });
    await makePopular();
    clock.jump(DAY_MS - 5 * MINUTE_MS);
    await clock.advance(5 * MINUTE_MS);
    expect(source.resolved).to.deep.equal([]);
    expect(await tonearm.cacheFigures()).to.include({ popular: 1, renewed: 0 });
  });

  it('renews when asked to, within the budget', async () => {
    const { makePopular, clock, tonearm } = await aTonearm({ warmPerMinute: 1 });
    await makePopular();
    expect(await tonearm.warmCache()).to.deep.equal({ renewed: 0, failed: 0, left: 0, because: null });
    clock.jump(DAY_MS - 5 * MINUTE_MS);
    expect(await tonearm.warmCache()).to.deep.equal({ renewed: 1, failed: 0, left: 0, because: null });
  });

  it('forgets everything when asked to', async () => {
    const { play, makePopular, source, tonearm } = await aTonearm();
    await makePopular();
    expect(await tonearm.clearCache()).to.equal(1);
    expect(await tonearm.cacheFigures()).to.include({ entries: 0, bytes: 0, popular: 0 });
    await play().added;
    expect(source.resolved).to.have.length(1);
  });
});

/** Only by asking does it learn what a link to a playlist truly means. */
class ShortLinkedPlaylist extends FakeSource {
  override async resolve(...call: Parameters<FakeSource['resolve']>): Promise<Resolution> {
    return { ...(await super.resolve(...call)), canonical: { source: this.name, kind: 'playlist', id: 'long' } };
  }
}
