import { expect } from 'chai';
import { Command, container, LogLevel, SapphireClient } from '@sapphire/framework';
import { type ChatInputCommandInteraction, GatewayIntentBits } from 'discord.js';
import { createSandbox } from '../src/index.js';

class Ping extends Command {
  override registerApplicationCommands(registry: Command.Registry): void {
    registry.registerChatInputCommand((builder) => builder.setName('ping').setDescription('Answers'));
  }

  override async chatInputRun(interaction: ChatInputCommandInteraction): Promise<void> {
    await interaction.reply('Pong');
  }
}

describe('the sandbox under Sapphire', () => {
  it('takes the commands that Sapphire registers at start and runs them', async () => {
    const sandbox = await createSandbox();
    const guild = sandbox.addGuild({ name: 'Shop' });
    const text = guild.addTextChannel('music');
    const ada = guild.addMember(sandbox.addUser({ name: 'ada' }));
    const client = new SapphireClient({
      intents: [GatewayIntentBits.Guilds],
      rest: { api: sandbox.apiUrl },
      baseUserDirectory: null,
      logger: { level: LogLevel.None },
    });
    try {
      await container.stores.loadPiece({ store: 'commands', name: 'ping', piece: Ping });
      await client.login(sandbox.token);
      await sandbox.waitForCommand('ping');
      const sent = await ada.command(text, 'ping');
      expect((await sent.waitForReply()).content).to.equal('Pong');
    } finally {
      await client.destroy();
      await sandbox.close();
    }
  });
});
