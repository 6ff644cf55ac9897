import type { VoiceDesk } from '../gateway/voice-desk.js';
import type { BadProposal, UdpLoss, VoiceServer } from '../voice/voice-server.js';

/** A guild or a channel, by its handle or its record. */
interface Named {
  readonly id: string;
}

/** docs: Voice Close Event Codes. */
const CRASHED_VOICE_SERVER = 4015;
const CALL_TERMINATED = 4022;

/** Troubles with voice that a test asks for. Moving the bot and throwing it out is up to members: `guild.bot.joinVoice`, `leaveVoice`. */
export class VoiceFaults {
  constructor(
    private readonly voice: VoiceServer,
    private readonly desk: VoiceDesk,
  ) {}

  /** Closes the bot's voice connection in a guild; 4015, the default, is a crashed voice server and asks to resume. */
  close(guild: Named, code: number = CRASHED_VOICE_SERVER): void {
    this.voice.closeConnection(guild.id, code);
  }

  /**
   * Discord moves a guild to another voice server, as a change of region does: VOICE_SERVER_UPDATE without an endpoint,
   * the old connection closed (4022, unless told otherwise), and when the new server is up its endpoint.
   * @throws SandboxUsageError when the bot is in no voice channel there
   */
  changeServer(guild: Named, options: { readonly closeCode?: number } = {}): Promise<void> {
    return this.desk.changeServer(guild.id, options.closeCode ?? CALL_TERMINATED);
  }

  /** Nothing that the bot sends by UDP arrives: until it connects anew, or with `lasting` whatever it does, until `'none'`. */
  loseUdp(guild: Named, loss: UdpLoss = 'until-reconnected'): void {
    this.voice.loseUdp(guild.id, loss);
  }

  /** The channel falls back to transport encryption, as when a client without DAVE joins (op 21, then 22). */
  downgrade(channel: Named): void {
    this.voice.setEndToEnd(channel.id, false);
  }

  /** End to end again, with a new group (op 24, then 25 to 30, then 22). */
  upgrade(channel: Named): void {
    this.voice.setEndToEnd(channel.id, true);
  }

  /** The bot cannot use the next commit or welcome, and has to say so (op 31): it is removed and added anew. */
  spoilNextCommit(channel: Named): void {
    this.voice.spoilNextCommit(channel.id);
  }

  /** Proposes to the bot what it must not follow: signed by somebody else, or for somebody of whom it was not told. */
  propose(channel: Named, how: BadProposal): void {
    this.voice.proposeBadly(channel.id, how);
  }

  /** Sends the bot a binary voice message as it stands. */
  send(guild: Named, message: { readonly op: number; readonly body: Uint8Array }): void {
    this.voice.forge(guild.id, message.op, message.body);
  }
}
