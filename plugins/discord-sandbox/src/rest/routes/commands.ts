import { refuse } from '../../world/refusal.js';
import { readBody } from '../body.js';
import { param, type RestContext, type RestRequest, type RestRouter } from '../rest-context.js';
import { parseCommand, parseCommands } from '../validation/parse-commands.js';

/** Application commands, global and of a guild (docs: Application Commands). */
export function commandRoutes(router: RestRouter, { world }: RestContext): void {
  const { commands } = world;
  for (const path of [
    '/applications/:application/commands',
    '/applications/:application/guilds/:guild/commands',
  ] as const) {
    router.get(path, (request) => request.json(commands.in(scopeOf(request))));
    router.put(path, async (request) => {
      const scope = scopeOf(request);
      return request.json(commands.overwrite(scope, parseCommands((await readBody(request)).json)));
    });
    router.post(path, async (request) => {
      const scope = scopeOf(request);
      const { command, created } = commands.upsert(scope, parseCommand((await readBody(request)).json));
      return request.json(command, created ? 201 : 200);
    });
    router.get(`${path}/:command`, (request) =>
      request.json(commands.get(scopeOf(request), param(request, 'command'))),
    );
    router.patch(`${path}/:command`, async (request) => {
      const scope = scopeOf(request);
      const {
        id,
        application_id: _,
        version: __,
        guild_id: ___,
        ...before
      } = commands.get(scope, param(request, 'command'));
      const { json } = await readBody(request);
      const change = typeof json === 'object' && json !== null ? json : {};
      return request.json(commands.replace(scope, id, parseCommand({ ...before, ...change })));
    });
    router.delete(`${path}/:command`, (request) => {
      commands.delete(scopeOf(request), param(request, 'command'));
      return request.body(null, 204);
    });
  }

  /** The guild whose commands are meant, or `null` for the global ones. */
  function scopeOf(request: RestRequest): string | null {
    if (param(request, 'application') !== world.bot.id) throw refuse.unknownApplication();
    const guildId = request.req.param('guild');
    if (guildId === undefined) return null;
    if (!world.guilds.isMember(guildId, world.bot.id)) throw refuse.missingAccess();
    return guildId;
  }
}
