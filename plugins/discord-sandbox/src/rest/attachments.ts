import type { Context, Hono } from 'hono';
import { refuse } from '../world/refusal.js';
import type { World } from '../world/world.js';
import { byteRange } from './byte-range.js';

/** Serves attachments by their address, as Discord's CDN does, in parts too. They need no token. */
export function attachmentRoutes(app: Hono, world: World): void {
  for (const folder of ['attachments', 'ephemeral-attachments']) {
    app.get(`/${folder}/:channel/:attachment/:filename`, (request) => serve(request, world));
  }
}

function serve(request: Context, world: World): Response {
  const found = world.attachments.find(request.req.param('attachment') ?? '');
  if (found === undefined) return request.json({ message: refuse.notFound().message, code: 0 }, 404);
  const { record, bytes } = found;
  const range = byteRange(request.req.header('range'), record.size);
  if (range === null) return request.body(null, 416, { 'Content-Range': `bytes */${record.size}` });
  const { first, last } = range ?? { first: 0, last: record.size - 1 };
  // A copy on an ArrayBuffer of its own, which is what a response body takes.
  return request.body(new Uint8Array(bytes.subarray(first, last + 1)), range ? 206 : 200, {
    'Content-Type': record.contentType,
    'Content-Disposition': `inline; filename="${record.filename}"`,
    'Accept-Ranges': 'bytes',
    ...(range && { 'Content-Range': `bytes ${first}-${last}/${record.size}` }),
    // Files come from bots and share the page's origin: nothing in them may run.
    'Content-Security-Policy': "sandbox; default-src 'none'",
    'X-Content-Type-Options': 'nosniff',
  });
}
