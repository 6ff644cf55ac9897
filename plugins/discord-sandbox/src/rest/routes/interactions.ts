import { MessageFlags } from 'discord-api-types/v10';
import { interactionType, messageJson } from '../../wire/message-json.js';
import type { InteractionRecord, MessageRecord } from '../../world/records.js';
import { readBody } from '../body.js';
import { param, type RestContext, type RestRouter } from '../rest-context.js';
import { parseCallback } from '../validation/parse-callback.js';

/** The first answer to an interaction (docs: Receiving and Responding, "Create Interaction Response"). */
export function interactionRoutes(router: RestRouter, { world, origin }: RestContext): void {
  router.post('/interactions/:interaction/:token/callback', async (request) => {
    const id = param(request, 'interaction');
    const body = await readBody(request);
    // Whether it may be answered at all comes before what is wrong with the answer.
    const { channelId } = world.interactions.requireOpen(id, param(request, 'token'));
    world.guilds.channel(channelId);
    const callback = parseCallback(world, world.interactions.find(id), body);
    const { interaction, message } = world.interactions.acknowledge(id, param(request, 'token'), callback);
    if (request.req.query('with_response') !== 'true') return request.body(null, 204);
    return request.json(callbackJson(interaction, message));
  });

  function callbackJson(interaction: InteractionRecord, message: MessageRecord | null) {
    const flags = message?.flags ?? 0;
    const type = interaction.acknowledgement?.callbackType;
    return {
      interaction: {
        id: interaction.id,
        type: interactionType(interaction.kind),
        ...(message === null
          ? {}
          : {
              response_message_id: message.id,
              response_message_loading: (flags & MessageFlags.Loading) !== 0,
              response_message_ephemeral: (flags & MessageFlags.Ephemeral) !== 0,
            }),
      },
      resource: { type, ...(message === null ? {} : { message: messageJson(world, origin(), message) }) },
    };
  }
}
