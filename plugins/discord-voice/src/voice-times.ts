/** How long a connection waits for what, in milliseconds. */
export interface VoiceTimes {
  /** For Discord's answer to a join, once it has left the line of joins. */
  readonly answerMs: number;
  /** For a voice server to take the connection, or for Discord to name another one. */
  readonly serverMs: number;
  /** For a new place after the bot was dropped: one who was moved has it in a moment. */
  readonly moveMs: number;
  /** For end-to-end encryption while others are in the channel; once more after joining anew. */
  readonly encryptionMs: number;
  /** Before joining again when that has just failed; twice as long each time. The first time it is tried at once. */
  readonly rejoinMs: number;
  /** Before joining again without a main gateway; longer each time. */
  readonly gatewayRetryMs: number;
  /** Between questions to the voice server whether it still answers by UDP; three without an answer are too many. */
  readonly probeMs: number;
  /** For a frame that is due and does not leave. */
  readonly stuckMs: number;
  /** Between questions to a worker thread whether it still works; four without an answer are too many. */
  readonly beatMs: number;
  /** A connection that was ready for so long had no trouble: losses are counted anew. */
  readonly steadyMs: number;
}

export const VOICE_TIMES: VoiceTimes = {
  answerMs: 15_000,
  serverMs: 15_000,
  moveMs: 5_000,
  encryptionMs: 5_000,
  rejoinMs: 1_000,
  gatewayRetryMs: 2_000,
  probeMs: 5_000,
  stuckMs: 5_000,
  beatMs: 2_000,
  steadyMs: 30_000,
};
