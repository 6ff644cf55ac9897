import { FakeSource } from '@tonearm/core/testing';
import { type Track, TrackUnavailableError } from '@tonearm/core';
import { expect } from 'chai';
import { aBot, type TestBot } from './support/a-bot.js';
import { controlsOf, reaches } from './support/cards.js';

const VICTIM = '80351110224678912';

/** What a title can be made of to do harm. Each begins with a word of its own, by which it is found. */
const TITLES = {
  mentions: `ping @everyone @here <@${VICTIM}> <@!${VICTIM}> <@&${VICTIM}> <#${VICTIM}> </play:${VICTIM}>`,
  markdown: 'mark **bold** __under__ ~~gone~~ ||hidden|| `evil` [click](https://evil.example/x) <https://evil.example>',
  directions: 'turn \u202eetisoppo\u2066 \u200f\u061cback',
  long: `huge ${'word '.repeat(2_000)}`,
  invisible: `zero ${'\u200b'.repeat(200)}\u2060\ufeff\u00ad`,
  lines: 'line one\n# head\r\n> quote\n-# small\u2028\u0000\u0007\t1. first',
};
type Kind = keyof typeof TITLES;

/** Where a title is shown, and how one gets to see it there. A place gives all that Discord is sent. */
const PLACES: Readonly<Record<string, (bot: TestBot, word: string) => Promise<unknown>>> = {
  'the card of what plays': (bot) => said(bot, 'nowplaying'),
  'the message of /grab': async (bot, word) => {
    await said(bot, 'grab');
    return bot.manager.user.waitForDirectMessage(({ content }) => content.includes(word));
  },
  'an announcement': async (bot, word) => {
    const news = bot.guild.addTextChannel('news');
    await said(bot, 'settings announce', { channel: news });
    await said(bot, 'play', { query: `https://music.example/${kindOf(word)}`, position: 'now' });
    const announced = await news.waitForMessage(({ content }) => content.includes(word));
    await said(bot, 'settings announce');
    return announced;
  },
  'a page of the queue': (bot) => said(bot, 'queue'),
  'what has played': async (bot) => {
    await said(bot, 'skip');
    return said(bot, 'history');
  },
  'the answer to /previous': (bot) => said(bot, 'previous'),
  'the answer to /seek': (bot) => said(bot, 'seek', { time: '0:10' }),
  'why one cannot seek there': (bot) => said(bot, 'seek', { time: '9:00:00' }),
  'a menu of what is found': (bot, word) => said(bot, 'search', { query: `fake: ${word}` }),
  'what nobody has found': (bot) => said(bot, 'search', { query: `fake: none of ${TITLES.mentions}`.slice(0, 200) }),
  'what a source answers': async (bot, word) => {
    const source = bot.tonearm.sources.get('fake');
    const error = new TrackUnavailableError('fake', `It says ${word} ${TITLES.mentions} ${TITLES.markdown}\n# head`);
    if (source instanceof FakeSource) source.resolveTroubles.push({ error });
    return said(bot, 'favourites add', { query: `fake: a look at ${word}` });
  },
  'a playlist': async (bot, word) => {
    await said(bot, 'playlist create', { name: `list ${word}` });
    const added = await said(bot, 'playlist add', { name: `list ${word}` });
    return [added, await said(bot, 'playlist show', { name: `list ${word}` })];
  },
  'the favourites': async (bot) => [await said(bot, 'favourites add'), await said(bot, 'favourites list')],
  'the lookups of a server': (bot) => said(bot, 'queue_status'),
  'the answer to /skip': (bot) => said(bot, 'skip'),
};

function kindOf(word: string): string | undefined {
  return Object.entries(TITLES).find(([, title]) => title.startsWith(word))?.[0];
}

/** Where no title has to be. */
const UNNAMED = ['what nobody has found', 'the lookups of a server'];

describe('a title made to do harm', function () {
  this.timeout(60_000);
  let bot: TestBot;

  before(async () => {
    const tracks = Object.entries(TITLES).map(([id, title]): Track => {
      const url = `https://music.example/${id}`;
      return { source: 'fake', id, title, author: title, url, durationMs: 360_000 };
    });
    bot = await aBot({});
    bot.tonearm.sources.add(new FakeSource({ tracks }));
    bot.voice.setPermissions(bot.guild.everyone, { allow: ['SetVoiceChannelStatus'] });
    bot.manager.joinVoice(bot.voice);
  });
  after(() => bot.close());

  it('is one plain line as presence and as status of the channel', async () => {
    for (const kind of ['lines', 'directions'] as const) {
      const [word = ''] = TITLES[kind].split(' ');
      bot.tonearm.session(bot.guild.id)?.stop();
      const query = `https://music.example/${kind}`;
      await reaches(await bot.manager.command(bot.text, 'play', { query, position: 'now' }), 'playing');
      const presence = await seen(() => bot.sandbox.world.presence.activity ?? '', word);
      expectPlain(presence.replace(/^Listening to /, ''), 128, 'presence');
      expectPlain(await seen(() => bot.voice.status ?? '', word), 500, 'status');
    }
  });

  for (const kind of Object.keys(TITLES) as Kind[]) {
    const [word = ''] = TITLES[kind].split(' ');

    it(`of ${kind} pings nobody and formats nothing, wherever it is shown`, async () => {
      const session = () => bot.tonearm.session(bot.guild.id);
      session()?.stop();
      for (const place of ['now', 'end']) {
        const card = await bot.manager.command(bot.text, 'play', {
          query: `https://music.example/${kind}`,
          position: place,
        });
        await reaches(card, place === 'now' ? 'playing' : 'added');
        expectHarmless(messagesOf(card), `the card at /play ${place}`);
      }
      for (const [place, look] of Object.entries(PLACES)) {
        const shown = await look(bot, word);
        expectHarmless(shown, place);
        if (!UNNAMED.includes(place)) expect(JSON.stringify(shown), place).to.include(word);
      }
      const offered = await bot.manager.autocomplete(bot.text, 'play', { query: word }, 'query');
      expect(offered, 'suggestions').to.have.length.of.at.least(1);
      for (const { name } of offered) expectPlain(name, 100, 'a suggestion');
    });
  }

  it('leaves nothing wrong in the log', () => {
    expect(bot.log.at('error')).to.deep.equal([]);
  });

  /** What is shown, once that word is in it. */
  function seen(shown: () => string, word: string): Promise<string> {
    return new Promise((resolve) => {
      const look = () => {
        if (!shown().includes(word)) return;
        stop();
        resolve(shown());
      };
      const stop = bot.sandbox.onEvent(look);
      look();
    });
  }
});

type Options = NonNullable<Parameters<TestBot['manager']['command']>[2]>;
type Used = Awaited<ReturnType<TestBot['manager']['command']>>;
type Message = NonNullable<Used['message']>;

async function said(bot: TestBot, name: string, options: Options = {}): Promise<readonly Message[]> {
  const used = await bot.manager.command(bot.text, name, options);
  await used.waitForReply();
  return messagesOf(used);
}

function messagesOf({ responses, message }: Used): readonly Message[] {
  return [...responses.map((response) => response.message), message].filter((one) => one !== undefined && one !== null);
}

/** What Discord would make of it, were it not escaped; JSON doubles each backslash. */
function expectHarmless(shown: unknown, place: string): void {
  for (const message of [shown].flat(2) as Message[]) {
    expect(message.mention_roles, place).to.deep.equal([]);
    expect(
      message.mentions.map(({ username }) => username).filter((name) => /everyone|here/.test(name)),
      place,
    ).to.deep.equal([]);
    expect(
      message.mentions.map(({ id }) => id),
      place,
    ).not.to.include(VICTIM);
    const texts = JSON.stringify([message.content, message.embeds]).replaceAll('\\\\', '\\');
    expect(texts, place).not.to.match(/@everyone|@here/);
    expect(texts, place).not.to.match(new RegExp(`(?<!\\\\)<(?:@[!&]?|#|/play:)${VICTIM}`));
    expect(texts, place).not.to.match(/(?<!\\)\*\*bold|(?<!\\)~~gone|(?<!\\)\|\|hidden|(?<!\\)`evil|(?<!\\)\]\(https/);
    expect(texts, place).not.to.include('https://evil');
    expect(texts, place).not.to.match(/[\u202a-\u202e\u2066\u2067\u200f\u061c]|\\u0000|\\u0007/);
    // A line of its own would be a heading, a quotation, small print or a list.
    expect(texts, place).not.to.match(/\\n(# head|> quote|-# small)/);
    expect(texts.length, place).to.be.below(12_000);
    for (const label of labelsOf(message)) expectPlain(label, 100, place);
    expect(
      controlsOf(message).every((id) => id.length <= 100),
      place,
    ).to.equal(true);
  }
}

function labelsOf(message: Message): readonly string[] {
  return [
    ...JSON.stringify(message.components ?? []).matchAll(/"(?:label|description|placeholder)":("(?:[^"\\]|\\.)*")/g),
  ].map(([, text = '""']) => String(JSON.parse(text)));
}

/** Where Discord reads no markdown: one line without anything that turns the writing round. */
function expectPlain(text: string, most: number, place: string): void {
  expect(text, place).to.match(/^[^\p{Cc}\u202a-\u202e\u2066\u2067\u200e\u200f\u061c\u2028\u2029]+$/u);
  expect(text.length, place).to.be.within(1, most);
}
