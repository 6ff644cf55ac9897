import { container } from '@sapphire/framework';
import {
  ChannelType,
  type ChatInputCommandInteraction,
  type GuildMember,
  PermissionFlagsBits,
  type VoiceBasedChannel,
} from 'discord.js';
import { Refusal } from '../refusal.js';
import type { Speech } from '../texts/speech.js';
import { djRoleName, isDj } from './dj.js';
import { ourChannelIn } from './our-channel.js';
import { isFull, peopleIn } from './people.js';
import type { Right } from './policy.js';

/**
 * Lets a member do something, or throws a {@link Refusal} that says what is missing.
 * @returns the voice channel it is about: where to play for a guest, where we are for a listener; `undefined` when it is
 * about none
 */
export function requireRight(who: Right, member: GuildMember, speech: Speech): VoiceBasedChannel | undefined {
  switch (who) {
    case 'anyone':
      return undefined;
    case 'guest':
      return requirePlayable(member, speech);
    case 'listener':
      return requireListener(member, speech);
    case 'dj': {
      const channel = requireListener(member, speech);
      requireDj(member, speech);
      return channel;
    }
    case 'manager':
      if (member.permissions.has(PermissionFlagsBits.ManageGuild)) return undefined;
      throw new Refusal(speech.say('refuse.manager'));
    case 'administrator':
      if (member.permissions.has(PermissionFlagsBits.Administrator)) return undefined;
      throw new Refusal(speech.say('refuse.administrator'));
  }
}

/** Throws a {@link Refusal} unless the member may decide for others. */
export function requireDj(member: GuildMember, speech: Speech): void {
  const djRole = container.tonearmInSapphire.djRoleIn(member.guild.id);
  if (isDj(member, djRole)) return;
  throw new Refusal(speech.say('refuse.dj', { role: djRoleName(member.guild, djRole) }));
}

/** @throws Refusal where the server has decided that commands belong into other channels; who manages it may use them anywhere */
export function requireTextChannel(interaction: ChatInputCommandInteraction<'cached'>, speech: Speech): void {
  const { textChannelIds } = container.tonearm.settings.of(interaction.guildId);
  if (textChannelIds.length === 0 || interaction.member.permissions.has(PermissionFlagsBits.ManageGuild)) return;
  const { channel } = interaction;
  const here = [interaction.channelId, ...(channel?.isThread() ? [channel.parentId] : [])];
  if (here.some((id) => id !== null && textChannelIds.includes(id))) return;
  throw new Refusal(speech.say('refuse.text-channel', { channels: textChannelIds.map((id) => `<#${id}>`).join(', ') }));
}

/** Where the member listens, if we may play there. */
function requirePlayable(member: GuildMember, speech: Speech): VoiceBasedChannel {
  const { channel } = member.voice;
  if (!channel) throw new Refusal(speech.say('refuse.no-voice'));
  const reason = whyNotPlayIn(channel, speech) ?? whyNotCallAway(member, channel, speech);
  if (reason !== undefined) throw new Refusal(reason);
  return channel;
}

function requireListener(member: GuildMember, speech: Speech): VoiceBasedChannel {
  const ours = ourChannelIn(member.guild);
  if (!ours) throw new Refusal(speech.say('refuse.not-in-channel'));
  if (member.voice.channelId === ours.id) return ours;
  throw new Refusal(speech.say('refuse.elsewhere', { channel: `${ours}` }));
}

/** What keeps us from playing in a channel, in words; `undefined` when nothing does. */
function whyNotPlayIn(channel: VoiceBasedChannel, speech: Speech): string | undefined {
  const { me } = channel.guild.members;
  const permissions = me ? channel.permissionsFor(me) : null;
  if (!permissions?.has(PermissionFlagsBits.ViewChannel | PermissionFlagsBits.Connect)) {
    return speech.say('refuse.may-not-connect', { channel: `${channel}` });
  }
  // On a stage nobody speaks by permission alone: we ask for it when we are there.
  if (channel.type !== ChannelType.GuildStageVoice && !permissions.has(PermissionFlagsBits.Speak)) {
    return speech.say('refuse.may-not-speak', { channel: `${channel}` });
  }
  const full =
    isFull(channel) && me?.voice.channelId !== channel.id && !permissions.has(PermissionFlagsBits.MoveMembers);
  return full ? speech.say('refuse.channel-full', { channel: `${channel}` }) : undefined;
}

/** What keeps a member from calling us into their channel: others listen where we play. A DJ may. `undefined` when nothing does. */
function whyNotCallAway(member: GuildMember, to: VoiceBasedChannel, speech: Speech): string | undefined {
  const { tonearm, tonearmInSapphire } = container;
  const ours = ourChannelIn(to.guild);
  if (!ours || ours.id === to.id || !tonearm.session(to.guild.id)?.snapshot.playing) return undefined;
  if (peopleIn(ours).length === 0 || isDj(member, tonearmInSapphire.djRoleIn(to.guild.id))) return undefined;
  return speech.say('refuse.playing-for-others', { channel: `${ours}` });
}
