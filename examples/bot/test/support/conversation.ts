import { FakeSource } from '@tonearm/core/testing';
import type { OptionValue, SandboxInteraction, SandboxMember } from '@tonearm/discord-sandbox';
import { aBot, type TestBot, type TestBotOptions } from './a-bot.js';
import { controlsOf, reaches } from './cards.js';

type Message = NonNullable<SandboxInteraction['message']>;

/** Titles of the tracks that `fake: …` finds, each by itself. */
export const TITLES = ['Alpha', 'Bravo', 'Charlie', 'Delta', 'Echo', 'Foxtrot'] as const;

const SIX_MINUTES = 360_000;

/** People who talk with a bot that plays six tracks of six minutes each. */
export class Conversation {
  readonly bot: TestBot;
  readonly source: FakeSource;

  private constructor(bot: TestBot, source: FakeSource) {
    this.bot = bot;
    this.source = source;
  }

  static async begin(options: TestBotOptions = {}): Promise<Conversation> {
    const bot = await aBot(options);
    const tracks = TITLES.map((title) => ({
      source: 'fake',
      id: title.toLowerCase(),
      title,
      author: 'The Spellers',
      url: `https://music.example/${title.toLowerCase()}`,
      durationMs: SIX_MINUTES,
    }));
    const playlists = {
      album: { title: 'Album', url: 'https://music.example/album', trackCount: tracks.length, items: tracks },
    };
    const source = new FakeSource({ tracks, playlists });
    bot.tonearm.sources.add(source);
    return new Conversation(bot, source);
  }

  /** Uses a command, and waits for its answer. */
  async say(
    name: string,
    options: Readonly<Record<string, OptionValue>> = {},
    member: SandboxMember = this.bot.manager,
  ): Promise<SandboxInteraction> {
    const used = await member.command(this.bot.text, name, options);
    await used.waitForReply();
    return used;
  }

  /** What the bot answers to a command. */
  async answerTo(...said: Parameters<Conversation['say']>): Promise<string | undefined> {
    return (await this.say(...said)).message?.content;
  }

  /** What the bot refuses, for who asked alone. */
  async refusalOf(...said: Parameters<Conversation['say']>): Promise<string | undefined> {
    const { message, ephemeral } = await this.say(...said);
    return ephemeral ? message?.content : `Everyone saw: ${message?.content}`;
  }

  /** Presses the button of a message whose action begins so. */
  async press(
    message: Message | undefined,
    action: string,
    member: SandboxMember = this.bot.manager,
  ): Promise<SandboxInteraction> {
    if (!message) throw new Error('There is no message to press a button of');
    const id = controlsOf(message).find((one) => one.startsWith(`tonearm:${action}`));
    const pressed = await member.click(message, id ?? action);
    await pressed.waitForReply();
    return pressed;
  }

  /** Plays the first of these, and queues the others, asked for by the member in the voice channel. */
  async queue(titles: readonly string[], member: SandboxMember = this.bot.manager): Promise<SandboxInteraction[]> {
    member.joinVoice(this.bot.voice);
    const cards: SandboxInteraction[] = [];
    for (const title of titles) {
      const isFirst = !this.bot.tonearm.session(this.bot.guild.id)?.snapshot.playing;
      const card = await member.command(this.bot.text, 'play', { query: `fake: ${title}` });
      await reaches(card, isFirst ? 'playing' : 'added');
      cards.push(card);
    }
    return cards;
  }

  /** Titles of what plays and of what waits, in order. */
  get standing(): readonly string[] {
    const snapshot = this.bot.tonearm.session(this.bot.guild.id)?.snapshot;
    const entries = [...(snapshot?.playing ? [snapshot.playing.entry] : []), ...(snapshot?.upcoming ?? [])];
    return entries.map(({ content }) => (content.kind === 'track' ? content.track.title : content.kind));
  }

  /** Silence, and everyone out of voice. */
  async clear(): Promise<void> {
    this.bot.tonearm.session(this.bot.guild.id)?.leave();
    for (const channel of this.bot.guild.voiceChannels) await channel.waitForBotToLeave();
    for (const member of this.bot.guild.members) if (member.id !== this.bot.guild.bot.id) member.leaveVoice();
  }
}
