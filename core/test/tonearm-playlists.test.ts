import { setImmediate as settle } from 'node:timers/promises';
import { expect } from 'chai';
import { createTonearm } from '../src/create-tonearm.js';
import { Container } from '../src/di/container.js';
import { tokens } from '../src/di/tokens.js';
import { PlaylistError } from '../src/errors/playlist-errors.js';
import { CancelledError, NothingFoundError, RefusedError, UnknownLinkError } from '../src/errors/request-errors.js';
import { SourceUnavailableError } from '../src/errors/source-errors.js';
import type { Playlist } from '../src/model/resolution.js';
import type { Plugin } from '../src/plugin-host/plugin.js';
import type { PlayRequest } from '../src/playback/play-request.js';
import type { Editor, PlaylistOwner } from '../src/playlists/saved-playlist.js';
import { silentLogger } from '../src/runtime/logger.js';
import { MemoryStore } from '../src/store/memory-store.js';
import { aTrack } from '../src/testing/a-track.js';
import { FakeClock } from '../src/testing/fake-clock.js';
import { FakeSource } from '../src/testing/fake-source.js';
import { FakeVoiceConnector } from '../src/testing/fake-voice.js';
import { rejection } from '../src/testing/rejection.js';

const GUILD: PlaylistOwner = { kind: 'guild', id: 'guild' };
const ADA: Editor = { id: 'ada', isDj: false };
const TRACKS = ['a', 'b', 'c', 'd', 'e'].map((id) => aTrack({ id, title: id }));
const LINK = 'https://music.example/album';
const IMPORT = { guildId: 'guild', owner: GUILD, name: 'Album', by: ADA, text: LINK };

const page = (items: Playlist['items'], next?: string): Playlist => ({
  title: 'Album',
  url: LINK,
  trackCount: null,
  items,
  ...(next !== undefined && { next }),
});

describe('Tonearm with playlists', () => {
  let clock: FakeClock;
  let store: MemoryStore;
  let source: FakeSource;

  beforeEach(() => {
    clock = new FakeClock();
    store = new MemoryStore(clock);
    const [a, b, c, d, e] = TRACKS;
    if (!a || !b || !c || !d || !e) throw new Error('There are five');
    const playlists = {
      album: page([a, b], 'page-2'),
      'page-2': page([c, { source: 'fake', kind: 'track', id: 'd' }], 'page-3'),
      'page-3': page([e]),
      nothing: page([]),
    };
    source = new FakeSource({ tracks: TRACKS, playlists });
  });

  async function aBot() {
    const container = new Container();
    container.provide(tokens.clock, clock);
    container.provide(tokens.logger, silentLogger);
    container.provide(tokens.store, store);
    container.provide(tokens.transcoder, undefined);
    const fakes: Plugin = {
      name: 'fakes',
      setup: ({ sources, views, provide }) => {
        sources.add(source);
        views.add({ name: 'plain', render: () => ({ text: 'x' }) });
        provide(tokens.voiceConnector, new FakeVoiceConnector());
      },
    };
    const tonearm = await createTonearm({ container, plugins: [fakes] });
    const request = { guildId: 'guild', requestedBy: 'ada', voiceChannelId: 'lounge', priority: 'normal' } as const;
    return {
      tonearm,
      play: (more: Partial<PlayRequest>) => tonearm.play({ ...request, text: 'Mix', place: 'end', ...more }),
      standing: () => {
        const { playing, upcoming = [] } = tonearm.session('guild')?.snapshot ?? {};
        const entries = [...(playing ? [playing.entry] : []), ...upcoming];
        return entries.map(({ content }) => (content.kind === 'track' ? content.track.id : content.kind));
      },
    };
  }

  async function pass(ms = 1_000): Promise<void> {
    for (let round = 0; round < 20; round += 1) await settle();
    await clock.advance(ms);
  }

  it('plays a playlist as one request, in its order, without looking anything up', async () => {
    const { play, standing, tonearm } = await aBot();
    const { added } = play({ tracks: TRACKS });
    expect(await added).to.deep.equal({ kind: 'playlist', title: 'Mix', trackCount: 5 });
    await pass();
    expect(standing()).to.deep.equal(['a', 'b', 'c', 'd', 'e']);
    expect(source.resolved).to.deep.equal([]);
    const { playing, upcoming = [] } = tonearm.session('guild')?.snapshot ?? {};
    expect(new Set([playing?.entry, ...upcoming].map((entry) => entry?.requestId)).size).to.equal(1);
  });

  it('plays it now or next where that is asked for, within the rules of the guild', async () => {
    const { play, standing, tonearm } = await aBot();
    await play({ tracks: TRACKS.slice(0, 2) }).added;
    await pass();
    await play({ tracks: TRACKS.slice(2, 4), place: 'next' }).added;
    expect(standing()).to.deep.equal(['a', 'c', 'd', 'b']);
    await play({ tracks: TRACKS.slice(4), place: 'now' }).added;
    await pass();
    expect(standing()).to.deep.equal(['e', 'c', 'd', 'b']);
    await tonearm.settings.change('guild', { mostPerListener: 4 });
    expect(await play({ tracks: TRACKS }).added).to.deep.include({ kind: 'playlist', leftOut: 4 });
    expect(() => play({ tracks: TRACKS })).to.throw(RefusedError);
    expect(await rejection(play({ tracks: [], requestedBy: 'ben' }).added)).to.be.instanceOf(NothingFoundError);
  });

  it('has it in the queue after a crash as soon as it was accepted, and looks nothing up then either', async () => {
    const { play } = await aBot();
    await play({ tracks: TRACKS }).accepted;
    // The disk as it is at this moment; whatever the first process still writes is lost.
    const saved = await store.load('sessions', 'guild');
    store = new MemoryStore(clock);
    await store.save('sessions', 'guild', saved ?? null);
    const after = await aBot();
    expect(await after.tonearm.restore()).to.equal(1);
    await pass();
    expect(after.standing()).to.deep.equal(['a', 'b', 'c', 'd', 'e']);
    expect(source.resolved).to.deep.equal([]);
  });

  it('puts 5,000 tracks into the queue within a second', async () => {
    const { play, standing } = await aBot();
    const many = Array.from({ length: 5_000 }, (_, index) => aTrack({ id: `${index}` }));
    const beganMs = performance.now();
    const ticket = play({ tracks: many });
    await ticket.added;
    await ticket.accepted;
    expect(performance.now() - beganMs).to.be.below(1_000);
    expect(standing()).to.have.length(5_000);
  });

  it('keeps all pages of a playlist behind a link, as a task of its guild', async () => {
    const { tonearm } = await aBot();
    const { taskId, added } = await tonearm.importPlaylist({ ...IMPORT, id: 'the-task' });
    expect(taskId).to.equal('the-task');
    expect(await added).to.equal(5);
    expect(tonearm.status('guild').tasks).to.have.nested.property('[0].id', 'the-task');
    const { items, createdBy } = await tonearm.playlists.find(GUILD, 'album');
    expect(items.map(({ id }) => id)).to.deep.equal(['a', 'b', 'c', 'd', 'e']);
    expect(createdBy).to.equal('ada');
  });

  it('adds to a playlist that is there, and is refused where that may not be changed', async () => {
    const { tonearm } = await aBot();
    await tonearm.playlists.create(GUILD, 'Album', ADA, TRACKS.slice(4));
    await (await tonearm.importPlaylist(IMPORT)).added;
    expect((await tonearm.playlists.find(GUILD, 'Album')).items.map(({ id }) => id).join('')).to.equal('eabcde');
    const refused = await rejection(tonearm.importPlaylist({ ...IMPORT, by: { id: 'ben', isDj: false } }));
    expect(refused).to.be.instanceOf(PlaylistError);
    expect(tonearm.status('guild').tasks).to.have.length(1);
  });

  it('goes on where a try has failed, and adds nothing twice', async () => {
    const { tonearm } = await aBot();
    const trouble = { error: new SourceUnavailableError('fake', 'Away.') };
    source.resolveTroubles.push({ until: Promise.resolve() }, trouble);
    const { added } = await tonearm.importPlaylist(IMPORT);
    for (let round = 0; round < 10; round += 1) await pass(2_000);
    expect(await added).to.equal(5);
    expect((await tonearm.playlists.find(GUILD, 'Album')).items.map(({ id }) => id).join('')).to.equal('abcde');
  });

  it('goes on after a crash where it was, adds nothing twice, and can be told to whom it was promised', async () => {
    const { tonearm } = await aBot();
    source.resolveTroubles.push({ until: Promise.resolve() }, { until: new Promise(() => {}) });
    await tonearm.importPlaylist({ ...IMPORT, id: 'the-task', address: 'of the reply' });
    await pass();
    expect((await tonearm.playlists.find(GUILD, 'Album')).items).to.have.length(2);
    const after = await aBot();
    const [resumed, ...others] = await after.tonearm.resumeImports();
    expect(others).to.deep.equal([]);
    expect(resumed?.request).to.deep.include({ address: 'of the reply', name: 'Album' });
    expect(resumed?.ticket.taskId).to.equal('the-task');
    expect(await resumed?.ticket.added).to.equal(5);
    const { items, ...facts } = await after.tonearm.playlists.find(GUILD, 'Album');
    expect(items.map(({ id }) => id).join('')).to.equal('abcde');
    expect(facts).to.not.have.property('imports');
    expect(await (await aBot()).tonearm.resumeImports(), 'it is over').to.deep.equal([]);
  });

  it('is left to the next process by an orderly end', async () => {
    const { tonearm } = await aBot();
    source.resolveTroubles.push({ until: Promise.resolve() }, { until: new Promise(() => {}) });
    const { added } = await tonearm.importPlaylist(IMPORT);
    await pass();
    let told = false;
    const tell = () => {
      told = true;
    };
    added.then(tell, tell);
    await tonearm.close();
    await pass();
    expect(told, 'nothing is cancelled that goes on').to.equal(false);
    const [resumed] = await (await aBot()).tonearm.resumeImports();
    expect(await resumed?.ticket.added).to.equal(5);
  });

  it('can be cancelled; what had come by then stays', async () => {
    const { tonearm } = await aBot();
    source.resolveTroubles.push({ until: Promise.resolve() }, { until: new Promise(() => {}) });
    const { taskId, added } = await tonearm.importPlaylist(IMPORT);
    await pass();
    expect(tonearm.cancel(taskId, 'Enough.')).to.equal(true);
    expect(await rejection(added)).to.be.instanceOf(CancelledError);
    expect((await tonearm.playlists.find(GUILD, 'Album')).items.map(({ id }) => id)).to.deep.equal(['a', 'b']);
  });

  it('makes no playlist of a link that leads to none, and takes no link that nobody knows', async () => {
    const { tonearm } = await aBot();
    for (const text of ['https://music.example/nothing', 'no such words']) {
      const { added } = await tonearm.importPlaylist({ ...IMPORT, text });
      expect(await rejection(added))
        .to.be.instanceOf(PlaylistError)
        .with.deep.property('problem', { kind: 'no-list' });
    }
    const unknown = { ...IMPORT, text: 'https://elsewhere.example/x' };
    expect(await rejection(tonearm.importPlaylist(unknown))).to.be.instanceOf(UnknownLinkError);
    expect(await tonearm.playlists.list(GUILD)).to.deep.equal([]);
  });
});
