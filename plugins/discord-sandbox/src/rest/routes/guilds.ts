import { channelJson, guildJson, memberJson, roleJson, voiceStateJson } from '../../wire/guild-json.js';
import type { MemberRecord } from '../../world/records.js';
import { refuse } from '../../world/refusal.js';
import { isMe, requireChannel, requireGuild } from '../authorize.js';
import { readBody } from '../body.js';
import { param, type RestContext, type RestRequest, type RestRouter } from '../rest-context.js';
import { fieldsOf } from '../validation/parse-message.js';
import { queryId, queryNumber } from '../validation/query.js';
import type { Fields } from '../validation/problems.js';
import { changeStagePlace } from './stage-place.js';

/** Guilds with their channels, roles, members and voice states (docs: Guild, Voice). */
export function guildRoutes(router: RestRouter, { world }: RestContext): void {
  const { guilds, voice } = world;

  router.get('/guilds/:guild', (request) => request.json(guildJson(world, guilds.guild(guildOf(request)))));
  router.get('/guilds/:guild/channels', (request) => request.json(guilds.channels(guildOf(request)).map(channelJson)));
  router.get('/guilds/:guild/roles', (request) => request.json(guilds.roles(guildOf(request)).map(roleJson)));
  router.get('/guilds/:guild/members', (request) => {
    const limit = queryNumber(request, 'limit', { min: 1, max: 1_000 }) ?? 1;
    const after = BigInt(queryId(request, 'after') ?? 0);
    const members = guilds.members(guildOf(request)).filter((member) => BigInt(member.userId) > after);
    return request.json(members.slice(0, limit).map((member) => memberJson(world, member)));
  });
  router.get('/guilds/:guild/members/search', (request) => {
    const query = (request.req.query('query') ?? '').toLowerCase();
    const limit = queryNumber(request, 'limit', { min: 1, max: 1_000 }) ?? 1;
    const found = guilds.members(guildOf(request)).filter((member) => {
      return (member.nickname ?? guilds.user(member.userId).name).toLowerCase().startsWith(query);
    });
    return request.json(found.slice(0, limit).map((member) => memberJson(world, member)));
  });
  router.get('/guilds/:guild/members/:user', (request) => request.json(memberJson(world, memberOf(request))));

  router.patch('/guilds/:guild/members/:user', async (request) => {
    const member = memberOf(request);
    const fields = fieldsOf(await readBody(request));
    if (fields['channel_id'] !== undefined) move(member, fields['channel_id']);
    const change = changeOf(fields);
    if (change.mute !== undefined) requireGuild(world, member.guildId, ['MuteMembers']);
    if (change.deaf !== undefined) requireGuild(world, member.guildId, ['DeafenMembers']);
    if (change.roleIds !== undefined) requireGuild(world, member.guildId, ['ManageRoles']);
    if (change.nickname !== undefined) {
      requireGuild(world, member.guildId, [member.userId === world.bot.id ? 'ChangeNickname' : 'ManageNicknames']);
    }
    const changed = Object.keys(change).length > 0;
    const after = changed ? guilds.updateMember(member.guildId, member.userId, change) : member;
    if (change.mute !== undefined || change.deaf !== undefined) voice.tell(member.guildId, member.userId);
    return request.json(memberJson(world, after));
  });

  router.get('/guilds/:guild/voice-states/:user', (request) => {
    const guildId = guildOf(request);
    const user = param(request, 'user');
    const state = voice.of(guildId, isMe(world, user) ? world.bot.id : user);
    if (state === undefined) throw refuse.unknownVoiceState();
    return request.json(voiceStateJson(world, state));
  });
  router.patch('/guilds/:guild/voice-states/:user', async (request) => {
    const member = memberOf(request);
    changeStagePlace(world, member, fieldsOf(await readBody(request)));
    return request.body(null, 204);
  });

  router.delete('/users/@me/guilds/:guild', (request) => {
    const guildId = guildOf(request);
    voice.leave(guildId, world.bot.id);
    guilds.removeMember(guildId, world.bot.id);
    return request.body(null, 204);
  });

  function guildOf(request: RestRequest): string {
    const id = param(request, 'guild');
    requireGuild(world, id);
    return id;
  }

  function memberOf(request: RestRequest): MemberRecord {
    const user = param(request, 'user');
    return guilds.member(guildOf(request), isMe(world, user) ? world.bot.id : user);
  }

  /** Moves somebody to another voice channel, or with `null` out of voice. */
  function move(member: MemberRecord, channelId: unknown): void {
    const state = voice.of(member.guildId, member.userId);
    requireGuild(world, member.guildId, ['MoveMembers']);
    if (state === undefined) throw refuse.notConnectedToVoice();
    if (channelId === null) return voice.leave(member.guildId, member.userId);
    const channel = requireChannel(world, String(channelId), ['Connect']);
    if (channel.guildId !== member.guildId || channel.kind === 'text') throw refuse.unknownChannel();
    voice.move(member.guildId, member.userId, channel.id);
  }
}

function changeOf(fields: Fields): Partial<Pick<MemberRecord, 'nickname' | 'mute' | 'deaf' | 'roleIds'>> {
  const nick = fields['nick'];
  const { mute, deaf, roles } = fields;
  return {
    ...(nick === null || typeof nick === 'string' ? { nickname: nick || null } : {}),
    ...(typeof mute === 'boolean' ? { mute } : {}),
    ...(typeof deaf === 'boolean' ? { deaf } : {}),
    ...(Array.isArray(roles) ? { roleIds: roles.map(String) } : {}),
  };
}
