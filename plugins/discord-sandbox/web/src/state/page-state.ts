import type { APIMessage, APIModalInteractionResponseCallbackData } from 'discord-api-types/v10';
import type {
  ChannelView,
  GuildView,
  InteractionView,
  MemberView,
  PageEvent,
  PageSnapshot,
  VoiceView,
} from '../../../src/page/protocol.js';

/** Everything the page shows, as the sandbox last told it, and where the person is in it. */
export interface PageState {
  readonly connected: boolean;
  readonly userId: string;
  readonly guilds: PageSnapshot['guilds'];
  readonly guild: GuildView;
  readonly voice: readonly VoiceView[];
  /** By id, oldest first. */
  readonly messages: ReadonlyMap<string, APIMessage>;
  /** The person's uses of the bot that have no answer yet, or got none. */
  readonly interactions: ReadonlyMap<string, InteractionView>;
  readonly speaking: ReadonlySet<string>;
  /** Who types in which channel: `channelId/userId`. */
  readonly typing: ReadonlySet<string>;
  /** Ephemeral messages that were dismissed. */
  readonly dismissed: ReadonlySet<string>;
  /** Channels of messages with something new. */
  readonly unread: ReadonlySet<string>;
  /** The channel whose messages are shown; empty when there is none. */
  readonly channelId: string;
  readonly modal: OpenModal | null;
}

export interface OpenModal {
  readonly interactionId: string;
  readonly form: APIModalInteractionResponseCallbackData;
}

/** The state after an event. `before` is absent until the first snapshot. */
export function afterEvent(before: PageState | undefined, event: PageEvent): PageState | undefined {
  if (event.kind === 'snapshot') return fromSnapshot(before, event.snapshot);
  if (before === undefined) return undefined;
  switch (event.kind) {
    case 'guild':
      return { ...before, guild: event.guild, channelId: shownChannel(event.guild, before.channelId) };
    case 'voice':
      return { ...before, voice: event.states };
    case 'message':
      return withMessage(before, event.message);
    case 'message-deleted': {
      const messages = new Map(before.messages);
      messages.delete(event.messageId);
      return { ...before, messages };
    }
    case 'typing':
      return { ...before, typing: changed(before.typing, `${event.channelId}/${event.userId}`, true) };
    case 'speaking':
      return { ...before, speaking: changed(before.speaking, event.userId, event.speaking) };
    case 'interaction':
      return withInteraction(before, event.interaction);
    case 'modal':
      return { ...before, modal: { interactionId: event.interactionId, form: event.modal } };
  }
}

/** Who the page is. */
export function me(state: PageState): MemberView | undefined {
  return memberOf(state, state.userId);
}

export function memberOf(state: PageState, userId: string): MemberView | undefined {
  return state.guild.members.find((member) => member.id === userId);
}

export function channelOf(state: PageState, channelId: string): ChannelView | undefined {
  return state.guild.channels.find((channel) => channel.id === channelId);
}

/** The voice channel that the person is in. */
export function ownVoiceChannel(state: PageState): ChannelView | undefined {
  const own = state.voice.find((one) => one.userId === state.userId);
  return own === undefined ? undefined : channelOf(state, own.channelId);
}

/** The set with the value, or without it. */
export function changed<T>(set: ReadonlySet<T>, value: T, present: boolean): ReadonlySet<T> {
  const copy = new Set(set);
  if (present) copy.add(value);
  else copy.delete(value);
  return copy;
}

function fromSnapshot(before: PageState | undefined, snapshot: PageSnapshot): PageState {
  const { userId, guilds, guild, voice, messages } = snapshot;
  return {
    connected: true,
    userId,
    guilds,
    guild,
    voice,
    messages: new Map(messages.map((message) => [message.id, message])),
    interactions: new Map(),
    speaking: before?.guild.id === guild.id ? before.speaking : new Set(),
    typing: new Set(),
    dismissed: before?.dismissed ?? new Set(),
    unread: before?.unread ?? new Set(),
    channelId: shownChannel(guild, before?.channelId ?? ''),
    modal: null,
  };
}

/** The channel as before if it is still there, else the first one. */
function shownChannel(guild: GuildView, before: string): string {
  const shown = guild.channels.filter(({ kind }) => kind === 'text' || kind === 'direct');
  return (shown.find((channel) => channel.id === before) ?? shown[0])?.id ?? '';
}

function withMessage(before: PageState, message: APIMessage): PageState {
  const isNew = !before.messages.has(message.id);
  const elsewhere = isNew && message.channel_id !== before.channelId;
  return {
    ...before,
    messages: new Map(before.messages).set(message.id, message),
    typing: changed(before.typing, `${message.channel_id}/${message.author.id}`, false),
    unread: elsewhere ? changed(before.unread, message.channel_id, true) : before.unread,
  };
}

function withInteraction(before: PageState, interaction: InteractionView): PageState {
  const interactions = new Map(before.interactions);
  // A new use of the same button takes the place of the old one's failure.
  for (const [id, { messageId, customId }] of interactions) {
    if (messageId !== null && messageId === interaction.messageId && customId === interaction.customId)
      interactions.delete(id);
  }
  if (interaction.state === 'answered') interactions.delete(interaction.id);
  else interactions.set(interaction.id, interaction);
  return { ...before, interactions };
}
