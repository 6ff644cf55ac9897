import { container } from '@sapphire/framework';
import type { GuildSettings, SessionControls, SessionSnapshot, Tonearm } from '@tonearm/core';
import type { ChatInputCommandInteraction, Guild, GuildMember, VoiceBasedChannel } from 'discord.js';
import { djRoleName, isDj } from './policy/dj.js';
import type { CommandName } from './policy/policy.js';
import { requireRight, requireTextChannel } from './policy/rights.js';
import { Refusal } from './refusal.js';
import type { Repliable } from './replies/interaction-reply.js';
import { type Speech, speechIn } from './texts/speech.js';
import type { TonearmInSapphire } from './tonearm-container.js';

/** One use of a command or a control, by someone who may: what there is to know about it. */
export class Asked<Interaction extends Repliable = ChatInputCommandInteraction<'cached'>> {
  readonly interaction: Interaction;
  /** In the language of the server. */
  readonly speech: Speech;
  readonly #channel: VoiceBasedChannel | undefined;

  private constructor(interaction: Interaction, speech: Speech, channel: VoiceBasedChannel | undefined) {
    this.interaction = interaction;
    this.speech = speech;
    this.#channel = channel;
  }

  /** Checks at once, without awaiting anything, that it may be done. @throws Refusal that says what is missing */
  static admit<Interaction extends Repliable>(interaction: Interaction, name: CommandName): Asked<Interaction> {
    const speech = speechFor(interaction.guild);
    if (interaction.isChatInputCommand()) requireTextChannel(interaction, speech);
    const channel = requireRight(container.tonearmInSapphire.policy[name].who, interaction.member, speech);
    return new Asked(interaction, speech, channel);
  }

  get tonearm(): Tonearm {
    return container.tonearm;
  }

  get parts(): TonearmInSapphire {
    return container.tonearmInSapphire;
  }

  get guildId(): string {
    return this.interaction.guildId;
  }

  get member(): GuildMember {
    return this.interaction.member;
  }

  /** The voice channel it is about: where a guest sits, or where we are. For commands that anyone may use there is none. */
  get channel(): VoiceBasedChannel {
    if (this.#channel) return this.#channel;
    throw new Error('What anyone may use has no voice channel');
  }

  get session(): SessionControls | undefined {
    return this.tonearm.session(this.guildId);
  }

  get snapshot(): SessionSnapshot | undefined {
    return this.session?.snapshot;
  }

  get isDj(): boolean {
    return isDj(this.member, this.parts.djRoleIn(this.guildId));
  }

  /** The DJ role of the server as people know it. */
  get djRole(): string {
    return djRoleName(this.interaction.guild, this.parts.djRoleIn(this.guildId));
  }

  /** What the server has decided. */
  get settings(): GuildSettings {
    return this.tonearm.settings.of(this.guildId);
  }

  /** Counts this use. @throws Refusal with the time left, when the command was used a moment ago */
  coolDown(name: CommandName): void {
    const { coolDowns, policy } = this.parts;
    const leftMs = coolDowns?.use([name, this.guildId, this.member.id], policy[name].coolDownMs) ?? 0;
    if (leftMs <= 0) return;
    throw new Refusal(this.speech.say('refuse.cool-down', { command: name, time: this.speech.seconds(leftMs) }));
  }
}

/** The language of a server: as it is set for it, else as Discord knows it, else English. */
export function speechFor(guild: Guild): Speech {
  const set = container.tonearmInSapphire.languageIn(guild.id);
  return speechIn(set ?? guild.preferredLocale);
}
