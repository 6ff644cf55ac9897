import { expect } from 'chai';
import { controlsOf, reaches, wordsOf } from '../support/cards.js';
import { Conversation } from '../support/conversation.js';

describe('the options of /play', function () {
  this.timeout(20_000);
  let talk: Conversation;

  before(async () => {
    talk = await Conversation.begin();
  });
  after(() => talk.bot.close());
  afterEach(() => talk.clear());

  it('need something to play', async () => {
    talk.bot.manager.joinVoice(talk.bot.voice);
    const card = await talk.say('play', { query: '  ' });
    await card.waitFor(({ message }) => wordsOf(message) !== '');
    expect(wordsOf(card.message)).to.contain('Tell me what to play: a link, or words to search for.');
    expect(talk.standing).to.deep.equal([]);
  });

  it('query is the first and the only one that Discord asks for, so nobody has to pick it', async () => {
    const { commands } = talk.bot.guild;
    for (const name of ['play', 'aplay']) {
      const options = commands.find((command) => command.name === name)?.options ?? [];
      expect(options.map((option) => [option.name, option.required === true])).to.deep.equal([
        ...[
          ['query', true],
          ['position', false],
          ['choose', false],
          ['priority', false],
        ],
      ]);
    }
  });

  it('file of /playfile is looked up by its address, where its bytes are', async () => {
    const asked: string[] = [];
    const identify = talk.source.identify.bind(talk.source);
    talk.source.identify = (query) => {
      if (query.kind !== 'url') return identify(query);
      asked.push(query.url.href);
      return { reference: { source: 'fake', kind: 'track', id: 'echo' } };
    };
    const bytes = Uint8Array.from({ length: 500 }, (_, index) => index % 256);
    talk.bot.manager.joinVoice(talk.bot.voice);
    const found = Promise.withResolvers<void>();
    talk.source.resolveTroubles.push({ until: found.promise });
    const card = await talk.say('playfile', { file: { name: 'my song.opus', bytes } });
    await card.waitFor(({ message }) => wordsOf(message).includes('song.opus'));
    found.resolve();
    await reaches(card, 'playing');
    talk.source.identify = identify;
    expect(asked).to.have.length(1);
    expect(asked[0]).to.match(/\/my_song\.opus$/);
    expect(new Uint8Array(await (await fetch(asked[0] ?? '')).arrayBuffer())).to.deep.equal(bytes);
    expect(talk.standing).to.deep.equal(['Echo']);
    const told = card.responses.map(({ message }) => wordsOf(message).replaceAll('https://music.example/', ''));
    expect(told.join('\n'), 'whoever has the address has the file').not.to.include('http');
  });

  it('file of /playfile that no source can play is told so, and nothing waits for it', async () => {
    talk.bot.manager.joinVoice(talk.bot.voice);
    const card = await talk.say('playfile', { file: { name: 'letter.xyz', bytes: new Uint8Array(5) } });
    await card.waitFor(({ message }) => wordsOf(message) !== '');
    expect(wordsOf(card.message)).to.match(/link|play/i);
    expect(talk.standing).to.deep.equal([]);
  });

  describe('position', () => {
    const forDjs =
      'Playing at once or next is for DJs: anyone who has the role “DJ” or may manage the server, or listens alone.';

    it('puts a track next, or plays it at once', async () => {
      await talk.queue(['Alpha', 'Bravo']);
      const next = await talk.say('play', { query: 'fake: charlie', position: 'next' });
      await reaches(next, 'added');
      expect(talk.standing).to.deep.equal(['Alpha', 'Charlie', 'Bravo']);
      const now = await talk.say('play', { query: 'fake: delta', position: 'now' });
      await reaches(now, 'playing');
      expect(talk.standing).to.deep.equal(['Delta', 'Charlie', 'Bravo']);
    });

    it('is refused to a listener among others, except to replace their own track', async () => {
      const { listener, voice } = talk.bot;
      await talk.queue(['Alpha']);
      listener.joinVoice(voice);
      for (const position of ['now', 'next']) {
        expect(await talk.refusalOf('play', { query: 'fake: bravo', position }, listener)).to.equal(forDjs);
      }
      expect(talk.standing).to.deep.equal(['Alpha']);
      await talk.queue(['Bravo'], listener);
      await talk.say('skip');
      const now = await talk.say('play', { query: 'fake: charlie', position: 'now' }, listener);
      await reaches(now, 'playing');
      expect(talk.standing).to.deep.equal(['Charlie']);
    });
  });

  for (const [typed, options] of [
    ['/play with choose', { query: 'fake: a', choose: true }],
    ['/search', { query: 'fake: a' }],
  ] as const) {
    describe(typed, () => {
      const name = typed === '/search' ? 'search' : 'play';

      it('offers what is found to the asker alone, and plays for everyone what is picked', async () => {
        const { manager, voice } = talk.bot;
        manager.joinVoice(voice);
        const offer = await talk.say(name, options);
        expect(offer.ephemeral).to.equal(true);
        expect(offer.message?.content).to.equal('Found for “fake: a”. Pick what to play:');
        expect(talk.standing).to.deep.equal([]);
        if (!offer.message) throw new Error('There is no menu');
        const [menu = ''] = controlsOf(offer.message);
        const picked = await manager.pick(offer.message, menu, ['fake:track:delta']);
        await reaches(picked, 'playing');
        expect(picked.ephemeral).to.equal(false);
        expect(talk.standing).to.deep.equal(['Delta']);
      });

      it('says that nothing was found', async () => {
        talk.bot.manager.joinVoice(talk.bot.voice);
        const nothing = await talk.say(name, { ...options, query: 'fake: zulu' });
        expect(nothing.message?.content).to.equal(
          'Nothing found for “fake: zulu”. Check the spelling, or try fewer words.',
        );
      });
    });
  }

  it('/search is refused to who is in no voice channel', async () => {
    expect(await talk.refusalOf('search', { query: 'fake: a' })).to.equal(
      'Join a voice channel first, then ask again.',
    );
  });

  it('leaves nothing wrong in the log', () => {
    expect(talk.bot.log.at('error')).to.deep.equal([]);
  });
});
