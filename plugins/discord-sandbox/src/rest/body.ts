import type { MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { UPLOAD_LIMIT, uploadedFile } from '../wire/uploaded-file.js';
import type { UploadedFile } from '../world/attachments.js';
import { type Refusal, refuse } from '../world/refusal.js';
import type { RestRequest } from './rest-context.js';

/** A request's body: its JSON, and the files beside it by their index. */
export interface Body {
  readonly json: unknown;
  readonly files: ReadonlyMap<number, UploadedFile>;
}

/** The largest request, in bytes; what is larger is not read to its end. */
const REQUEST_LIMIT = 25 * 1024 * 1024;
/** A message holds at most this many files. */
const MOST_FILES = 10;

/** Refuses requests that are larger than any that Discord takes, with 40005. */
export function limitBody(): MiddlewareHandler {
  return bodyLimit({
    maxSize: REQUEST_LIMIT,
    onError: () => {
      throw refuse.entityTooLarge();
    },
  });
}

/**
 * Reads JSON, or multipart with `payload_json` and `files[n]` (docs: Reference, "Uploading Files").
 * @throws Refusal 50109 for what is no JSON, 40005 for files that are too large, 50035 for too many of them
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
    files.set(Number(index[1] ?? 0), uploadedFile(value.name, bytes));
  }
  if (files.size > MOST_FILES) throw tooManyFiles();
  return { json: typeof payload === 'string' ? parseJson(payload) : {}, files };
}

function tooManyFiles(): Refusal {
  const message = `Must be ${MOST_FILES} or fewer in length.`;
  return refuse.invalidBody({ files: { _errors: [{ code: 'BASE_TYPE_MAX_LENGTH', message }] } });
}

function parseJson(text: string): unknown {
  if (text === '') return {};
  try {
    return JSON.parse(text);
  } catch {
    throw refuse.malformedBody();
  }
}
