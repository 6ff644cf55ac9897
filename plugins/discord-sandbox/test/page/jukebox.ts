import { Readable } from 'node:stream';
import {
  createAudioPlayer,
  createAudioResource,
  type DiscordGatewayAdapterCreator,
  entersState,
  getVoiceConnection,
  joinVoiceChannel,
  StreamType,
  VoiceConnectionStatus,
} from '@discordjs/voice';
import { GatewayIntentBits, type Interaction } from 'discord.js';
import type { SandboxMember } from '../../src/index.js';
import { type ConnectedBot, connectBot, PLAY } from '../support/connected-bot.js';

/** A title that would be an element, and a link that would be a script, if anybody took them for markup. */
export const HOSTILE = '<img src=x onerror="window.hacked=1"><script>window.hacked=1</script>';

/** How long commands wait for an answer in these tests, in milliseconds. */
export const ACKNOWLEDGE_MS = 600;

/** A small music bot with real discord.js, and two people. */
export interface Jukebox extends ConnectedBot {
  /** An ordinary member; `ada` may manage the server. */
  readonly ben: SandboxMember;
  /** Joins the voice channel and sends this many frames of sound. */
  playNoise(frames: number): Promise<void>;
  /** Lets `/play` go on: it thinks until then. */
  found(): void;
}

export async function startJukebox(): Promise<Jukebox> {
  const intents = [GatewayIntentBits.Guilds, GatewayIntentBits.GuildVoiceStates];
  const bot = await connectBot({ intents, times: { acknowledgeMs: ACKNOWLEDGE_MS } });
  bot.sandbox.trust();
  bot.guild.addTextChannel('general');
  const ben = bot.guild.addMember(bot.sandbox.addUser({ name: 'ben', displayName: 'Ben' }));
  bot.ada.setRoles([bot.guild.addRole({ name: 'Staff', permissions: ['ManageGuild'], color: 0xe0a030 })]);
  const { promise, resolve } = Promise.withResolvers<void>();
  bot.onInteraction((interaction) => answer(interaction, promise));
  await bot.register(COMMANDS);
  const close = async () => {
    // One that is only lost tries to come back for ever, and so does what plays into it.
    getVoiceConnection(bot.guild.id)?.destroy();
    await bot.close();
  };
  return { ...bot, ben, found: resolve, playNoise: (frames) => playNoise(bot, frames), close };
}

const COMMANDS = [
  PLAY,
  { name: 'secret', description: 'Says something to you alone' },
  {
    name: 'lend',
    description: 'Takes a file',
    options: [{ name: 'file', description: 'f', type: 11, required: true }],
  },
  { name: 'deaf', description: 'Never answers' },
  { name: 'hostile', description: 'Answers with markup' },
  { name: 'settings', description: 'For managers', default_member_permissions: '32' },
];

async function answer(interaction: Interaction, found: Promise<void>): Promise<void> {
  if (interaction.isAutocomplete()) {
    const titles = ['Needle Drop', 'Neon Sleeve'].filter((title) =>
      title.toLowerCase().startsWith(interaction.options.getFocused().toLowerCase()),
    );
    return interaction.respond(titles.map((name) => ({ name, value: `track:${name}` })));
  }
  if (interaction.isButton()) {
    await interaction.update({ embeds: [{ title: 'Paused', color: 0x888888 }], components: row('resume', 'Resume') });
    return;
  }
  if (!interaction.isChatInputCommand()) return;
  switch (interaction.commandName) {
    case 'play': {
      await interaction.deferReply();
      await found;
      const title = interaction.options.getString('query', true);
      const description = `Now **playing** for <@${interaction.user.id}>`;
      await interaction.editReply({
        embeds: [{ title, description, color: 0x8060ff }],
        components: row('pause', 'Pause'),
      });
      return;
    }
    case 'secret':
      await interaction.reply({ content: 'Only for you.', flags: 64 });
      return;
    case 'lend': {
      const { name, size, url } = interaction.options.getAttachment('file', true);
      const arrived = (await (await fetch(url)).arrayBuffer()).byteLength;
      await interaction.user.send(`${name}: ${arrived} of ${size} bytes arrived`);
      await interaction.reply('Thank you');
      return;
    }
    case 'hostile':
      await interaction.reply({
        content: `${HOSTILE} [click](javascript:window.hacked=1) \`${HOSTILE}\``,
        embeds: [
          {
            title: HOSTILE,
            url: 'https://example.com/"onmouseover="window.hacked=1',
            description: HOSTILE,
            fields: [{ name: HOSTILE, value: HOSTILE }],
            footer: { text: HOSTILE },
            thumbnail: { url: 'https://example.com/track.png' },
          },
        ],
        components: [{ type: 1, components: [LONG_MENU] }],
      });
      return;
  }
}

/** Wider than a narrow window, if anybody let it. */
const LONG_MENU = {
  type: 3,
  custom_id: 'pick',
  placeholder: 'Pick one',
  options: [{ label: 'long '.repeat(20), value: 'long' }],
};

function row(custom_id: string, label: string) {
  return [{ type: 1, components: [{ type: 2, style: 1, custom_id, label }] }];
}

async function playNoise(bot: ConnectedBot, frames: number): Promise<void> {
  // discord.js declares its adapter loosely; it is the one that @discordjs/voice is made for.
  const adapterCreator = bot.client.guilds.cache.get(bot.guild.id)?.voiceAdapterCreator as DiscordGatewayAdapterCreator;
  const connection = joinVoiceChannel({ guildId: bot.guild.id, channelId: bot.voice.id, adapterCreator });
  await entersState(connection, VoiceConnectionStatus.Ready, 5_000);
  const player = createAudioPlayer();
  connection.subscribe(player);
  // A player without its connection wakes every 20 ms for ever.
  connection.once(VoiceConnectionStatus.Destroyed, () => player.stop(true));
  const sound = Readable.from(
    Array.from({ length: frames }, (_, index) => noiseFrame(index)),
    { objectMode: true },
  );
  player.play(createAudioResource(sound, { inputType: StreamType.Opus }));
}

/** 20 ms of noise: whatever follows 0xfc is a valid stereo CELT frame (RFC 6716, 3.1), and this is anything. */
function noiseFrame(seed: number): Buffer {
  let state = seed + 1;
  const next = () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state >> 16;
  };
  return Buffer.from([0xfc, ...Array.from({ length: 120 }, next)].map((value) => value & 0xff));
}
