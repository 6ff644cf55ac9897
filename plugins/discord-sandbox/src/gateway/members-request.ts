import { GatewayIntentBits } from 'discord-api-types/v10';
import { memberJson } from '../wire/guild-json.js';
import type { MemberRecord } from '../world/records.js';
import type { World } from '../world/world.js';
import type { GatewaySession } from './gateway-session.js';

/** A chunk holds at most this many members (docs: Gateway Events, "Guild Members Chunk"). */
const CHUNK_SIZE = 1_000;

/**
 * Op 8: answers with GUILD_MEMBERS_CHUNK events, by user ids or by the start of a name. All members at once need the
 * GUILD_MEMBERS intent.
 */
export function answerMembersRequest(
  world: World,
  session: GatewaySession,
  data: Readonly<Record<string, unknown>>,
): void {
  const guildId = data['guild_id'];
  if (typeof guildId !== 'string' || !session.owns(guildId) || !world.guilds.isMember(guildId, world.bot.id)) return;
  const wantedIds = idsOf(data['user_ids']);
  const found = wantedIds === undefined ? byName(world, session, guildId, data) : byId(world, guildId, wantedIds);
  const notFound = wantedIds?.filter((id) => !world.guilds.isMember(guildId, id)) ?? [];

  const chunkCount = Math.max(1, Math.ceil(found.length / CHUNK_SIZE));
  for (let index = 0; index < chunkCount; index++) {
    session.dispatch('GUILD_MEMBERS_CHUNK', {
      guild_id: guildId,
      members: found.slice(index * CHUNK_SIZE, (index + 1) * CHUNK_SIZE).map((member) => memberJson(world, member)),
      chunk_index: index,
      chunk_count: chunkCount,
      ...(notFound.length === 0 ? {} : { not_found: notFound }),
      ...(data['presences'] === true ? { presences: [] } : {}),
      ...(typeof data['nonce'] === 'string' ? { nonce: data['nonce'] } : {}),
    });
  }
}

function idsOf(value: unknown): readonly string[] | undefined {
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? value.filter((id) => typeof id === 'string') : undefined;
}

function byId(world: World, guildId: string, ids: readonly string[]): readonly MemberRecord[] {
  return ids.filter((id) => world.guilds.isMember(guildId, id)).map((id) => world.guilds.member(guildId, id));
}

function byName(
  world: World,
  session: GatewaySession,
  guildId: string,
  data: Readonly<Record<string, unknown>>,
): readonly MemberRecord[] {
  const query = typeof data['query'] === 'string' ? data['query'].toLowerCase() : '';
  const limit = typeof data['limit'] === 'number' ? data['limit'] : 0;
  if (query === '' && (session.intents & GatewayIntentBits.GuildMembers) === 0) return [];
  const matching = world.guilds.members(guildId).filter((member) => {
    const name = member.nickname ?? world.guilds.user(member.userId).name;
    return name.toLowerCase().startsWith(query);
  });
  return limit > 0 ? matching.slice(0, limit) : matching;
}
