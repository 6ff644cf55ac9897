import type { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { UPLOAD_LIMIT, uploadedFile } from '../wire/uploaded-file.js';
import type { World } from '../world/world.js';
import { PAGE_FILES_PATH } from './protocol.js';

/** Takes files that a person attaches to a command on the page; answers with the id by which the command names it. */
export function pageFileRoutes(app: Hono, world: World): void {
  const onError = () => new Response('The file is too large.', { status: 413 });
  app.post(PAGE_FILES_PATH, bodyLimit({ maxSize: UPLOAD_LIMIT, onError }), async (request) => {
    const bytes = new Uint8Array(await request.req.arrayBuffer());
    const { id } = world.attachments.store(uploadedFile(request.req.query('name') ?? 'file', bytes));
    return request.text(id);
  });
}
