import { Readable } from 'node:stream';
import {
  type AudioPlayer,
  createAudioPlayer,
  createAudioResource,
  type DiscordGatewayAdapterCreator,
  entersState,
  joinVoiceChannel,
  StreamType,
  VoiceConnectionStatus,
} from '@discordjs/voice';
import { expect } from 'chai';
import { GatewayIntentBits } from 'discord.js';
import { type ConnectedBot, connectBot } from './support/connected-bot.js';

/** An Opus frame of 20 ms, told apart from silence by its bytes. */
const FRAME = Buffer.from([0xfc, 1, 2, 3, 4, 5, 6, 7]);

describe('sound from a bot with discord.js and @discordjs/voice', () => {
  let bot: ConnectedBot;
  /** One that is not stopped wakes every 20 ms for ever. */
  const players: AudioPlayer[] = [];
  beforeEach(async () => {
    bot = await connectBot({ intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildVoiceStates] });
    bot.sandbox.trust();
  });
  afterEach(async () => {
    for (const player of players.splice(0)) player.stop(true);
    await bot.close();
  });

  function join() {
    // discord.js declares its adapter loosely; it is the one that @discordjs/voice is made for.
    const adapterCreator = bot.client.guilds.cache.get(bot.guild.id)
      ?.voiceAdapterCreator as DiscordGatewayAdapterCreator;
    return joinVoiceChannel({ guildId: bot.guild.id, channelId: bot.voice.id, adapterCreator });
  }

  function play(connection: ReturnType<typeof join>, frames: number): void {
    const player = createAudioPlayer();
    players.push(player);
    connection.subscribe(player);
    player.play(
      createAudioResource(Readable.from(Array(frames).fill(FRAME), { objectMode: true }), {
        inputType: StreamType.Opus,
      }),
    );
  }

  it('is heard by a person in the channel, end-to-end encrypted', async () => {
    bot.ada.joinVoice(bot.voice);
    const connection = join();
    await entersState(connection, VoiceConnectionStatus.Ready, 5_000);
    play(connection, 100);
    await bot.voice.listener.waitForEnd();
    const { frames, counts } = bot.voice.listener;
    expect(frames.at(-1)?.encryption).to.equal('dave');
    expect(Buffer.from(frames.at(-1)?.opus ?? [])).to.deep.equal(FRAME);
    expect([frames.length, counts.lost, counts.undecryptable]).to.deep.equal([100, 0, 0]);
    connection.destroy();
    await bot.voice.waitForBotToLeave();
  });

  it('goes on in the channel that the bot is moved to', async () => {
    const other = bot.guild.addVoiceChannel('Other');
    const connection = join();
    await entersState(connection, VoiceConnectionStatus.Ready, 5_000);
    play(connection, 500);
    await bot.voice.listener.waitForFrames(5);
    bot.guild.bot.joinVoice(other);
    await other.listener.waitForFrames(5);
    expect(other.hasBot).to.equal(true);
    connection.destroy();
  });

  it('goes on after the voice server failed', async () => {
    bot.ada.joinVoice(bot.voice);
    const connection = join();
    await entersState(connection, VoiceConnectionStatus.Ready, 5_000);
    play(connection, 500);
    await bot.voice.listener.waitForFrames(5);
    bot.sandbox.faults.voice.close(bot.guild);
    await entersState(connection, VoiceConnectionStatus.Connecting, 5_000);
    await entersState(connection, VoiceConnectionStatus.Ready, 5_000);
    bot.voice.listener.clear();
    const frames = await bot.voice.listener.waitForFrames(5);
    expect(frames.map((frame) => frame.encryption)).to.deep.equal(Array(5).fill('dave'));
    connection.destroy();
  });

  it('ends when the bot is disconnected by somebody', async () => {
    const connection = join();
    await entersState(connection, VoiceConnectionStatus.Ready, 5_000);
    bot.guild.bot.leaveVoice();
    await entersState(connection, VoiceConnectionStatus.Disconnected, 5_000);
    connection.destroy();
  });
});
