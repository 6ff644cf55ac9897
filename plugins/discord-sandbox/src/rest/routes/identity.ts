import { ApplicationFlags } from 'discord-api-types/v10';
import { userJson } from '../../wire/user-json.js';
import { isMe } from '../authorize.js';
import { param, type RestContext, type RestRouter } from '../rest-context.js';
import { refuse } from '../../world/refusal.js';

/** Discord lets a bot start this many sessions a day (docs: Gateway, "Session Start Limit Object"). */
const SESSION_STARTS = 1_000;
const DAY_MS = 86_400_000;

/** Who the bot is and where its gateway is (docs: Gateway "Get Gateway Bot", User, Application). */
export function identityRoutes(router: RestRouter, { world, gatewayUrl, sharding }: RestContext): void {
  router.get('/gateway', (request) => request.json({ url: gatewayUrl() }));
  router.get('/gateway/bot', (request) =>
    request.json({
      url: gatewayUrl(),
      shards: sharding.shards,
      session_start_limit: {
        total: SESSION_STARTS,
        remaining: SESSION_STARTS,
        reset_after: DAY_MS,
        max_concurrency: sharding.maxConcurrency,
      },
    }),
  );

  router.get('/users/:user', (request) => {
    const id = param(request, 'user');
    const user = isMe(world, id) ? world.bot : world.guilds.user(id);
    return request.json(userJson(user));
  });
  router.get('/users/@me/guilds', (request) => {
    const guilds = world.guilds.guilds().filter((guild) => world.guilds.isMember(guild.id, world.bot.id));
    return request.json(
      guilds.map((guild) => ({
        id: guild.id,
        name: guild.name,
        icon: null,
        banner: null,
        owner: false,
        permissions: String(world.guilds.permissions(guild.id, world.bot.id)),
        features: [],
      })),
    );
  });

  // Discord leaves out `install_params` when there are none; a null there crashes discord.js.
  const application = () => ({
    id: world.bot.id,
    name: world.bot.name,
    icon: null,
    description: '',
    bot_public: true,
    bot_require_code_grant: false,
    bot: userJson(world.bot),
    owner: userJson(world.guilds.users().find((user) => !user.bot) ?? world.bot),
    verify_key: '0'.repeat(64),
    team: null,
    flags: ApplicationFlags.GatewayMessageContentLimited,
    approximate_guild_count: world.guilds.guilds().length,
    integration_types_config: { '0': {} },
  });
  router.get('/applications/@me', (request) => request.json(application()));
  router.get('/oauth2/applications/@me', (request) => request.json(application()));
  router.get('/applications/:application/emojis', (request) => {
    if (param(request, 'application') !== world.bot.id) throw refuse.unknownApplication();
    return request.json({ items: [] });
  });
}
