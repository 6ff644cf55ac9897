import { VoiceOpcodes } from 'discord-api-types/voice/v8';
import type { VoiceSession } from '../session/voice-session.js';
import type { GroupMember } from './group-member.js';
import { DAVE_VERSION } from './dave-version.js';
import { u16 } from './mls-bytes.js';

/** The epoch that tells a client to make a new group (DAVE, op 24). */
const FIRST_EPOCH = 1;

/** A member that is a bot at the other end of the voice gateway. */
export class RemoteMember implements GroupMember {
  readonly #session: VoiceSession;

  constructor(session: VoiceSession) {
    this.#session = session;
  }

  get userId(): string {
    return this.#session.userId;
  }

  externalSender(senderPackage: Uint8Array): void {
    this.#session.tellBinary(VoiceOpcodes.DaveMlsExternalSender, senderPackage);
  }

  propose(proposals: Uint8Array): void {
    this.#session.tellBinary(VoiceOpcodes.DaveMlsProposals, proposals);
  }

  announceCommit(transitionId: number, commit: Uint8Array): void {
    const body = Buffer.concat([u16(transitionId), commit]);
    this.#session.tellBinary(VoiceOpcodes.DaveMlsAnnounceCommitTransition, body);
  }

  welcome(transitionId: number, welcome: Uint8Array): void {
    this.#session.tellBinary(VoiceOpcodes.DaveMlsWelcome, Buffer.concat([u16(transitionId), welcome]));
  }

  execute(transitionId: number): void {
    this.#session.tell(VoiceOpcodes.DaveExecuteTransition, { transition_id: transitionId });
  }

  downgrade(transitionId: number): void {
    this.#session.tell(VoiceOpcodes.DavePrepareTransition, { protocol_version: 0, transition_id: transitionId });
  }

  upgrade(): void {
    this.#session.tell(VoiceOpcodes.DavePrepareEpoch, { protocol_version: DAVE_VERSION, epoch: FIRST_EPOCH });
  }

  startOver(): void {
    this.#session.tell(VoiceOpcodes.DavePrepareEpoch, { protocol_version: DAVE_VERSION, epoch: FIRST_EPOCH });
    this.#session.tell(VoiceOpcodes.DavePrepareTransition, { protocol_version: DAVE_VERSION, transition_id: 0 });
  }
}
