import { holds } from '../../world/permissions.js';
import type { MemberRecord } from '../../world/records.js';
import { refuse } from '../../world/refusal.js';
import type { World } from '../../world/world.js';
import { type Fields, Problems } from '../validation/problems.js';

/** Clocks differ a little: a request from so long ago is one from now. */
const SLACK_MS = 60_000;

/**
 * `suppress` and `request_to_speak_timestamp` of somebody on a stage (docs: Voice, "Modify Current User Voice State",
 * "Modify User Voice State"). Who moderates the stage may let anyone speak; everyone may go back into the audience,
 * take their own request back, and, with the right to it, ask.
 * @throws Refusal 10065, 50013, 50024, 50035
 */
export function changeStagePlace(world: World, { guildId, userId }: MemberRecord, fields: Fields): void {
  const state = world.voice.of(guildId, userId);
  if (state?.channelId === null || state === undefined) throw refuse.unknownVoiceState();
  const channel = world.guilds.channel(state.channelId);
  if (fields['channel_id'] !== undefined && fields['channel_id'] !== channel.id) throw refuse.unknownVoiceState();
  if (channel.kind !== 'stage') throw refuse.wrongChannelType();

  const bits = world.guilds.permissions(guildId, world.bot.id, channel.id);
  const own = userId === world.bot.id;
  const { suppress, request_to_speak_timestamp: asked } = fields;
  const unsuppresses = suppress === false && state.suppressed;
  if ((unsuppresses || (typeof suppress === 'boolean' && !own)) && !holds(bits, 'MuteMembers'))
    throw refuse.missingPermissions();
  const requestToSpeakAtMs = requestOf(world, asked);
  if (typeof requestToSpeakAtMs === 'number' && !holds(bits, 'RequestToSpeak')) throw refuse.missingPermissions();
  world.voice.setStagePlace(guildId, userId, {
    ...(typeof suppress === 'boolean' ? { suppressed: suppress } : {}),
    ...(unsuppresses ? { requestToSpeakAtMs: null } : {}),
    ...(own && requestToSpeakAtMs !== undefined ? { requestToSpeakAtMs } : {}),
  });
}

/** Unix milliseconds, not in the past; `null` takes a request back, `undefined` changes nothing. */
function requestOf(world: World, asked: unknown): number | null | undefined {
  if (asked === undefined || asked === null) return asked;
  const atMs = typeof asked === 'string' ? Date.parse(asked) : Number.NaN;
  const problems = new Problems();
  if (Number.isNaN(atMs)) {
    problems.at('request_to_speak_timestamp').add('DATE_TIME_TYPE_PARSE', `Could not parse ${String(asked)}.`);
  } else if (atMs < world.clock.now() - SLACK_MS) {
    problems.at('request_to_speak_timestamp').add('DATE_TIME_TYPE_PAST', 'Must not be in the past.');
  }
  problems.refuseIfAny();
  return atMs;
}
