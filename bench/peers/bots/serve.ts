import { type ChatInputCommandInteraction, Client, GatewayIntentBits, SlashCommandBuilder } from 'discord.js';

/*
 * What the rivals' bots have in common: a discord.js client with /play, /stop and /leave. Node runs these files as they
 * are, without a build.
 */

/** What a library does about each command. What it answers is the reply. */
export interface Commands {
  play(interaction: ChatInputCommandInteraction<'cached'>, file: string): Promise<string>;
  stop(guildId: string): Promise<string>;
  leave(guildId: string): Promise<string>;
}

const { DISCORD_API_URL = '', DISCORD_TOKEN = '' } = process.env;

/** A client that libraries attach themselves to before it logs in. */
export function newClient(): Client {
  return new Client({
    intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildVoiceStates],
    rest: { api: DISCORD_API_URL },
  });
}

/** Logs in, tells Discord the commands, and answers them until the process is told to end. */
export async function serve(client: Client, commands: Commands): Promise<void> {
  client.on('interactionCreate', (interaction) => {
    if (!interaction.isChatInputCommand() || !interaction.inCachedGuild()) return;
    answer(interaction, commands).catch((error: unknown) => complain(error));
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
}

/** Where an error goes that a library tells of by an event. */
export function complain(error: unknown): void {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
}

async function answer(interaction: ChatInputCommandInteraction<'cached'>, commands: Commands): Promise<void> {
  await interaction.deferReply();
  try {
    await interaction.editReply(await done(interaction, commands));
  } catch (error) {
    complain(error);
    await interaction.editReply(`Something went wrong: ${String(error)}`.slice(0, 2_000));
  }
}

function done(interaction: ChatInputCommandInteraction<'cached'>, commands: Commands): Promise<string> {
  switch (interaction.commandName) {
    case 'play':
      return commands.play(interaction, interaction.options.getString('query', true));
    case 'stop':
      return commands.stop(interaction.guildId);
    default:
      return commands.leave(interaction.guildId);
  }
}
