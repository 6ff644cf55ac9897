import { ButtonStyle, ComponentType } from 'discord.js';
import { expect } from 'chai';
import { type CommandName, POLICY } from '@tonearm/sapphire';
import { reaches } from '../support/cards.js';
import { Conversation } from '../support/conversation.js';

describe('what all commands have in common', function () {
  this.timeout(20_000);
  let talk: Conversation;

  before(async () => {
    talk = await Conversation.begin({ env: { COOL_DOWNS: 'on' } });
  });
  after(() => talk.bot.close());
  afterEach(() => talk.clear());

  it('a command that was used a moment ago says privately how long to wait, to that person alone', async () => {
    talk.bot.manager.joinVoice(talk.bot.voice);
    talk.bot.listener.joinVoice(talk.bot.voice);
    const first = await talk.say('play', { query: 'fake: alpha' });
    const again = await talk.refusalOf('play', { query: 'fake: bravo' });
    expect(again).to.match(/^Not so fast: you can use \/play again in [123] seconds?\.$/);
    const other = await talk.say('play', { query: 'fake: charlie' }, talk.bot.listener);
    expect(other.ephemeral).to.equal(false);
    expect(talk.standing).to.not.include('Bravo');
    await reaches(first, 'playing');
  });

  it('each command whose rule says so has a moment of its own, and no other has', async () => {
    const names = Object.keys(POLICY) as CommandName[];
    const slow = names.filter((name) => POLICY[name].coolDownMs > 0);
    expect(slow).to.deep.equal([
      'play',
      'aplay',
      'playfile',
      'search',
      'nowplaying',
      'grab',
      'skip',
      'match',
      'lyrics',
    ]);
    const dora = talk.bot.guild.addMember(talk.bot.sandbox.addUser({ name: 'dora' }));
    await talk.queue(['Alpha'], dora);
    for (const [name, options] of [
      ['aplay', { query: 'fake: bravo' }],
      ['search', { query: 'fake: a' }],
      ['nowplaying', {}],
      ['grab', {}],
      ['lyrics', {}],
      ['skip', {}],
    ] as const) {
      await talk.say(name, options, dora);
      expect(await talk.refusalOf(name, options, dora), name).to.match(
        new RegExp(`^Not so fast: you can use /${name} again in [123] seconds?\\.$`),
      );
    }
    for (const name of ['queue', 'help', 'queue', 'help']) {
      expect(await talk.refusalOf(name, {}, dora), name).to.not.contain('Not so fast');
    }
  });

  it('a refused use does not count', async () => {
    expect(await talk.refusalOf('skip')).to.equal('I am not in a voice channel. Start something with /play.');
    expect(await talk.refusalOf('skip')).to.equal('I am not in a voice channel. Start something with /play.');
  });

  it('stopping for all is for DJs when others listen', async () => {
    const { listener, manager } = talk.bot;
    listener.joinVoice(talk.bot.voice);
    manager.joinVoice(talk.bot.voice);
    await talk.say('join');
    const refusal = 'That is for DJs: anyone who has the role “DJ” or may manage the server, or listens alone.';
    for (const name of ['stop', 'leave']) expect(await talk.refusalOf(name, {}, listener)).to.equal(refusal);
    expect(talk.bot.tonearm.session(talk.bot.guild.id)).to.not.equal(undefined);
    manager.leaveVoice();
    expect(await talk.answerTo('stop', {}, listener)).to.equal('Nothing is playing.');
  });

  it('answers come in the language of the server', async () => {
    const { guilds } = talk.bot.sandbox.world;
    const inLanguage = async (locale: string) => {
      guilds.updateGuild(talk.bot.guild.id, { locale });
      return talk.answerTo('pause');
    };
    expect(await inLanguage('de')).to.equal('Ich bin in keinem Sprachkanal. Beginne mit /play.');
    expect(await inLanguage('fr')).to.equal('Je ne suis dans aucun salon vocal. Commencez par /play.');
    expect(await inLanguage('ja')).to.equal('I am not in a voice channel. Start something with /play.');
    expect(await inLanguage('en-GB')).to.equal('I am not in a voice channel. Start something with /play.');
  });

  it('are described in every language, for servers only, and hidden where they are for who runs the server', () => {
    const { commands } = talk.bot.guild;
    const play = commands.find(({ name }) => name === 'play');
    expect(play?.description_localizations?.de).to.equal('Spielt einen Titel oder eine Playlist');
    expect(play?.options?.[0]?.description_localizations?.fr).to.equal('Un lien, ou des mots à chercher');
    expect(commands.filter(({ contexts }) => JSON.stringify(contexts) !== '[0]').map(({ name }) => name)).to.deep.equal(
      [],
    );
    const hidden = commands.filter(({ default_member_permissions }) => default_member_permissions !== null);
    expect(
      hidden.map(({ name, default_member_permissions }) => [name, default_member_permissions]),
    ).to.have.deep.members([['settings', '32'], ...['cache', 'resources', 'cleanup'].map((name) => [name, '8'])]);
  });

  it('a control of ours that we do not know says so', async () => {
    const channel = await talk.bot.client.channels.fetch(talk.bot.text.id);
    if (!channel?.isSendable()) throw new Error('That is no channel to write in');
    const button = {
      type: ComponentType.Button,
      customId: 'tonearm:juggle',
      label: 'Juggle',
      style: ButtonStyle.Primary,
    } as const;
    const sent = await channel.send({
      allowedMentions: { parse: [] },
      components: [{ type: ComponentType.ActionRow, components: [button] }],
    });
    const message = talk.bot.text.messages.find(({ id }) => id === sent.id);
    const pressed = await talk.press(message, 'juggle');
    expect(pressed.ephemeral).to.equal(true);
    expect(pressed.message?.content).to.equal(
      'This button is from an older version of me and no longer works. Use the commands instead.',
    );
  });

  it('leaves nothing wrong in the log', () => {
    expect(talk.bot.log.at('error')).to.deep.equal([]);
  });

  it('an answer that Discord does not take is nothing to wait for without end: who asked is told', async () => {
    talk.bot.sandbox.faults.fail({ method: 'PATCH', path: '/webhooks/', status: 400 });
    expect(await talk.answerTo('ping')).to.contain('Something unexpected went wrong.');
    expect(talk.bot.log.at('error')).to.deep.equal(['Discord does not take an answer']);
  });
});
