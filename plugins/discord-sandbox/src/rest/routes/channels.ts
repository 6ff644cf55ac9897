import { channelJson } from '../../wire/guild-json.js';
import { requireChannel } from '../authorize.js';
import { param, type RestContext, type RestRouter } from '../rest-context.js';

/** Channels (docs: Channel). */
export function channelRoutes(router: RestRouter, { world }: RestContext): void {
  router.get('/channels/:channel', (request) =>
    request.json(channelJson(requireChannel(world, param(request, 'channel')))),
  );
}
