import { aTrack, FakeSource } from '@tonearm/core/testing';
import { expect } from 'chai';
import { wordsOf } from '../support/cards.js';
import { Conversation } from '../support/conversation.js';

/** As long as titles get, and each character of it means something to Discord. */
const MARKS = '*_~|`>[]'.repeat(40);
const COUNT = 18;

describe('lists of the longest titles', function () {
  this.timeout(20_000);
  let talk: Conversation;

  before(async () => {
    talk = await Conversation.begin();
    const { bot } = talk;
    const items = Array.from({ length: COUNT }, (_, index) => {
      return aTrack({ source: 'wide', id: `w${index}`, title: `${index + 1} ${MARKS}`, author: MARKS });
    });
    const wide = { title: 'Wide', url: '', trackCount: COUNT, items };
    const source = new FakeSource({ name: 'wide', tracks: items, playlists: { wide } });
    source.identify = (query) =>
      query.kind === 'search' && query.text === 'wide'
        ? { reference: { source: 'wide', kind: 'playlist', id: 'wide' } }
        : undefined;
    bot.tonearm.sources.add(source);
    bot.manager.joinVoice(bot.voice);
    const card = await bot.manager.command(bot.text, 'play', { query: 'wide: wide' });
    await card.waitFor(() => talk.standing.length === COUNT);
    await talk.say('playlist create', { name: 'Wide' });
    await talk.say('playlist add', { name: 'Wide', queue: true });
  });
  after(() => talk.bot.close());

  for (const [typed, options, last] of [
    ['queue', {}, '10. **11 '],
    ['playlist show', { name: 'Wide' }, '15. **15 '],
  ] as const) {
    it(`are shortened by /${typed} until all of a page has room, and break no markup`, async () => {
      const words = wordsOf((await talk.say(typed, options)).message);
      const lines = words.split('\n').filter((line) => /^\d+\. /.test(line));
      expect(lines.at(-1)).to.contain(last);
      // The escaped marks apart, what is bold ends.
      for (const line of lines) expect(line.replace(/\\./g, '').match(/\*\*/g), line).to.have.length(2);
    });
  }

  it('are shortened by /history', async () => {
    const session = talk.bot.tonearm.session(talk.bot.guild.id);
    for (let skipped = 1; skipped < COUNT; skipped += 1) {
      const { promise, resolve } = Promise.withResolvers<void>();
      const stop = session?.onEvent(({ type }) => type === 'started' && resolve());
      session?.skip();
      await promise;
      stop?.();
    }
    const words = wordsOf((await talk.say('history')).message);
    expect(words).to.match(/^15\. /m);
  });

  it('leaves nothing wrong in the log', () => {
    expect(talk.bot.log.at('error')).to.deep.equal([]);
  });
});
