import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Words } from '@tonearm/core';
import { aTrack, FakeSource } from '@tonearm/core/testing';
import type { SandboxInteraction } from '@tonearm/discord-sandbox';
import { expect } from 'chai';
import { controlsOf, wordsOf } from '../support/cards.js';
import { Conversation } from '../support/conversation.js';

/** Fifty lines, one every two seconds from ten seconds on. */
const SYNCED = Array.from({ length: 50 }, (_, index) => {
  const seconds = 10 + index * 2;
  return `[${String(Math.floor(seconds / 60)).padStart(2, '0')}:${String(seconds % 60).padStart(2, '0')}.00]Line ${index + 1}`;
}).join('\n');

describe('/lyrics', function () {
  this.timeout(20_000);
  let talk: Conversation;
  let server: Server;
  /** What an LRCLIB knows, by title. */
  const known = new Map<string, object>();
  let asked: string[];

  before(async () => {
    server = createServer((request, response) => {
      const title = new URL(request.url ?? '', 'http://127.0.0.1').searchParams.get('track_name') ?? '';
      asked.push(title);
      const answer = known.get(title);
      if (title === 'Echo') response.writeHead(503).end();
      else response.writeHead(answer ? 200 : 404).end(JSON.stringify(answer ?? { code: 404, name: 'TrackNotFound' }));
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    // It listens on TCP, so its address is one.
    const { port } = server.address() as AddressInfo;
    talk = await Conversation.begin({ env: { LRCLIB_URL: `http://127.0.0.1:${port}` } });
    known.set('Alpha', { syncedLyrics: SYNCED, plainLyrics: 'plain' });
    known.set('Bravo', { syncedLyrics: null, plainLyrics: '# One *line*\n\n@everyone sings' });
    known.set('Charlie', { syncedLyrics: null, plainLyrics: null, instrumental: true });
  });
  after(async () => {
    await talk.bot.close();
    server.closeAllConnections();
    server.close();
  });
  beforeEach(() => {
    asked = [];
  });
  afterEach(() => talk.clear());

  const actionOf = (used: SandboxInteraction, name: string) =>
    controlsOf(used.message)
      .find((id) => id.includes(`:${name}:`))
      ?.slice('tonearm:'.length) ?? '';
  const description = (used: SandboxInteraction) => used.message?.embeds[0]?.description ?? '';

  it('says that nothing plays, and that nothing is found', async () => {
    expect(await talk.refusalOf('lyrics')).to.equal('Nothing plays. Give me a link or words to search for.');
    expect(await talk.answerTo('lyrics', { query: 'fake: zulu' })).to.equal('Nothing found for “fake: zulu”.');
    expect(asked).to.deep.equal([]);
  });

  it('marks the line that is sung now, and turns pages', async () => {
    await talk.queue(['Alpha']);
    await talk.say('seek', { time: '1:00' });
    const used = await talk.say('lyrics');
    expect(used.ephemeral).to.equal(true);
    expect(wordsOf(used.message))
      .to.match(/^Alpha\n/)
      .and.contain('from LRCLIB · page 2 of 3');
    expect(description(used)).to.match(/^Line 21\n[\s\S]*\n▶ \*\*Line 2[6-9]\*\*\n[\s\S]*Line 40$/);
    const shows = (words: RegExp) => (one: SandboxInteraction) => words.test(description(one));
    const on = await talk.press(used.message, actionOf(used, 'on'));
    await on.waitFor(shows(/^Line 41\n/));
    expect(description(on)).to.not.contain('▶');
    const back = await talk.press(on.message, actionOf(on, 'now'));
    await back.waitFor(shows(/^Line 21\n[\s\S]*▶/));
  });

  it('shows the words of another track as they are written, with nothing marked and nobody pinged', async () => {
    await talk.queue(['Alpha']);
    const used = await talk.say('lyrics', { query: 'fake: bravo' });
    expect(description(used)).to.equal('\\# One \\*line\\*\n\n@\u200Beveryone sings');
    expect(controlsOf(used.message)).to.deep.equal([]);
  });

  it('says that nobody sings, that nobody knows, and that it could not look', async () => {
    expect(await talk.answerTo('lyrics', { query: 'fake: charlie' })).to.equal('Nobody sings in **Charlie**.');
    const nobody = 'Nobody I may ask knows the words of **Delta**.';
    expect(await talk.answerTo('lyrics', { query: 'fake: delta' })).to.equal(nobody);
    expect(await talk.answerTo('lyrics', { query: 'fake: delta' })).to.equal(nobody);
    expect(asked.filter((title) => title === 'Delta')).to.have.length(1);
    expect(await talk.answerTo('lyrics', { query: 'fake: echo' })).to.equal(
      'The words of **Echo** could not be looked up just now. Try again in a little while.',
    );
  });

  it('asks nobody about what the tags of a file say', async () => {
    const words: Words = { kind: 'plain', lines: ['From the file'] };
    const tagged = new FakeSource({ name: 'tagged', tracks: [aTrack({ source: 'tagged', title: 'Golf' })] });
    talk.bot.tonearm.sources.add(Object.assign(tagged, { lyrics: async () => words }));
    expect(description(await talk.say('lyrics', { query: 'tagged: golf' }))).to.equal('From the file');
    expect(asked).to.deep.equal([]);
  });

  it('says that it has forgotten what is behind an old button', async () => {
    await talk.queue(['Alpha']);
    const used = await talk.say('lyrics');
    const { messages } = talk.bot.sandbox.world;
    const old = messages.get(talk.bot.text.id, used.message?.id ?? '');
    // As the buttons of a message from before a restart.
    const components = JSON.parse(JSON.stringify(old.components).replaceAll(/lyrics:[^:]+:/g, 'lyrics:gone:'));
    messages.edit(talk.bot.text.id, old.id, { components });
    const pressed = await talk.press(used.message, 'lyrics:gone:now');
    await pressed.waitFor(({ message }) => message?.content.startsWith('I do not remember these words') ?? false);
  });

  it('leaves nothing wrong in the log', () => {
    expect(talk.bot.log.at('error')).to.deep.equal([]);
  });
});

describe('/lyrics where nobody was set up', function () {
  this.timeout(20_000);

  it('knows nothing, and asks nobody', async () => {
    const talk = await Conversation.begin();
    expect(await talk.answerTo('lyrics', { query: 'fake: alpha' })).to.equal(
      'Nobody I may ask knows the words of **Alpha**.',
    );
    await talk.bot.close();
  });
});
