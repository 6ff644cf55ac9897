import { TonearmError } from '@tonearm/core';

/** Discord's nested description of what is wrong with a body (docs: Reference, "Error Messages"). */
export interface ErrorTree {
  readonly [key: string]: ErrorTree | readonly ErrorLeaf[];
}

/** One fault of one field. */
export interface ErrorLeaf {
  readonly code: string;
  readonly message: string;
}

/** Discord says no: an HTTP status with Discord's own error code and text (docs: Opcodes and Status Codes, "JSON"). */
export class Refusal extends TonearmError {
  readonly code = 'discord-refusal';
  readonly retryable = false;

  constructor(
    readonly status: number,
    readonly discordCode: number,
    message: string,
    /** Only for 50035, Invalid Form Body. */
    readonly errors?: ErrorTree,
  ) {
    super(message);
  }
}

/** The refusals that the sandbox knows, by name. */
export const refuse = {
  unauthorized: () => new Refusal(401, 0, '401: Unauthorized'),
  notFound: () => new Refusal(404, 0, '404: Not Found'),
  unknownApplication: () => new Refusal(404, 10002, 'Unknown Application'),
  unknownChannel: () => new Refusal(404, 10003, 'Unknown Channel'),
  unknownGuild: () => new Refusal(404, 10004, 'Unknown Guild'),
  unknownMember: () => new Refusal(404, 10007, 'Unknown Member'),
  unknownMessage: () => new Refusal(404, 10008, 'Unknown Message'),
  unknownRole: () => new Refusal(404, 10011, 'Unknown Role'),
  unknownUser: () => new Refusal(404, 10013, 'Unknown User'),
  unknownWebhook: () => new Refusal(404, 10015, 'Unknown Webhook'),
  unknownInteraction: () => new Refusal(404, 10062, 'Unknown interaction'),
  unknownCommand: () => new Refusal(404, 10063, 'Unknown application command'),
  unknownVoiceState: () => new Refusal(404, 10065, 'Unknown Voice State'),
  entityTooLarge: () => new Refusal(413, 40005, 'Request entity too large'),
  notConnectedToVoice: () => new Refusal(400, 40032, 'Target user is not connected to voice.'),
  alreadyAcknowledged: () => new Refusal(400, 40060, 'Interaction has already been acknowledged.'),
  missingAccess: () => new Refusal(403, 50001, 'Missing Access'),
  notYourMessage: () => new Refusal(403, 50005, 'Cannot edit a message authored by another user'),
  emptyMessage: () => new Refusal(400, 50006, 'Cannot send an empty message'),
  cannotMessageUser: () => new Refusal(403, 50007, 'Cannot send messages to this user'),
  missingPermissions: () => new Refusal(403, 50013, 'Missing Permissions'),
  wrongChannelType: () => new Refusal(400, 50024, 'Cannot execute action on this channel type'),
  deadToken: () => new Refusal(401, 50027, 'Invalid Webhook Token'),
  invalidRecipients: () => new Refusal(400, 50033, 'Invalid Recipient(s)'),
  invalidBody: (errors: ErrorTree) => new Refusal(400, 50035, 'Invalid Form Body', errors),
  malformedBody: () => new Refusal(400, 50109, 'The request body contains invalid JSON.'),
  fault: (status: number) => new Refusal(status, 0, `${status}: Internal Server Error`),
} as const;
