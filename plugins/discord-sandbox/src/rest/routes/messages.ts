import { messageJson } from '../../wire/message-json.js';
import type { MessageRecord } from '../../world/records.js';
import { refuse } from '../../world/refusal.js';
import { requireMessageChannel } from '../authorize.js';
import { readBody } from '../body.js';
import { param, type RestContext, type RestRequest, type RestRouter } from '../rest-context.js';
import { isFields } from '../validation/fields.js';
import { fieldsOf, parseMessageEdit, parseNewMessage } from '../validation/parse-message.js';
import { queryId, queryNumber } from '../validation/query.js';

/** The messages of a channel, or the direct ones with a user (docs: Message). */
export function messageRoutes(router: RestRouter, { world, origin }: RestContext): void {
  const json = (message: MessageRecord) => messageJson(world, origin(), message);
  const path = '/channels/:channel/messages';

  router.post(path, async (request) => {
    const channel = requireMessageChannel(world, param(request, 'channel'), ['SendMessages']);
    if (channel.direct) world.direct.requireWilling(channel.direct);
    const body = await readBody(request);
    const fields = fieldsOf(body);
    if (Array.isArray(fields['embeds']) && fields['embeds'].length > 0)
      requireMessageChannel(world, channel.id, ['EmbedLinks']);
    if (body.files.size > 0) requireMessageChannel(world, channel.id, ['AttachFiles']);
    const contents = parseNewMessage(world, fields, body.files);
    const reference = isFields(fields['message_reference']) ? fields['message_reference']['message_id'] : undefined;
    const draft = {
      ...contents,
      channelId: channel.id,
      guildId: channel.guildId,
      authorId: world.bot.id,
      repliesTo: typeof reference === 'string' ? reference : null,
    };
    const nonce = fields['enforce_nonce'] === true ? fields['nonce'] : undefined;
    const isKnown = typeof nonce === 'string' || typeof nonce === 'number';
    return request.json(json(isKnown ? world.messages.postOnce(String(nonce), draft) : world.messages.post(draft)));
  });

  router.get(path, (request) => {
    const channel = requireMessageChannel(world, param(request, 'channel'), ['ReadMessageHistory']);
    const limit = queryNumber(request, 'limit', { min: 1, max: 100 }) ?? 50;
    const before = queryId(request, 'before');
    const after = queryId(request, 'after');
    const found = world.messages
      .in(channel.id)
      .filter((message) => message.visibleTo === null)
      .filter((message) => before === undefined || BigInt(message.id) < BigInt(before))
      .filter((message) => after === undefined || BigInt(message.id) > BigInt(after));
    const page = after === undefined ? found.slice(-limit) : found.slice(0, limit);
    return request.json(page.reverse().map(json));
  });

  router.get(`${path}/:message`, (request) => request.json(json(find(request))));

  router.patch(`${path}/:message`, async (request) => {
    const before = find(request);
    if (before.authorId !== world.bot.id) throw refuse.notYourMessage();
    const body = await readBody(request);
    const change = parseMessageEdit(world, before, fieldsOf(body), body.files);
    return request.json(json(world.messages.edit(before.channelId, before.id, change)));
  });

  router.delete(`${path}/:message`, (request) => {
    const message = find(request);
    if (message.authorId !== world.bot.id) requireMessageChannel(world, message.channelId, ['ManageMessages']);
    world.messages.delete(message.channelId, message.id);
    return request.body(null, 204);
  });

  router.post('/channels/:channel/typing', (request) => {
    const channel = requireMessageChannel(world, param(request, 'channel'), ['SendMessages']);
    world.events.emit({ kind: 'typing-started', channelId: channel.id, userId: world.bot.id });
    return request.body(null, 204);
  });

  /** Ephemeral messages do not exist for these routes; only the interaction's token reaches them. */
  function find(request: RestRequest): MessageRecord {
    const channel = requireMessageChannel(world, param(request, 'channel'));
    const message = world.messages.get(channel.id, param(request, 'message'));
    if (message.visibleTo !== null) throw refuse.unknownMessage();
    return message;
  }
}
