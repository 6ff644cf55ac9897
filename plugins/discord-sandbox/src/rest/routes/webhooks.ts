import { messageJson } from '../../wire/message-json.js';
import type { MessageRecord } from '../../world/records.js';
import { refuse } from '../../world/refusal.js';
import { readBody } from '../body.js';
import { param, type RestContext, type RestRequest, type RestRouter } from '../rest-context.js';
import { fieldsOf, parseMessageEdit, parseNewMessage } from '../validation/parse-message.js';

/** Edits and follow-ups of an interaction (docs: Receiving and Responding, "Followup Messages"). */
export function webhookRoutes(router: RestRouter, { world, origin }: RestContext): void {
  const { interactions } = world;
  const json = (message: MessageRecord) => messageJson(world, origin(), message);

  router.post('/webhooks/:application/:token', async (request) => {
    const body = await readBody(request);
    const token = tokenOf(request);
    return request.json(json(interactions.followUp(token, parseNewMessage(world, fieldsOf(body), body.files))));
  });
  router.get('/webhooks/:application/:token/messages/:message', (request) => request.json(json(find(request))));
  router.patch('/webhooks/:application/:token/messages/:message', async (request) => {
    const body = await readBody(request);
    const change = parseMessageEdit(world, find(request), fieldsOf(body), body.files);
    const token = tokenOf(request);
    const id = param(request, 'message');
    return request.json(
      json(
        id === '@original' ? interactions.editOriginal(token, change) : interactions.editFollowUp(token, id, change),
      ),
    );
  });
  router.delete('/webhooks/:application/:token/messages/:message', (request) => {
    const token = tokenOf(request);
    const id = param(request, 'message');
    if (id === '@original') interactions.deleteOriginal(token);
    else interactions.deleteFollowUp(token, id);
    return request.body(null, 204);
  });

  function find(request: RestRequest): MessageRecord {
    const token = tokenOf(request);
    const id = param(request, 'message');
    return id === '@original' ? interactions.original(token) : interactions.message(token, id);
  }

  /** @throws Refusal 10015, 50027, 10003 for a channel that has gone */
  function tokenOf(request: RestRequest): string {
    if (param(request, 'application') !== world.bot.id) throw refuse.unknownWebhook();
    const token = param(request, 'token');
    world.guilds.channel(interactions.requireAnswerable(token).channelId);
    return token;
  }
}
