import { createReadStream } from 'node:fs';
import path from 'node:path';
import {
  type AudioPlayer,
  AudioPlayerStatus,
  type AudioResource,
  createAudioPlayer,
  createAudioResource,
  getVoiceConnection,
  joinVoiceChannel,
  StreamType,
} from '@discordjs/voice';
import { type ChatInputCommandInteraction, Client, GatewayIntentBits, SlashCommandBuilder } from 'discord.js';

/*
 * The least that plays music with discord.js and @discordjs/voice, as their guides show it: `/play` names a file of
 * MUSIC_DIR. It looks nothing up, shows no progress, and mends nothing.
 */

interface Deck {
  readonly player: AudioPlayer;
  readonly waiting: string[];
}

const { DISCORD_API_URL = '', DISCORD_TOKEN = '', MUSIC_DIR = '' } = process.env;
const decks = new Map<string, Deck>();
const client = new Client({
  intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildVoiceStates],
  rest: { api: DISCORD_API_URL },
});

client.on('interactionCreate', (interaction) => {
  if (interaction.isChatInputCommand() && interaction.inCachedGuild()) void answer(interaction);
});
process.once('SIGTERM', () => void client.destroy().then(() => process.exit()));
process.once('disconnect', () => process.exit());

await client.login(DISCORD_TOKEN);
await client.application?.commands.set([
  new SlashCommandBuilder()
    .setName('play')
    .setDescription('Play a file')
    .addStringOption((option) => option.setName('query').setDescription('Its name').setRequired(true)),
  new SlashCommandBuilder().setName('stop').setDescription('Silence'),
  new SlashCommandBuilder().setName('leave').setDescription('Go'),
]);

async function answer(interaction: ChatInputCommandInteraction<'cached'>): Promise<void> {
  await interaction.deferReply();
  switch (interaction.commandName) {
    case 'play':
      play(interaction, interaction.options.getString('query', true));
      break;
    case 'stop':
      stop(interaction.guildId);
      break;
    case 'leave':
      stop(interaction.guildId);
      getVoiceConnection(interaction.guildId)?.destroy();
      decks.delete(interaction.guildId);
      break;
  }
  await interaction.editReply(`Done: ${interaction.toString()}`);
}

function play({ guild, member }: ChatInputCommandInteraction<'cached'>, file: string): void {
  const deck = decks.get(guild.id) ?? newDeck(guild.id);
  if (getVoiceConnection(guild.id) === undefined && member.voice.channelId !== null) {
    const { voiceAdapterCreator: adapterCreator, id: guildId } = guild;
    joinVoiceChannel({ guildId, channelId: member.voice.channelId, adapterCreator }).subscribe(deck.player);
  }
  if (deck.player.state.status === AudioPlayerStatus.Idle) deck.player.play(open(file));
  else deck.waiting.push(file);
}

function stop(guildId: string): void {
  const deck = decks.get(guildId);
  deck?.waiting.splice(0);
  deck?.player.stop();
}

function newDeck(guildId: string): Deck {
  const deck = { player: createAudioPlayer(), waiting: [] as string[] };
  deck.player.on(AudioPlayerStatus.Idle, () => {
    const next = deck.waiting.shift();
    if (next !== undefined) deck.player.play(open(next));
  });
  decks.set(guildId, deck);
  return deck;
}

function open(file: string): AudioResource {
  const place = path.join(MUSIC_DIR, path.basename(file));
  if (!file.endsWith('.opus')) return createAudioResource(place);
  return createAudioResource(createReadStream(place), { inputType: StreamType.OggOpus });
}
