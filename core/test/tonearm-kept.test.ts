import { join } from 'node:path';
import { expect } from 'chai';
import { createTonearm } from '../src/create-tonearm.js';
import { Container } from '../src/di/container.js';
import { tokens } from '../src/di/tokens.js';
import type { Plugin } from '../src/plugin-host/plugin.js';
import { silentLogger } from '../src/runtime/logger.js';
import { aTrack } from '../src/testing/a-track.js';
import { FakeSource } from '../src/testing/fake-source.js';
import { FakeVoiceConnector } from '../src/testing/fake-voice.js';
import { aTemporaryFolder } from './store/temporary-folder.js';

const TRACKS = ['a', 'b', 'c'].map((id) => aTrack({ id, title: id }));
const BY = { id: 'ada', isDj: false };

describe('what is kept in a SQLite file', () => {
  const folder = aTemporaryFolder();

  async function aProcess(onAsked: () => void = () => {}) {
    const source = new FakeSource({ tracks: TRACKS });
    const container = new Container();
    container.provide(tokens.logger, silentLogger);
    container.provide(tokens.transcoder, { transcode: ({ readable }) => readable });
    const fakes: Plugin = {
      name: 'fakes',
      setup: ({ sources, views, provide }) => {
        sources.add(source);
        views.add({ name: 'plain', render: () => ({ text: 'x' }) });
        provide(tokens.voiceConnector, new FakeVoiceConnector());
      },
    };
    const lyrics = {
      name: 'Elsewhere',
      find: async () => {
        onAsked();
        return { kind: 'plain', lines: ['La'] } as const;
      },
    };
    const store = join(folder, 'kept.sqlite');
    return { source, tonearm: await createTonearm({ container, store, plugins: [fakes], lyrics: [lyrics] }) };
  }

  it('is there after a restart: settings, playlists, favourites, lyrics, and what was queued of a playlist', async () => {
    let asked = 0;
    const first = await aProcess(() => {
      asked += 1;
    });
    const guild = { kind: 'guild', id: 'guild' } as const;
    const user = { kind: 'user', id: 'ada' } as const;
    await first.tonearm.settings.change('guild', { volumePercent: 60, language: 'de' });
    await first.tonearm.playlists.create(guild, 'Ours', BY, TRACKS);
    await first.tonearm.playlists.create(user, 'Mine', BY, TRACKS.slice(0, 1));
    await first.tonearm.favourites.add('ada', aTrack());
    await first.tonearm.lyrics(aTrack());
    const { name, items } = await first.tonearm.playlists.find(guild, 'ours');
    const request = { guildId: 'guild', voiceChannelId: 'lounge', requestedBy: 'ada', text: name, tracks: items };
    await first.tonearm.play({ ...request, priority: 'normal', place: 'end' }).accepted;
    await first.tonearm.close();

    const { tonearm, source } = await aProcess(() => {
      asked += 1;
    });
    expect(tonearm.settings.of('guild')).to.include({ volumePercent: 60, language: 'de' });
    expect((await tonearm.playlists.list(guild)).map(({ name: kept }) => kept)).to.deep.equal(['Ours']);
    expect((await tonearm.playlists.find(guild, 'OURS')).items).to.deep.equal(TRACKS);
    expect((await tonearm.playlists.list(user)).map(({ name: kept }) => kept)).to.deep.equal(['Mine']);
    expect(await tonearm.favourites.list('ada')).to.deep.equal([aTrack()]);
    expect((await tonearm.lyrics(aTrack()))?.words).to.deep.equal({ kind: 'plain', lines: ['La'] });
    expect(asked).to.equal(1);
    expect(await tonearm.restore()).to.equal(1);
    const { playing, upcoming = [], sound } = tonearm.session('guild')?.snapshot ?? {};
    const standing = [...(playing ? [playing.entry] : []), ...upcoming];
    expect(standing.map(({ content }) => content.kind === 'track' && content.track.id)).to.deep.equal(['a', 'b', 'c']);
    expect(sound?.volumePercent).to.equal(60);
    expect(source.resolved).to.deep.equal([]);
    await tonearm.close();
  });
});
