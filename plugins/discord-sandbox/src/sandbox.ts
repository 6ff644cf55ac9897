import type { Unsubscribe } from '@tonearm/core';
import { SandboxTextChannel, SandboxVoiceChannel } from './api/sandbox-channel.js';
import type { SandboxContext } from './api/sandbox-context.js';
import { SandboxGuild } from './api/sandbox-guild.js';
import { SandboxUser } from './api/sandbox-user.js';
import { waitFor } from './api/wait-for.js';
import type { Faults } from './faults/faults.js';
import type { Gateway } from './gateway/gateway.js';
import type { LoopbackServer } from './server/loopback-server.js';
import type { Certificate } from './voice/certificate.js';
import type { VoiceServer } from './voice/voice-server.js';
import { uploadedFile } from './wire/uploaded-file.js';
import type { CommandRecord } from './world/records.js';
import type { World } from './world/world.js';
import type { WorldEvent } from './world/world-event.js';

/** The parts of a running sandbox. */
export interface SandboxParts {
  readonly world: World;
  readonly gateway: Gateway;
  readonly faults: Faults;
  readonly server: LoopbackServer;
  readonly voice: VoiceServer;
  readonly certificate: Certificate;
}

/** A local Discord that runs. Tests act through it: they make guilds, type commands, look at replies, listen. */
export class Sandbox {
  readonly #context: SandboxContext;

  constructor(private readonly parts: SandboxParts) {
    this.#context = { world: parts.world, voice: parts.voice, faults: parts.faults, origin: () => parts.server.url };
  }

  /** `http://127.0.0.1:PORT`, where the web page is. */
  get url(): string {
    return this.parts.server.url;
  }

  /** What discord.js takes as `rest.api`, and Tonearm's bots as DISCORD_API_URL. */
  get apiUrl(): string {
    return `${this.url}/api`;
  }

  /** The bot's token. */
  get token(): string {
    return this.parts.world.token;
  }

  get applicationId(): string {
    return this.parts.world.bot.id;
  }

  get botUserId(): string {
    return this.parts.world.bot.id;
  }

  /** The certificate of the voice server as a PEM file, for NODE_EXTRA_CA_CERTS of the bot's process. */
  get certificatePath(): string {
    return this.parts.certificate.path;
  }

  /** Makes this process (this thread of it) trust the voice server's certificate. */
  trust(): void {
    this.parts.certificate.trust();
  }

  /** The environment of a bot that shall come here instead of to Discord. */
  get environment(): Readonly<Record<'DISCORD_TOKEN' | 'DISCORD_API_URL' | 'NODE_EXTRA_CA_CERTS', string>> {
    return { DISCORD_TOKEN: this.token, DISCORD_API_URL: this.apiUrl, NODE_EXTRA_CA_CERTS: this.certificatePath };
  }

  /** Troubles on demand. */
  get faults(): Faults {
    return this.parts.faults;
  }

  /** The plain state behind everything; the web page reads it. */
  get world(): World {
    return this.parts.world;
  }

  /** Calls with everything that happens from now on. */
  onEvent(listener: (event: WorldEvent) => void): Unsubscribe {
    return this.parts.world.events.add(listener);
  }

  /** A new guild with the bot in it, and an owner: the user given, or a new one. */
  addGuild(options: { readonly name: string; readonly owner?: SandboxUser; readonly locale?: string }): SandboxGuild {
    const { world } = this.parts;
    const owner =
      options.owner ?? this.addUser({ name: `owner-of-${options.name.toLowerCase().replaceAll(/\W+/g, '-')}` });
    const { name, locale = 'en-US' } = options;
    const guild = world.guilds.addGuild({ name, locale, ownerId: owner.id, memberIds: [owner.id, world.bot.id] });
    return new SandboxGuild(this.#context, guild.id);
  }

  addUser(options: { readonly name: string; readonly displayName?: string; readonly locale?: string }): SandboxUser {
    const { name, displayName = name, locale = 'en-US' } = options;
    return new SandboxUser(
      this.#context,
      this.parts.world.guilds.addUser({ name, displayName, locale, bot: false }).id,
    );
  }

  /** A file as a person gives it with a command: the value of an option that takes one. */
  upload(filename: string, content: string | Uint8Array): { readonly id: string } {
    const bytes = typeof content === 'string' ? Buffer.from(content) : content;
    const { id } = this.parts.world.attachments.store(uploadedFile(filename, bytes));
    return { id };
  }

  get guilds(): readonly SandboxGuild[] {
    return this.parts.world.guilds.guilds().map((guild) => new SandboxGuild(this.#context, guild.id));
  }

  guild(id: string): SandboxGuild {
    return new SandboxGuild(this.#context, this.parts.world.guilds.guild(id).id);
  }

  textChannel(id: string): SandboxTextChannel {
    return new SandboxTextChannel(this.#context, this.parts.world.guilds.channel(id).id);
  }

  voiceChannel(id: string): SandboxVoiceChannel {
    return new SandboxVoiceChannel(this.#context, this.parts.world.guilds.channel(id).id);
  }

  /** The bot's registered commands: the global ones, and those of single guilds by guild id. */
  get commands(): {
    readonly global: readonly CommandRecord[];
    readonly guild: (guildId: string) => readonly CommandRecord[];
  } {
    const { commands } = this.parts.world;
    return { global: commands.in(null), guild: (guildId) => commands.in(guildId) };
  }

  /** Resolves when the bot has registered the command, globally or in the guild. */
  waitForCommand(name: string, guild?: SandboxGuild, timeoutMs?: number): Promise<CommandRecord> {
    const { commands } = this.parts.world;
    const known = () => (guild === undefined ? commands.in(null) : commands.usableIn(guild.id));
    return waitFor(this.parts.world, () => known().find((command) => command.name === name), {
      what: `command /${name}`,
      seen: () => JSON.stringify(known().map((command) => command.name)),
      timeoutMs,
    });
  }

  /** Whether the bot has an open gateway connection and has identified. */
  get botConnected(): boolean {
    return this.parts.gateway.connected.length > 0;
  }

  /** Resolves when the bot is connected to the gateway. */
  async waitForBot(timeoutMs?: number): Promise<void> {
    await waitFor(this.parts.world, () => (this.botConnected ? true : undefined), {
      what: 'the bot to identify at the gateway',
      seen: () => 'no identified connection',
      timeoutMs,
    });
  }

  /** Ends all connections and frees the ports. */
  async close(): Promise<void> {
    this.parts.gateway.close();
    await this.parts.server.close();
    await this.parts.voice.close();
    await this.parts.certificate.dispose();
  }
}
