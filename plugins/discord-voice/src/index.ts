export { type DiscordVoiceOptions, discordVoice } from './discord-voice.js';
export { DiscordVoiceConnector, type DiscordVoiceConnectorParts } from './discord-voice-connector.js';
export { VOICE_TIMES, type VoiceTimes } from './voice-times.js';
export { WorkerVoiceConnector, type WorkerVoiceConnectorParts } from './worker/worker-voice-connector.js';
