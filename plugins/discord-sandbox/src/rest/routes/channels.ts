import { directChannelJson } from '../../wire/direct-json.js';
import { channelJson } from '../../wire/guild-json.js';
import { holds } from '../../world/permissions.js';
import { refuse } from '../../world/refusal.js';
import { requireChannel } from '../authorize.js';
import { readBody } from '../body.js';
import { param, type RestContext, type RestRouter } from '../rest-context.js';
import { checkText } from '../validation/fields.js';
import { fieldsOf } from '../validation/parse-message.js';
import { Problems } from '../validation/problems.js';

/** How long what a voice channel says of itself may be (docs: Channel, "Set Voice Channel Status"). */
const MOST_STATUS_CHARACTERS = 500;

/** Channels, and direct messages with a user (docs: Channel; User, "Create DM"). */
export function channelRoutes(router: RestRouter, { world }: RestContext): void {
  router.get('/channels/:channel', (request) => {
    const id = param(request, 'channel');
    const direct = world.direct.find(id);
    return request.json(direct ? directChannelJson(world, direct) : channelJson(requireChannel(world, id)));
  });

  router.post('/users/@me/channels', async (request) => {
    const recipient = fieldsOf(await readBody(request))['recipient_id'];
    if (typeof recipient !== 'string' && typeof recipient !== 'number') throw refuse.invalidRecipients();
    return request.json(directChannelJson(world, world.direct.open(String(recipient))));
  });

  router.put('/channels/:channel/voice-status', async (request) => {
    const channel = requireChannel(world, param(request, 'channel'), ['SetVoiceChannelStatus']);
    if (channel.kind !== 'voice') throw refuse.wrongChannelType();
    const here = world.voice.of(channel.guildId, world.bot.id)?.channelId === channel.id;
    const bits = world.guilds.permissions(channel.guildId, world.bot.id, channel.id);
    if (!here && !holds(bits, 'ManageChannels')) throw refuse.missingPermissions();
    const fields = fieldsOf(await readBody(request));
    const problems = new Problems();
    checkText(fields, 'status', problems, { max: MOST_STATUS_CHARACTERS });
    problems.refuseIfAny();
    world.guilds.setChannelStatus(channel.id, typeof fields['status'] === 'string' ? fields['status'] : '');
    return request.body(null, 204);
  });
}
