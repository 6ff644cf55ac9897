import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type AudioSource, Container, Registry, silentLogger, tokens } from '@tonearm/core';
import { aTrack, FakeSource } from '@tonearm/core/testing';
import type { SandboxInteraction } from '@tonearm/discord-sandbox';
import { expect } from 'chai';
import { startBot } from '../../src/bot.js';
import { readConfig } from '../../src/config.js';
import { aBot } from '../support/a-bot.js';
import { renewSapphire } from '../support/renew-sapphire.js';

const TRACKS = ['a', 'b', 'c'].map((id) => aTrack({ id, title: id }));

/** A source with an album of two pages, in the place of all others. */
function provideAlbum(container: Container): FakeSource {
  const page = { title: 'Album', url: '', trackCount: TRACKS.length };
  const playlists = {
    album: { ...page, items: TRACKS.slice(0, 1), next: 'page-2' },
    'page-2': { ...page, items: TRACKS.slice(1) },
  };
  const source = new FakeSource({ tracks: TRACKS, playlists });
  const sources = new Registry<AudioSource>('source');
  sources.add(source);
  container.provide(tokens.sources, sources);
  return source;
}

describe('a bot that is started again', function () {
  this.timeout(30_000);

  it('goes on with what was being kept, and tells it in the reply that promised it', async () => {
    const dataDir = await mkdtemp(path.join(tmpdir(), 'tonearm-kept-'));
    const env = { DATA_DIR: dataDir };
    const bot = await aBot({
      env,
      provide: (container) => {
        const stuck = provideAlbum(container);
        stuck.resolveTroubles.push({ until: Promise.resolve() }, { until: new Promise(() => {}) });
      },
    });
    const shows = (words: RegExp) => (one: SandboxInteraction) => words.test(one.message?.content ?? '');
    const link = 'https://music.example/album';
    const used = await bot.manager.command(bot.text, 'playlist import', { name: 'Album', link });
    await used.waitFor(shows(/^Keeping it as \*\*Album\*\*/));
    await bot.tonearm.close();
    await bot.client.destroy();

    await renewSapphire();
    const container = new Container();
    container.provide(tokens.logger, silentLogger);
    provideAlbum(container);
    const { sandbox, guild, music } = bot;
    const places = { GUILD_ID: guild.id, MUSIC_DIR: music.path, ...env };
    const again = await startBot(readConfig({ ...sandbox.environment, ...places }), container);
    await used.waitFor(shows(/^Kept 3 tracks in \*\*Album\*\*\.$/));
    const said = used.responses.flatMap(({ message }) => message?.content ?? []).filter((text) => text !== '');
    expect(
      said.every((text) => /^(Keeping|Kept)/.test(text)),
      said.join(' / '),
    ).to.equal(true);
    const { items } = await again.tonearm.playlists.find({ kind: 'user', id: bot.manager.id }, 'Album');
    expect(items.map(({ id }) => id)).to.deep.equal(['a', 'b', 'c']);
    await again.close();
    await bot.close();
    await rm(dataDir, { recursive: true, force: true });
  });
});
