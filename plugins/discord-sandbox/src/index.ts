// Starting one
export { createSandbox, type SandboxOptions } from './create-sandbox.js';
export { Sandbox } from './sandbox.js';

// Acting in it
export { type ChannelPermissions, SandboxTextChannel, SandboxVoiceChannel } from './api/sandbox-channel.js';
export { SandboxGuild } from './api/sandbox-guild.js';
export { SandboxInteraction, type SandboxResponse } from './api/sandbox-interaction.js';
export { SandboxMember } from './api/sandbox-member.js';
export { SandboxUser } from './api/sandbox-user.js';
export type { FileToAttach, OptionValue } from './api/command-data.js';
export { SandboxTimeoutError, SandboxUsageError } from './api/sandbox-errors.js';
export { PortTakenError } from './server/port-taken-error.js';
export type { PermissionName } from './world/permissions.js';

// What happens in it
export type { WorldEvent } from './world/world-event.js';
export type { World } from './world/world.js';
export type * from './world/records.js';

// Troubles and limits
export { Faults, type GatewayDrop, type RequestPattern } from './faults/faults.js';
export { VoiceFaults } from './faults/voice-faults.js';
export { type Allowance, DISCORD_RATE_LIMITS, type RateLimitOptions, type RouteAllowance } from './rest/rate-limits.js';
export type { ShardingAdvice } from './rest/rest-context.js';
export type { InteractionTimes } from './world/interactions.js';

// What is heard
export type { ChannelListener, Gap, HeardCounts, HeardFrame, Lateness } from './voice/listening/channel-listener.js';

// A guild to try a bot in
export { addExampleGuild, type ExampleGuild } from './example-guild.js';

// The voice server alone
export { type Certificate, makeCertificate } from './voice/certificate.js';
export { listenVoice } from './voice/listen-voice.js';
export type {
  BadProposal,
  Repeats,
  UdpLoss,
  VoiceServer,
  VoiceServerOptions,
  VoiceTicket,
} from './voice/voice-server.js';
