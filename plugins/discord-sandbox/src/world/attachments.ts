import type { AttachmentRecord } from './records.js';
import type { Snowflakes } from './snowflakes.js';

/** A file that came with a request. */
export interface UploadedFile {
  readonly filename: string;
  readonly contentType: string;
  readonly bytes: Uint8Array;
}

/** How many bytes are kept; the oldest files go first. */
const KEPT_BYTES = 64 * 1024 * 1024;

/** The bytes behind attachments, kept in memory and served back by URL. */
export class Attachments {
  readonly #bytes = new Map<string, Uint8Array>();
  readonly #records = new Map<string, AttachmentRecord>();
  #keptBytes = 0;

  constructor(private readonly snowflakes: Snowflakes) {}

  store(file: UploadedFile, description: string | null = null): AttachmentRecord {
    const record: AttachmentRecord = {
      id: this.snowflakes.next(),
      filename: file.filename,
      contentType: file.contentType,
      size: file.bytes.byteLength,
      description,
    };
    this.#bytes.set(record.id, file.bytes);
    this.#records.set(record.id, record);
    this.#keptBytes += record.size;
    this.#forgetOldest();
    return record;
  }

  find(id: string): { readonly record: AttachmentRecord; readonly bytes: Uint8Array } | undefined {
    const record = this.#records.get(id);
    const bytes = this.#bytes.get(id);
    return record === undefined || bytes === undefined ? undefined : { record, bytes };
  }

  #forgetOldest(): void {
    for (const [id, { size }] of this.#records) {
      if (this.#keptBytes <= KEPT_BYTES) return;
      this.#records.delete(id);
      this.#bytes.delete(id);
      this.#keptBytes -= size;
    }
  }
}
