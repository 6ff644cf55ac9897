import { type CommandName, POLICY, type Right } from '@tonearm/sapphire';
import { type OptionValue, type SandboxMember, SandboxUsageError } from '@tonearm/discord-sandbox';
import { expect } from 'chai';
import { Conversation } from '../support/conversation.js';

type Options = Readonly<Record<string, OptionValue>>;

/** One use of each command, as it is typed. `stop` and `leave` come last: they end what the others are about. */
const USES: Readonly<Record<CommandName, readonly [typed: string, options?: Options]>> = {
  play: ['play', { query: 'fake: echo' }],
  aplay: ['aplay', { query: 'fake: echo' }],
  playfile: ['playfile', { file: { name: 'song.opus', bytes: new Uint8Array(3) } }],
  join: ['join'],
  search: ['search', { query: 'fake: a' }],
  nowplaying: ['nowplaying'],
  grab: ['grab'],
  help: ['help'],
  ping: ['ping'],
  stats: ['stats'],
  recovery: ['recovery'],
  queue: ['queue'],
  queue_status: ['queue_status'],
  cancel_task: ['cancel_task', { task: 'none' }],
  skip: ['skip'],
  previous: ['previous'],
  seek: ['seek', { time: '0:10' }],
  match: ['match'],
  replay: ['replay'],
  volume: ['volume', { percent: 100 }],
  filters: ['filters off'],
  loop: ['loop', { mode: 'off' }],
  shuffle: ['shuffle'],
  move: ['move', { from: 1, to: 1 }],
  clear: ['clear'],
  autoplay: ['autoplay', { on: false }],
  stay: ['stay', { on: false }],
  remove: ['remove places', { places: '1' }],
  history: ['history'],
  playlist_status: ['playlist_status'],
  cancel_playlist: ['cancel_playlist', { playlist: 'none' }],
  pause: ['pause'],
  resume: ['resume'],
  settings: ['settings show'],
  playlist: ['playlist list'],
  favourites: ['favourites list'],
  lyrics: ['lyrics'],
  cache: ['cache show'],
  resources: ['resources'],
  cleanup: ['cleanup'],
  stop: ['stop'],
  leave: ['leave'],
};

const FOR_DJS = 'That is for DJs: anyone who has the role “DJ” or may manage the server, or listens alone.';
/** What somebody reads who may not. */
const REFUSAL =
  /^(Join a voice channel first|Join <#\d+> first|I am playing for others|That is for DJs|Only (administrators|who))/;

describe('the right of each command', function () {
  this.timeout(30_000);
  let talk: Conversation;
  /** In no voice channel. */
  let nowhere: SandboxMember;
  /** In another voice channel. */
  let elsewhere: SandboxMember;
  /** Listens with others. */
  let ben: SandboxMember;
  /** Listens too, and has the DJ role. */
  let dj: SandboxMember;
  let administrator: SandboxMember;

  before(async () => {
    talk = await Conversation.begin();
    const { bot } = talk;
    const named = (name: string, roles: Parameters<typeof bot.guild.addMember>[1] = {}) =>
      bot.guild.addMember(bot.sandbox.addUser({ name }), roles);
    nowhere = named('nora');
    elsewhere = named('elsa');
    dj = named('cleo', { roles: [bot.guild.addRole({ name: 'DJ' })] });
    administrator = named('arno', { roles: [bot.guild.addRole({ name: 'Admin', permissions: ['Administrator'] })] });
    ben = bot.listener;
    const back = bot.guild.voiceChannels.find(({ id }) => id !== bot.voice.id);
    if (back) elsewhere.joinVoice(back);
    for (const member of [ben, dj]) member.joinVoice(bot.voice);
    await talk.queue(['Alpha', 'Bravo', 'Charlie'], ben);
  });
  after(() => talk.bot.close());

  /** Who is refused by a right, and in which words. */
  function refused(right: Right): readonly (readonly [who: SandboxMember, words: string])[] {
    const { voice } = talk.bot;
    const outside = `Join <#${voice.id}> first: only those who listen there decide.`;
    const others = [
      [nowhere, outside],
      [elsewhere, outside],
    ] as const;
    switch (right) {
      case 'anyone':
        return [];
      case 'guest':
        return [
          [nowhere, 'Join a voice channel first, then ask again.'],
          [elsewhere, `I am playing for others in <#${voice.id}>. Join them there, or let a DJ call me over.`],
        ];
      case 'listener':
        return others;
      case 'dj':
        return [...others, [ben, FOR_DJS]];
      case 'manager':
      case 'administrator':
        return [];
    }
  }

  /** The one with the least rights of those who may. */
  function allowed(right: Right): SandboxMember {
    switch (right) {
      case 'anyone':
        return nowhere;
      case 'guest':
      case 'listener':
        return ben;
      case 'dj':
        return dj;
      case 'manager':
        return talk.bot.manager;
      case 'administrator':
        return administrator;
    }
  }

  const names = Object.keys(USES) as CommandName[];

  it('refuses who has it not, privately, in the words of what is missing, and nothing changes', async () => {
    const before = talk.standing;
    for (const name of names) {
      const [typed, options] = USES[name];
      for (const [who, words] of refused(POLICY[name].who)) {
        expect(await talk.refusalOf(typed, options, who), `/${typed} by ${who.user.name}`).to.equal(words);
      }
    }
    expect(talk.standing).to.deep.equal(before);
    const snapshot = talk.bot.tonearm.session(talk.bot.guild.id)?.snapshot;
    expect(snapshot).to.deep.include({ loop: 'off', autoplay: false, stay: false });
    expect(snapshot?.playing?.paused).to.equal(false);
  });

  for (const [right, permissions, words] of [
    ['administrator', '8', 'Only administrators of this server may do that.'],
    ['manager', '32', 'Only members who may manage this server can do that.'],
  ] as const) {
    const own = names.filter((name) => POLICY[name].who === right);

    it(`that is the ${right}’s: Discord hides it from others; where a server shows it to all, the bot refuses: ${own.join(', ')}`, async () => {
      const { guild, sandbox } = talk.bot;
      for (const name of own) {
        const [typed, options] = USES[name];
        const command = guild.commands.find((one) => one.name === name);
        if (!command) throw new Error(`There is no /${name}`);
        expect(command.default_member_permissions, name).to.equal(permissions);
        for (const member of [ben, dj]) {
          const failure = await member.command(talk.bot.text, typed, options).catch((error: unknown) => error);
          expect(failure, name).to.be.instanceOf(SandboxUsageError);
        }
        sandbox.world.commands.replace(guild.id, command.id, { ...command, default_member_permissions: null });
        expect(await talk.refusalOf(typed, options, dj), name).to.equal(words);
        sandbox.world.commands.replace(guild.id, command.id, command);
      }
    });
  }

  it('lets who has it, and nobody needs more', async () => {
    for (const name of names) {
      const [typed, options] = USES[name];
      const used = await talk.say(typed, options, allowed(POLICY[name].who));
      await used.waitFor(({ message }) => message !== undefined);
      expect(used.message?.content ?? '', `/${typed}`).to.not.match(REFUSAL);
    }
  });

  it('of a DJ is that of who listens alone', async () => {
    for (const member of [dj, talk.bot.manager]) member.leaveVoice();
    ben.joinVoice(talk.bot.voice);
    await talk.queue(['Alpha', 'Bravo'], ben);
    expect(await talk.answerTo('loop', { mode: 'queue' }, ben)).to.equal('The whole queue repeats.');
    dj.joinVoice(talk.bot.voice);
    expect(await talk.refusalOf('loop', { mode: 'off' }, ben)).to.equal(FOR_DJS);
  });

  it('leaves nothing wrong in the log', () => {
    expect(talk.bot.log.at('error')).to.deep.equal([]);
  });
});
