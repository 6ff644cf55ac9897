import type { Logger } from '@tonearm/core';
import type { Hono } from 'hono';
import type { SandboxContext } from '../api/sandbox-context.js';
import type { LoopbackServer } from '../server/loopback-server.js';
import type { World } from '../world/world.js';
import { PageConnection } from './page-connection.js';
import { pageFileRoutes } from './page-files.js';
import { PAGE_SOCKET_PATH, STANDINGS } from './protocol.js';
import { pageRoutes } from './static-files.js';
import { standingOf, type Viewer } from './views.js';

/** Close code for a page that comes before there is anybody it could be; it tries again later. */
const NOBODY_YET = 4_000;

/** Puts the web page on the sandbox's port: its files, and the socket it lives on. */
export function servePage(app: Hono, server: LoopbackServer, context: SandboxContext, logger: Logger): void {
  pageRoutes(app, () => server.port);
  pageFileRoutes(app, context.world);
  server.onSocket(PAGE_SOCKET_PATH, (socket) => {
    const viewer = firstPerson(context.world);
    if (viewer === undefined) socket.close(NOBODY_YET, 'There is no person in any guild yet.');
    else new PageConnection(context, socket, viewer, logger);
  });
}

/** Whoever manages the first guild, else its owner, else anyone in it. */
function firstPerson(world: World): Viewer | undefined {
  return world.guilds
    .guilds()
    .flatMap((guild) =>
      world.guilds
        .members(guild.id)
        .filter(({ userId }) => !world.guilds.user(userId).bot)
        .map(({ userId }) => ({ guildId: guild.id, userId }))
        .toSorted((one, other) => rankOf(world, one) - rankOf(world, other)),
    )
    .at(0);
}

function rankOf(world: World, { guildId, userId }: Viewer): number {
  return STANDINGS.indexOf(standingOf(world, guildId, userId));
}
