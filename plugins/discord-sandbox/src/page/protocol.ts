import type {
  APIApplicationCommandOption,
  APIApplicationCommandOptionChoice,
  APIMessage,
  APIModalInteractionResponseCallbackData,
} from 'discord-api-types/v10';

/**
 * What the web page and the sandbox say to each other over one WebSocket: JSON text both ways, and binary messages
 * with sound towards the page. The page is always somebody: it sees what that person sees and does what they may do.
 * Only types and constants live here, for the page is built from them too.
 */

/** What someone may do in a guild; who comes first is offered first to try the bot as. */
export const STANDINGS = ['manager', 'owner', 'member'] as const;

/** What the page can let happen to the bot. */
export const TROUBLES = [
  'move-bot-here',
  'disconnect-bot',
  'let-bot-speak',
  'close-voice',
  'change-voice-server',
  'lose-udp',
  'downgrade',
  'upgrade',
  'spoil-commit',
  'forge-proposal',
  'cut-gateway',
  'end-gateway-session',
] as const;

export type Trouble = (typeof TROUBLES)[number];

/** The close codes of the voice gateway, with gaps (docs: Voice Close Event Codes). */
export const VOICE_CLOSE_CODES = { first: 4_001, last: 4_022 } as const;

/** Where the page's socket is. */
export const PAGE_SOCKET_PATH = '/page';

/** Where the page puts the files that are attached to commands: `POST` with `?name=`. */
export const PAGE_FILES_PATH = '/page/files';

/** The longest request in characters; more is refused with words. */
export const MOST_REQUEST_CHARACTERS = 16_384;

/** The longest message a person may write (docs: Create Message). */
export const MOST_MESSAGE_CHARACTERS = 2_000;

/** The value of a command's option; users, roles, channels and files by their id. */
export type OptionInput = string | number | boolean;

/** What a person does, or wants to see. Each is answered by one {@link PageAnswer} with its `requestId`. */
export type PageRequest =
  | { readonly do: 'become'; readonly userId: string; readonly guildId: string }
  | { readonly do: 'say'; readonly channelId: string; readonly content: string }
  | {
      readonly do: 'command';
      readonly channelId: string;
      /** The name, and those of the group and subcommand after it: `playlist add`. */
      readonly command: string;
      readonly options: Readonly<Record<string, OptionInput>>;
    }
  | {
      readonly do: 'autocomplete';
      readonly channelId: string;
      readonly command: string;
      readonly options: Readonly<Record<string, OptionInput>>;
      readonly focused: string;
    }
  | { readonly do: 'click'; readonly channelId: string; readonly messageId: string; readonly customId: string }
  | {
      readonly do: 'pick';
      readonly channelId: string;
      readonly messageId: string;
      readonly customId: string;
      readonly values: readonly string[];
    }
  | { readonly do: 'submit'; readonly interactionId: string; readonly values: Readonly<Record<string, string>> }
  | { readonly do: 'join-voice'; readonly channelId: string }
  | { readonly do: 'leave-voice' }
  /** Discord makes trouble for the bot in this guild; `code` is for `close-voice`. */
  | { readonly do: 'trouble'; readonly trouble: Trouble; readonly code: number }
  /** Whether the sound of the voice channel that the person is in shall be sent. */
  | { readonly do: 'listen'; readonly on: boolean };

/** A request as it goes over the socket. */
export type NumberedRequest = PageRequest & { readonly requestId: number };

/** What became of a request. */
export type PageAnswer =
  | {
      readonly kind: 'done';
      readonly requestId: number;
      readonly choices?: readonly APIApplicationCommandOptionChoice[];
    }
  /** It was refused; `words` are for the person. `requestId` is `null` when the request was too broken to have one. */
  | { readonly kind: 'refused'; readonly requestId: number | null; readonly words: string };

/** What the page is told, in order of happening. A snapshot replaces everything; the others change it. */
export type PageEvent =
  | { readonly kind: 'snapshot'; readonly snapshot: PageSnapshot }
  | { readonly kind: 'guild'; readonly guild: GuildView }
  | { readonly kind: 'voice'; readonly states: readonly VoiceView[] }
  | { readonly kind: 'message'; readonly message: APIMessage }
  | { readonly kind: 'message-deleted'; readonly channelId: string; readonly messageId: string }
  | { readonly kind: 'typing'; readonly channelId: string; readonly userId: string }
  | { readonly kind: 'speaking'; readonly userId: string; readonly speaking: boolean }
  | { readonly kind: 'interaction'; readonly interaction: InteractionView }
  | {
      readonly kind: 'modal';
      readonly interactionId: string;
      readonly modal: APIModalInteractionResponseCallbackData;
    };

export type PageMessage = PageEvent | PageAnswer;

/** The sandbox as one person in one guild sees it. */
export interface PageSnapshot {
  /** Who the page is. */
  readonly userId: string;
  readonly guilds: readonly { readonly id: string; readonly name: string }[];
  readonly guild: GuildView;
  readonly voice: readonly VoiceView[];
  /** Of all text channels the person can see, oldest first. */
  readonly messages: readonly APIMessage[];
}

export interface GuildView {
  readonly id: string;
  readonly name: string;
  readonly botId: string;
  readonly botOnline: boolean;
  readonly channels: readonly ChannelView[];
  readonly roles: readonly RoleView[];
  readonly members: readonly MemberView[];
  readonly commands: readonly CommandView[];
}

/** A channel that the person can see. */
export interface ChannelView {
  readonly id: string;
  readonly kind: 'text' | 'voice' | 'stage' | 'direct';
  readonly name: string;
  /** What a voice channel says of itself; empty is nothing. */
  readonly status: string;
  readonly maySend: boolean;
  readonly mayConnect: boolean;
  /** Ids of the commands that the person may use here. */
  readonly commandIds: readonly string[];
}

export interface RoleView {
  readonly id: string;
  readonly name: string;
  readonly color: number;
}

export interface MemberView {
  readonly id: string;
  readonly name: string;
  readonly displayName: string;
  readonly bot: boolean;
  /** Of the highest role that has one; 0 is none. */
  readonly color: number;
  readonly roleNames: readonly string[];
  readonly standing: (typeof STANDINGS)[number];
  /** What a bot says it is doing. */
  readonly activity: string | null;
}

/** A slash command with everything that completion needs. */
export interface CommandView {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly options: readonly APIApplicationCommandOption[];
}

export interface VoiceView {
  readonly userId: string;
  readonly channelId: string;
  readonly muted: boolean;
  readonly deafened: boolean;
  /** In the audience of a stage, where one is not heard. */
  readonly suppressed: boolean;
  readonly asksToSpeak: boolean;
}

/** One of the person's own uses of the bot, from sending to the first answer. */
export interface InteractionView {
  readonly id: string;
  readonly state: 'sent' | 'answered' | 'unanswered';
  readonly use: 'command' | 'component' | 'modal';
  readonly channelId: string;
  readonly commandName: string | null;
  /** The message whose button or select was used, and which one. */
  readonly messageId: string | null;
  readonly customId: string | null;
  readonly createdAtMs: number;
}

/**
 * A binary message is one frame of sound: its spurt and its RTP timestamp as unsigned 32-bit numbers in network order,
 * then the Opus packet. Frames of one spurt belong together without a pause.
 */
export const SOUND_HEADER_BYTES = 8;
