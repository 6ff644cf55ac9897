import type { Clock, Logger } from '@tonearm/core';
import { VoiceOpcodes } from 'discord-api-types/voice/v8';
import { Audience } from './dave/audience.js';
import { badProposal } from './dave/bad-proposal.js';
import { DAVE_VERSION } from './dave/dave-version.js';
import { EncryptionGroup } from './dave/encryption-group.js';
import type { ExternalSender } from './dave/external-sender.js';
import { hasDaveMarker } from './dave/frame-marker.js';
import { HumanMember } from './dave/human-member.js';
import { RemoteMember } from './dave/remote-member.js';
import { FrameRecorder } from './listening/frame-recorder.js';
import { parseSpeaking, parseTransition } from './session/client-messages.js';
import type { ClientMessage } from './session/gateway-socket.js';
import type { VoiceSession } from './session/voice-session.js';
import type { ArrivedPacket } from './udp/udp-receiver.js';
import type { BadProposal, VoiceTicket } from './voice-server.js';

const SILENCE_FRAME = Buffer.from([0xf8, 0xff, 0xfe]);

/** Which channel, and what it stands on. */
export interface VoiceChannelOptions {
  readonly channelId: string;
  /** Who proposes members of the end-to-end encrypted group; `null` where there is no such encryption. */
  readonly sender: ExternalSender | null;
  /** Whether a bot is in the audience of a stage, where it is not heard. */
  readonly suppressed: (bot: VoiceSession) => boolean;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Who is in one voice channel, and what is heard there. */
export class VoiceChannel {
  readonly listener: FrameRecorder;
  readonly #options: VoiceChannelOptions;
  readonly #bots = new Set<VoiceSession>();
  #humans: readonly string[] = [];
  /** The people's ends of the encryption, while there is a group. */
  readonly #audience: Audience;
  #group: EncryptionGroup | null = null;
  /** Whether the channel is end-to-end encrypted as far as the server and its kind go. */
  #endToEnd = true;

  constructor(options: VoiceChannelOptions) {
    this.#options = options;
    this.listener = new FrameRecorder(options.clock);
    this.#audience = new Audience(options.clock);
  }

  /** Who is in the channel, or was, and how many frames that person's own keys have decrypted. */
  decryptedBy(userId: string): number {
    return this.#audience.decryptedBy(userId);
  }

  /** The version of DAVE that a bot with this ticket has to speak here; 0 is none. */
  daveVersionFor({ kind }: VoiceTicket): number {
    return this.#options.sender !== null && this.#endToEnd && kind !== 'stage' ? DAVE_VERSION : 0;
  }

  setEndToEnd(on: boolean): void {
    if (on === this.#endToEnd) return;
    this.#endToEnd = on;
    if (on) this.#group?.upgrade();
    else this.#group?.downgrade();
  }

  spoilNextCommit(): void {
    this.#group?.spoilNextCommit([...this.#bots].map(({ userId }) => userId));
  }

  proposeBadly(how: BadProposal): void {
    const { channelId, sender } = this.#options;
    if (sender === null || this.#group === null) return;
    const proposal = badProposal(how, { channelId, sender, group: this.#group });
    for (const bot of this.#bots) new RemoteMember(bot).propose(proposal);
  }

  /** A bot has its session description: it is told who is here, the others are told of it, and it enters the group. */
  enter(bot: VoiceSession): void {
    if (this.#bots.has(bot)) return;
    const present = [...this.#humans, ...[...this.#bots].map((other) => other.userId)];
    if (present.length > 0) bot.tell(VoiceOpcodes.ClientsConnect, { user_ids: present });
    this.#tellAll(VoiceOpcodes.ClientsConnect, { user_ids: [bot.userId] });
    this.#bots.add(bot);
    this.#encrypt(bot);
  }

  /** A bot's session has ended. */
  leave(bot: VoiceSession): void {
    if (!this.#bots.delete(bot)) return;
    this.listener.gone(bot.ssrc);
    this.#tellAll(VoiceOpcodes.ClientDisconnect, { user_id: bot.userId });
    this.#group?.leave(bot.userId);
    if (this.#bots.size === 0) this.close();
  }

  /** These humans, and no others, are here from now on. */
  setHumans(userIds: readonly string[]): void {
    const came = userIds.filter((userId) => !this.#humans.includes(userId));
    const left = this.#humans.filter((userId) => !userIds.includes(userId));
    this.#humans = [...userIds];
    for (const user_id of left) this.#tellAll(VoiceOpcodes.ClientDisconnect, { user_id });
    if (came.length > 0) this.#tellAll(VoiceOpcodes.ClientsConnect, { user_ids: came });
    for (const userId of left) this.#dropPerson(userId);
    for (const userId of came) this.#addPerson(userId);
  }

  /** A bot in the channel said something that is not about connecting. */
  heard(bot: VoiceSession, message: ClientMessage): void {
    if (message.kind === 'binary') this.#heardBinary(bot, message.op, message.body);
    else if (message.op === VoiceOpcodes.Speaking) this.#speaking(bot, parseSpeaking(message.data));
    else this.#heardTransition(bot, message.op, parseTransition(message.data));
  }

  /** A bot's packet arrived. */
  arrived(bot: VoiceSession, packet: ArrivedPacket): void {
    if (this.#options.suppressed(bot)) return;
    const { frame, ssrc, sequence, timestamp, arrivedAtMs } = packet;
    if (frame === null) this.listener.undecryptable(ssrc, sequence);
    else if (SILENCE_FRAME.equals(frame)) this.listener.silence(ssrc, sequence);
    else {
      const encryption = this.#group !== null && hasDaveMarker(frame) ? 'dave' : 'transport';
      const opus = encryption === 'dave' ? this.#audience.open(bot.userId, frame, arrivedAtMs) : frame;
      const { userId } = bot;
      if (opus === undefined) this.listener.undecryptable(ssrc, sequence);
      else this.listener.sound({ opus, arrivedAtMs, sequence, timestamp, ssrc, userId, encryption });
    }
  }

  /** There are no bots any more, so there is nothing to encrypt. */
  close(): void {
    this.#group?.close();
    this.#group = null;
    this.#audience.clear();
  }

  /** A group exists while a bot is here: people without bots send nothing that anyone could observe. */
  #encrypt(bot: VoiceSession): void {
    const { channelId, sender, clock, logger } = this.#options;
    if (sender === null || bot.ticket.kind === 'stage') return;
    const begins = this.#group === null;
    this.#group ??= new EncryptionGroup({ channelId, sender, clock, logger, endToEnd: this.#endToEnd });
    this.#group.enter(new RemoteMember(bot));
    if (begins) for (const userId of this.#humans) this.#addPerson(userId);
  }

  #addPerson(userId: string): void {
    if (this.#group === null) return;
    const person = new HumanMember(userId, this.#options.channelId, this.#group, this.#options.logger);
    this.#audience.add(person);
    this.#group.enter(person);
  }

  #dropPerson(userId: string): void {
    this.#audience.remove(userId);
    this.#group?.leave(userId);
  }

  #heardBinary(bot: VoiceSession, op: number, body: Buffer): void {
    if (op === VoiceOpcodes.DaveMlsKeyPackage) this.#group?.keyPackage(bot.userId, body);
    else if (op === VoiceOpcodes.DaveMlsCommitWelcome) this.#group?.commitWelcome(bot.userId, body);
  }

  #heardTransition(bot: VoiceSession, op: number, transitionId: number | undefined): void {
    if (transitionId === undefined) return;
    if (op === VoiceOpcodes.DaveTransitionReady) this.#group?.ready(bot.userId, transitionId);
    else if (op === VoiceOpcodes.DaveMlsInvalidCommitWelcome) this.#group?.invalid(bot.userId, transitionId);
  }

  #speaking(bot: VoiceSession, speaking: number | undefined): void {
    if (speaking === undefined) return;
    this.listener.speaking(bot.ssrc, speaking !== 0);
    for (const other of this.#bots) {
      if (other !== bot) other.tell(VoiceOpcodes.Speaking, { user_id: bot.userId, ssrc: bot.ssrc, speaking });
    }
  }

  #tellAll(op: VoiceOpcodes, data: unknown): void {
    for (const bot of this.#bots) bot.tell(op, data);
  }
}
