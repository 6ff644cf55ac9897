import type { Hono } from 'hono';
import { refuse } from '../world/refusal.js';
import type { World } from '../world/world.js';

/** Serves attachments back by their address, as Discord's CDN does. They need no token. */
export function attachmentRoutes(app: Hono, world: World): void {
  app.get('/attachments/:channel/:attachment/:filename', (request) => {
    const found = world.attachments.find(request.req.param('attachment'));
    if (found === undefined) return request.json({ message: refuse.notFound().message, code: 0 }, 404);
    // A copy on an ArrayBuffer of its own, which is what a response body takes.
    return request.body(new Uint8Array(found.bytes), 200, {
      'Content-Type': found.record.contentType,
      'Content-Disposition': `inline; filename="${found.record.filename}"`,
      // Files come from bots and share the page's origin: nothing in them may run.
      'Content-Security-Policy': "sandbox; default-src 'none'",
      'X-Content-Type-Options': 'nosniff',
    });
  });
}
