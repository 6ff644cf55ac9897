import { getMimeType } from 'hono/utils/mime';
import type { UploadedFile } from '../world/attachments.js';
import { refuse } from '../world/refusal.js';
import type { RestRequest } from './rest-context.js';

/** A request's body: its JSON, and the files beside it by their index. */
export interface Body {
  readonly json: unknown;
  readonly files: ReadonlyMap<number, UploadedFile>;
}

/** The largest upload of a guild without boosts, in bytes. */
const UPLOAD_LIMIT = 10 * 1024 * 1024;

/**
 * Reads JSON, or multipart with `payload_json` and `files[n]` (docs: Reference, "Uploading Files").
 * @throws Refusal 50109 for what is no JSON, 40005 for files that are too large
 */
export async function readBody(request: RestRequest): Promise<Body> {
  const contentType = request.req.header('content-type') ?? '';
  if (!contentType.startsWith('multipart/form-data'))
    return { json: parseJson(await request.req.text()), files: new Map() };

  const form = await request.req.formData();
  const payload = form.get('payload_json');
  const files = new Map<number, UploadedFile>();
  for (const [name, value] of form.entries()) {
    const index = /^files?(?:\[(\d+)\])?$/.exec(name);
    if (index === null || typeof value === 'string') continue;
    const bytes = new Uint8Array(await value.arrayBuffer());
    if (bytes.byteLength > UPLOAD_LIMIT) throw refuse.entityTooLarge();
    const filename = value.name.replaceAll(/[^\w.-]/g, '_');
    files.set(Number(index[1] ?? 0), { filename, contentType: contentTypeOf(filename), bytes });
  }
  return { json: typeof payload === 'string' ? parseJson(payload) : {}, files };
}

/** By the ending of the name, as Discord tells it. */
function contentTypeOf(filename: string): string {
  return getMimeType(filename) ?? 'application/octet-stream';
}

function parseJson(text: string): unknown {
  if (text === '') return {};
  try {
    return JSON.parse(text);
  } catch {
    throw refuse.malformedBody();
  }
}
