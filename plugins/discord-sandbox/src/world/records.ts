import type {
  APIActionRowComponent,
  APIApplicationCommand,
  APIApplicationCommandOptionChoice,
  APIComponentInMessageActionRow,
  APIEmbed,
  APIModalInteractionResponseCallbackData,
} from 'discord-api-types/v10';

/** Somebody with an account: a person or the bot. */
export interface UserRecord {
  readonly id: string;
  readonly name: string;
  readonly displayName: string;
  readonly bot: boolean;
  /** The language of the user's client, such as `en-GB`. */
  readonly locale: string;
}

/** A guild: a server, as people say. */
export interface GuildRecord {
  readonly id: string;
  readonly name: string;
  readonly ownerId: string;
  readonly locale: string;
}

/** A role; the one with the guild’s id is `@everyone`. */
export interface RoleRecord {
  readonly id: string;
  readonly guildId: string;
  readonly name: string;
  /** Bits as a decimal number. */
  readonly permissions: string;
  readonly position: number;
  readonly color: number;
}

/** What a channel allows or denies to one role or one member. */
export interface PermissionOverwrite {
  readonly kind: 'role' | 'member';
  readonly id: string;
  readonly allow: string;
  readonly deny: string;
}

/** A text channel, a voice channel or a stage of a guild. */
export interface ChannelRecord {
  readonly id: string;
  readonly guildId: string;
  readonly kind: 'text' | 'voice' | 'stage';
  readonly name: string;
  readonly position: number;
  readonly overwrites: readonly PermissionOverwrite[];
  /** How many may be in a voice channel; 0 is no limit. */
  readonly userLimit: number;
  /** Where a voice channel's server stands; `null` lets Discord choose. */
  readonly region: string | null;
  /** What a voice channel says of itself under its name; empty is nothing. */
  readonly status: string;
}

/** Where the bot and one user write to each other, outside of all guilds. */
export interface DirectChannelRecord {
  readonly id: string;
  readonly userId: string;
}

/** A user in a guild. */
export interface MemberRecord {
  readonly guildId: string;
  readonly userId: string;
  readonly nickname: string | null;
  readonly roleIds: readonly string[];
  readonly joinedAtMs: number;
  /** Silenced or deafened by the server, in every voice channel. */
  readonly mute: boolean;
  readonly deaf: boolean;
}

/** Where somebody is, in voice; `channelId: null` only in the event that tells of leaving. */
export interface VoiceStateRecord {
  readonly guildId: string;
  readonly userId: string;
  readonly channelId: string | null;
  readonly sessionId: string;
  readonly selfMute: boolean;
  readonly selfDeaf: boolean;
  /** In the audience of a stage, where one is not heard. */
  readonly suppressed: boolean;
  /** Since when somebody asks to speak on a stage; `null` when they do not. */
  readonly requestToSpeakAtMs: number | null;
}

/** A file on a message, without its bytes. */
export interface AttachmentRecord {
  readonly id: string;
  readonly filename: string;
  readonly contentType: string;
  readonly size: number;
  readonly description: string | null;
}

/** A row of buttons, or one select. */
export type MessageRow = APIActionRowComponent<APIComponentInMessageActionRow>;

/** A message as it stands now. */
export interface MessageRecord {
  readonly id: string;
  readonly channelId: string;
  /** `null` for a direct message. */
  readonly guildId: string | null;
  readonly authorId: string;
  readonly content: string;
  readonly embeds: readonly APIEmbed[];
  readonly components: readonly MessageRow[];
  readonly attachments: readonly AttachmentRecord[];
  /** Bits of `MessageFlags`. */
  readonly flags: number;
  readonly createdAtMs: number;
  readonly editedAtMs: number | null;
  /** Whom of those its text names it may mention: all, or only these ids; and whether `@everyone` and `@here` do. */
  readonly mayMention: {
    readonly users: 'all' | readonly string[];
    readonly roles: 'all' | readonly string[];
    readonly everyone: boolean;
  };
  /** The message this one replies to. */
  readonly repliesTo: string | null;
  /** The only user who sees it (an ephemeral message), or `null` when all see it. */
  readonly visibleTo: string | null;
  /** The interaction that made it. */
  readonly interaction: MessageOrigin | null;
}

/** From which interaction a message came (docs: Message, "Message Interaction Metadata Object"). */
export interface MessageOrigin {
  readonly interactionId: string;
  readonly userId: string;
  readonly kind: InteractionKind;
  readonly commandName: string | null;
}

/** A registered command, in Discord’s own form. */
export type CommandRecord = APIApplicationCommand;

/** How the bot was used. */
export type InteractionKind = 'command' | 'autocomplete' | 'component' | 'modal';

/** One thing the bot did about an interaction. */
export interface InteractionResponse {
  readonly kind: 'callback' | 'edit' | 'delete' | 'follow-up' | 'follow-up-edit' | 'follow-up-delete';
  /** Unix milliseconds at which the request arrived. */
  readonly atMs: number;
  /** The message as it stood after it; `null` where there is none. */
  readonly message: MessageRecord | null;
}

/** Somebody used the bot, and what became of it. */
export interface InteractionRecord {
  readonly id: string;
  readonly token: string;
  readonly kind: InteractionKind;
  readonly userId: string;
  readonly guildId: string;
  readonly channelId: string;
  readonly createdAtMs: number;
  /** The `data` of INTERACTION_CREATE. */
  readonly data: Readonly<Record<string, unknown>>;
  /** The message whose button or select was used. */
  readonly sourceMessageId: string | null;
  /** The first answer; `null` while there is none. */
  readonly acknowledgement: Acknowledgement | null;
  /** Whether the time for a first answer is over without one. */
  readonly unanswered: boolean;
  /** The message `@original` stands for. */
  readonly originalMessageId: string | null;
  readonly responses: readonly InteractionResponse[];
}

/** The first answer to an interaction. */
export interface Acknowledgement {
  /** A number of `InteractionResponseType`. */
  readonly callbackType: number;
  readonly atMs: number;
  readonly ephemeral: boolean;
  readonly choices: readonly APIApplicationCommandOptionChoice[] | null;
  readonly modal: APIModalInteractionResponseCallbackData | null;
}
