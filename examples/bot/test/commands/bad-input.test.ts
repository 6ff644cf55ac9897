import type { OptionValue, SandboxGuild, SandboxMember, SandboxTextChannel } from '@tonearm/discord-sandbox';
import { SandboxUsageError } from '@tonearm/discord-sandbox';
import { FakeSource } from '@tonearm/core/testing';
import { expect } from 'chai';
import { reaches, wordsOf } from '../support/cards.js';
import { Conversation } from '../support/conversation.js';

type Options = Readonly<Record<string, OptionValue>>;

/** Ends a line, rings a bell, turns the writing round, and would be a mention and a code block. */
const NASTY = 'a\u0000b\u0007\nc\u202ed @everyone `x`';

const NO_PLACE = (place: number, last = 2) => `There is no place ${place} in the queue. The last one is ${last}.`;
const NO_TIME = (text: string) =>
  `“${text}” is not a time. Write 1:23 or 83 for a place, +30 or -10 for steps in seconds.`;
const NO_PLACES = (text: string) => `“${text}” is not a list of places. Write 3, or 2-5, or 2-5,7.`;
const OUTSIDE = (number: number, most: number) => `${number} is out of range: 0 to ${most} is possible.`;

/** What is typed into which option, and what a DJ reads while Alpha plays and Bravo and Charlie wait. */
const REFUSED: readonly (readonly [typed: string, options: Options, words: string])[] = [
  ['skip', { to: 0 }, NO_PLACE(0)],
  ['skip', { to: -1 }, NO_PLACE(-1)],
  ['skip', { to: 3 }, NO_PLACE(3)],
  ['skip', { to: 9_007_199_254_740_991 }, 'There is no place 9,007,199,254,740,991 in the queue. The last one is 2.'],
  ['move', { from: 3, to: 1 }, NO_PLACE(3)],
  ['move', { from: 1, to: -4 }, NO_PLACE(-4)],
  ['remove places', { places: '0' }, NO_PLACES('0')],
  ['remove places', { places: '3' }, NO_PLACE(3)],
  ['remove places', { places: '1-9' }, NO_PLACE(9)],
  ['remove places', { places: '2-1' }, NO_PLACES('2-1')],
  ['remove places', { places: '1;2' }, NO_PLACES('1;2')],
  ['remove places', { places: '1.5' }, NO_PLACES('1\\.5')],
  ['remove places', { places: 'x'.repeat(60) }, NO_PLACES(`${'x'.repeat(39)}…`)],
  ['seek', { time: '6:00' }, '**Alpha** is only 6:00 long; 6:00 is beyond its end.'],
  ['seek', { time: '+9:00:00' }, ''],
  ['seek', { time: '1:99' }, NO_TIME('1:99')],
  ['seek', { time: '12345678' }, NO_TIME('12345678')],
  ['seek', { time: '1.5' }, NO_TIME('1\\.5')],
  ['volume', { percent: -1 }, OUTSIDE(-1, 200)],
  ['volume', { percent: 201 }, OUTSIDE(201, 200)],
  ['filters crossfade', { seconds: 13 }, OUTSIDE(13, 12)],
  ['filters crossfade', { seconds: -1 }, OUTSIDE(-1, 12)],
  ['filters add', { filter: 'loudest' }, 'There is no filter “loudest”. Pick one of the suggestions.'],
  ['filters remove', { filter: 'constructor' }, 'There is no filter “constructor”. Pick one of the suggestions.'],
  ['filters remove', { filter: 'echo' }, 'The filter Echo is not on.'],
  ['cancel_playlist', { playlist: 'none' }, 'There is no such playlist here. /playlist_status lists them.'],
  ['cancel_task', { task: 'none' }, 'There is no such task here. /queue_status lists them.'],
  ['queue', { page: 0 }, 'There is no page 0. The last one is 1.'],
  ['queue', { page: -3 }, 'There is no page -3. The last one is 1.'],
  ['queue', { page: 2 }, 'There is no page 2. The last one is 1.'],
];

describe('what makes no sense in an option', function () {
  this.timeout(30_000);
  let talk: Conversation;
  let elsewhere: { readonly guild: SandboxGuild; readonly text: SandboxTextChannel; readonly stranger: SandboxMember };

  before(async () => {
    talk = await Conversation.begin({ everywhere: true });
    const guild = talk.bot.sandbox.addGuild({ name: 'Elsewhere' });
    elsewhere = { guild, text: guild.addTextChannel('talk'), stranger: guild.owner };
    guild.owner.joinVoice(guild.addVoiceChannel('Lounge'));
    await talk.queue(['Alpha', 'Bravo', 'Charlie']);
  });
  after(() => talk.bot.close());

  /** All that a bad option could have changed. */
  function state() {
    const snapshot = talk.bot.tonearm.session(talk.bot.guild.id)?.snapshot;
    const { loop, autoplay, stay, sound } = snapshot ?? {};
    return { standing: talk.standing, loop, autoplay, stay, sound, paused: snapshot?.playing?.paused };
  }

  for (const [typed, options, words] of REFUSED) {
    const given = Object.entries(options).map(([name, value]) => {
      return `${name}:${typeof value === 'object' ? 'a file' : String(value).slice(0, 20)}`;
    });
    it(`is told for /${[typed, ...given].join(' ')}, privately, and changes nothing`, async () => {
      const before = state();
      const refusal = await talk.refusalOf(typed, options);
      if (words === '') expect(refusal).to.match(/^\*\*Alpha\*\* is only 6:00 long; 9:00:0\d is beyond its end\.$/);
      else expect(refusal).to.equal(words);
      expect(state()).to.deep.equal(before);
    });
  }

  it('of the wrong kind is not sent by Discord’s client at all', async () => {
    for (const [typed, options] of [
      ['skip', { to: 1.5 }],
      ['skip', { to: 'two' }],
      ['volume', { percent: 'loud' }],
      ['loop', { mode: 'forever' }],
      ['loop', {}],
      ['shuffle', { fair: 'yes' }],
      ['play', { query: 'fake: delta', position: 'first' }],
      ['play', { query: 'fake: delta', priority: 'soonest' }],
      ['play', {}],
      ['aplay', { position: 'next' }],
      ['playfile', {}],
      ['remove', {}],
      ['filters normalize', {}],
    ] as const) {
      const failure = await talk.bot.manager.command(talk.bot.text, typed, options).catch((error: unknown) => error);
      expect(failure, typed).to.be.instanceOf(SandboxUsageError);
    }
  });

  it('has at most five filters at once', async () => {
    const chosen = ['echo', 'nightcore', 'tremolo', 'vibrato', 'karaoke', 'reverb'];
    const offered = await talk.bot.manager.autocomplete(talk.bot.text, 'filters add', { filter: '' }, 'filter');
    const known = [...new Set([...chosen, ...offered.map(({ value }) => String(value))])]
      .filter((name) => offered.some(({ value }) => value === name))
      .slice(0, 6);
    for (const filter of known.slice(0, 5)) await talk.say('filters add', { filter });
    const before = state();
    expect(before.sound?.filters).to.have.length(5);
    expect(await talk.refusalOf('filters add', { filter: known[5] ?? '' })).to.equal(
      'At most 5 filters at once: take one away first.',
    );
    expect(state()).to.deep.equal(before);
    await talk.say('filters off');
  });

  it('shows characters that control nothing, and mentions nobody', async () => {
    const before = state();
    for (const [typed, options] of [
      ['seek', { time: NASTY }],
      ['remove places', { places: NASTY }],
      ['filters add', { filter: NASTY }],
      ['search', { query: `fake: ${NASTY}` }],
    ] as const) {
      const used = await talk.say(typed, options);
      const text = used.message?.content ?? '';
      expect(text, typed).to.match(/“.*a.*b.*c.*d.*”/);
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
      expect(text, typed).to.not.match(/[\u0000-\u001f\u202e]/);
      expect(text, typed).to.not.contain('`x`');
      expect(used.message?.mention_everyone, typed).to.equal(false);
      expect(used.ephemeral, typed).to.equal(true);
    }
    for (const typed of ['cancel_task', 'cancel_playlist']) {
      const option = typed === 'cancel_task' ? 'task' : 'playlist';
      expect(await talk.refusalOf(typed, { [option]: NASTY })).to.contain('There is no such');
    }
    expect(state()).to.deep.equal(before);
  });

  it('is told on the card of a request that cannot be used, and nothing waits for it', async () => {
    for (const [query, words] of [
      [`fake: ${'x'.repeat(600)}`, /606 characters long; 500 is the most/],
      ['ftp://music.example/a', /Only links that begin with http:\/\/ or https:\/\/ can be played/],
      ['fake:', /Tell me what to look for after “fake:”/],
      ['http://', /That link is broken/],
      [NASTY.replace('a', 'fake: nowhere'), /Nothing found/],
    ] as const) {
      const before = state();
      const used = await talk.say('play', { query });
      await used.waitFor(({ message }) => words.test(wordsOf(message)));
      expect(state(), query).to.deep.equal(before);
    }
  });

  it('of another server is unknown here', async () => {
    const source = new FakeSource({ name: 'slow' });
    source.resolveTroubles.push({ until: new Promise(() => {}) });
    talk.bot.tonearm.sources.add(source);
    const card = await talk.say('play', { query: 'slow: song' });
    const shown = await reaches(card, 'working');
    const [, task = ''] = /Task (\S+)/.exec(wordsOf(shown)) ?? [];
    const before = state();
    const { stranger, text } = elsewhere;
    for (const [typed, options, words] of [
      ['cancel_task', { task }, /^There is no such task here/],
      ['cancel_playlist', { playlist: task }, /^There is no such playlist here/],
    ] as const) {
      const used = await stranger.command(text, typed, options);
      expect((await used.waitForReply()).content).to.match(words);
    }
    expect(await talk.refusalOf('remove listener', { person: stranger.user })).to.equal(
      `Nothing that <@${stranger.id}> asked for waits.`,
    );
    expect(state()).to.deep.equal(before);
    talk.bot.tonearm.cancel(task, 'The test is over.');
  });

  it('leaves nothing wrong in the log', () => {
    expect(talk.bot.log.at('error')).to.deep.equal([]);
  });
});
