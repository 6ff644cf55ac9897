import { SystemClock, type Track } from '@tonearm/core';
import { aTrack, FakeSource } from '@tonearm/core/testing';
import { type FetchOptions, linkSources } from '@tonearm/source-links';
import { expect } from 'chai';
import { aBot, type TestBot } from './support/a-bot.js';
import { controlsOf, reaches, wordsOf } from './support/cards.js';
import { RETRIES } from './support/gaps.js';

const LONG_MS = 200_000;
const idOf = (index: number) => String(index).padStart(22, '0');
const link = (kind: string, index: number) => `https://open.spotify.com/${kind}/${idOf(index)}?si=abc`;

/** The page for embedding, as Spotify writes it; invented. */
const pageOf = (entity: object) =>
  `<!DOCTYPE html><html><body><script id="__NEXT_DATA__" type="application/json">${JSON.stringify({
    props: { pageProps: { state: { data: { entity } } } },
  })}</script></body></html>`;
const song = (title: string, durationMs: number) => ({
  name: title,
  artists: [{ name: 'The Tonearms' }],
  duration: durationMs,
});

/** Titles of which the source with sound has exactly what is wanted, one each. */
const BEST = Array.from({ length: 200 }, (_, index) => `Side ${index + 1} Groove`);

describe('/play with links of services without sound', function () {
  this.timeout(30_000);
  this.retries(RETRIES);
  let bot: TestBot;
  let asked: string[];
  let shelf: FakeSource;
  const pages = new Map<string, string>();

  before(async () => {
    bot = await aBot();
    const fetch = async (url: string, _: FetchOptions) => {
      asked.push(url);
      const page = pages.get(url);
      return page === undefined ? new Response('', { status: 404 }) : new Response(page);
    };
    for (const source of linkSources({ fetch }, new SystemClock())) bot.tonearm.sources.replace(source);
    const at = (id: string, facts: Partial<Track>) =>
      aTrack({ source: 'shelf', id, author: 'The Tonearms', durationMs: LONG_MS, ...facts });
    shelf = new FakeSource({
      name: 'shelf',
      tracks: [
        at('studio', { title: 'Run Out' }),
        at('live', { title: 'Run Out (Live)' }),
        ...BEST.map((title, index) => at(`side-${index + 1}`, { title })),
      ],
    });
    bot.tonearm.sources.add(shelf);
    bot.manager.joinVoice(bot.voice);
    pages.set(`https://open.spotify.com/embed/track/${idOf(1)}`, pageOf(song('Short Drop', 3_000)));
    pages.set(`https://open.spotify.com/embed/track/${idOf(2)}`, pageOf(song('Run Out', LONG_MS)));
    pages.set(`https://open.spotify.com/embed/track/${idOf(3)}`, pageOf(song('Nowhere at All', LONG_MS)));
  });
  after(() => bot.close());
  beforeEach(() => {
    asked = [];
  });
  afterEach(async () => {
    await bot.tonearm.settings.reset(bot.guild.id);
    bot.tonearm.session(bot.guild.id)?.stop();
    if (bot.voice.listener.frames.length > 0) await bot.voice.listener.waitForEnd();
    bot.voice.listener.clear();
  });

  const playing = () => bot.tonearm.session(bot.guild.id)?.snapshot.playing?.entry.content;

  it('plays the matching file of the folder, packet for packet, and says from where and how sure that is', async () => {
    const { shortDrop } = bot.music.packets;
    const card = await bot.manager.command(bot.text, 'play', { query: link('track', 1) });
    await reaches(card, 'playing');
    expect(wordsOf(card.message)).to.match(/From local, for spotify \(\d+ % sure\)/);
    await reaches(card, 'played');
    const heard = await bot.voice.listener.waitForFrames(shortDrop.length);
    expect(heard.map(({ opus }) => Buffer.from(opus).toString('hex'))).to.deep.equal(
      shortDrop.map(({ data }) => Buffer.from(data).toString('hex')),
    );
    expect(asked).to.deep.equal([`https://open.spotify.com/embed/track/${idOf(1)}`]);
  });

  it('says in words that name the track when nobody has it', async () => {
    const card = await bot.manager.command(bot.text, 'play', { query: link('track', 3) });
    const last = await reaches(card, 'gave up');
    expect(wordsOf(last)).to.contain('Nowhere at All').and.to.contain('spotify only describes it');
  });

  it('offers nothing where no source has anything like it', async () => {
    bot.listener.joinVoice(bot.voice);
    await reaches(await bot.manager.command(bot.text, 'play', { query: 'shelf: run out' }), 'playing');
    const used = await bot.manager.command(bot.text, 'match', { query: link('track', 3) });
    expect((await used.waitForReply()).content).to.equal(
      'No source has anything like **Nowhere at All** by The Tonearms.',
    );
    bot.listener.leaveVoice();
  });

  it('says what is not there, and what is refused, like any other link', async () => {
    const card = await bot.manager.command(bot.text, 'play', { query: link('track', 99) });
    expect(wordsOf(await reaches(card, 'failed'))).to.contain('Nothing found');
  });

  it('begins a playlist of 200 tracks at once, and looks for those alone that are next', async () => {
    const items = BEST.map(
      (title, index): Track =>
        aTrack({ source: 'spotify', id: idOf(index + 100), title, author: 'The Tonearms', durationMs: LONG_MS }),
    );
    const entity = {
      name: 'Sunday Records',
      trackList: items.map(({ id, title }) => ({
        uri: `spotify:track:${id}`,
        title,
        subtitle: 'The Tonearms',
        duration: LONG_MS,
      })),
    };
    pages.set(`https://open.spotify.com/embed/playlist/${idOf(9)}`, pageOf(entity));
    const before = shelf.resolved.length;
    const card = await bot.manager.command(bot.text, 'play', { query: link('playlist', 9) });
    await reaches(card, 'playing');
    const session = bot.tonearm.session(bot.guild.id);
    expect(playing()).to.have.nested.property('track.id', 'side-1');
    expect(session?.snapshot.upcomingTracks).to.equal(199);
    session?.skip();
    await card.waitFor(({ message }) => wordsOf(message).includes('Side 2'));
    const looked = new Set(shelf.resolved.slice(before).map(({ id }) => /side \d+/.exec(id)?.[0]));
    expect(looked.size, 'tracks that were looked for').to.be.at.most(3);
    expect(asked, 'one page').to.have.length(1);
  });

  it('plays what a listener says is the right one, from then on, until that is undone', async () => {
    const card = await bot.manager.command(bot.text, 'play', { query: link('track', 2) });
    await reaches(card, 'playing');
    expect(playing()).to.have.nested.property('track.id', 'studio');

    const button = controlsOf(card.message).find((id) => id.startsWith('tonearm:rematch:')) ?? '';
    if (!card.message) throw new Error('There is no card');
    const offer = await bot.manager.click(card.message, button);
    await offer.waitForReply();
    expect(offer.ephemeral).to.equal(true);
    expect(offer.message?.content).to.equal(
      'What should I play for **Run Out** by The Tonearms? The best match comes first.',
    );
    const pick = async (used: typeof offer, value: string) => {
      if (!used.message) throw new Error('There is no menu');
      const [menu = ''] = controlsOf(used.message);
      const picked = await bot.manager.pick(used.message, menu, [value]);
      await picked.waitForReply();
      return picked;
    };
    await pick(offer, 'shelf:track:live');
    await card.waitFor(({ message }) => wordsOf(message).includes('Live'));
    expect(offer.message?.content).to.equal(
      'From now on I play **Run Out (Live)** by The Tonearms for it in this server.',
    );
    expect(playing()).to.have.nested.property('detour.chosen', true);

    bot.tonearm.session(bot.guild.id)?.stop();
    const again = await bot.manager.command(bot.text, 'play', { query: link('track', 2) });
    await reaches(again, 'playing');
    expect(playing(), 'it is remembered').to.have.nested.property('track.id', 'live');

    const undo = await bot.manager.command(bot.text, 'match', { query: link('track', 2) });
    await undo.waitForReply();
    expect(undo.message?.content).to.contain('as somebody has chosen');
    await pick(undo, 'automatic');
    await again.waitFor(() => playing()?.track.id === 'studio');
    expect(undo.message?.content).to.equal('From now on I look for it myself again.');
    expect(
      await bot.tonearm.matches.offer(bot.guild.id, aTrack({ source: 'spotify', id: idOf(2), title: 'Run Out' })),
    ).to.have.property('chosen', undefined);
  });

  it('neither offers nor takes what the rules of the server do not let in', async () => {
    const card = await bot.manager.command(bot.text, 'play', { query: link('track', 2) });
    await reaches(card, 'playing');
    const match = async () => {
      const used = await bot.manager.command(bot.text, 'match');
      await used.waitForReply();
      if (!used.message) throw new Error('There is no menu');
      return used.message;
    };
    const shown = await match();
    await bot.tonearm.settings.change(bot.guild.id, { blocked: ['(live)'] });
    const picked = await bot.manager.pick(shown, controlsOf(shown)[0] ?? '', ['shelf:track:live']);
    await picked.waitFor(({ message }) => message?.content === '“Run Out (Live)” is blocked here.');
    expect(playing()).to.have.nested.property('track.id', 'studio');
    const again = await match();
    expect(JSON.stringify(again.components)).to.contain('shelf:track:studio').and.not.contain('shelf:track:live');
  });

  it('has nothing to choose where a track plays from where it was found', async () => {
    const card = await bot.manager.command(bot.text, 'play', { query: 'shelf: run out' });
    await reaches(card, 'playing');
    const refused = await bot.manager.command(bot.text, 'match');
    await refused.waitForReply();
    expect(refused.message?.content).to.contain('there is nothing to choose');
  });

  it('lets nobody else decide about what somebody asked for', async () => {
    bot.listener.joinVoice(bot.voice);
    const card = await bot.manager.command(bot.text, 'play', { query: link('track', 2) });
    await reaches(card, 'playing');
    const refused = await bot.listener.command(bot.text, 'match');
    await refused.waitForReply();
    expect(refused.ephemeral).to.equal(true);
    expect(refused.message?.content).to.match(/who asked for/i);
    bot.listener.leaveVoice();
  });
});
