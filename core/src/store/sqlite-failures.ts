/** Primary result codes of SQLite, https://sqlite.org/rescode.html */
const BUSY = 5;
const LOCKED = 6;
const READONLY = 8;
const IOERR = 10;
const CORRUPT = 11;
const FULL = 13;
const CANTOPEN = 14;
const NOTADB = 26;

/** Whether another connection holds the lock, so that the same call may succeed in a moment. */
export function isLocked(error: unknown): boolean {
  const code = sqliteCode(error);
  return code === BUSY || code === LOCKED;
}

/** Whether the file is not, or no longer, a database. */
export function isCorrupt(error: unknown): boolean {
  const code = sqliteCode(error);
  return code === CORRUPT || code === NOTADB;
}

/** What went wrong with the database at `path`, and what to do about it. */
export function explainSqliteFailure(error: unknown, path: string): string {
  switch (sqliteCode(error)) {
    case BUSY:
    case LOCKED:
      return `The database “${path}” is locked by another program. Is a second bot running on the same data folder?`;
    case READONLY:
    case CANTOPEN:
      return `The database “${path}” cannot be written. Give this user the right to write there, or choose another data folder.`;
    case FULL:
      return `Nothing can be saved to “${path}”: the disk is full, or the database has reached its size limit. Free some space.`;
    case IOERR:
      return `The disk under “${path}” fails to read or write. Check the disk, or choose another data folder.`;
    case CORRUPT:
    case NOTADB:
      return `The database “${path}” is damaged. It is moved aside at the next start.`;
    default:
      return `The database “${path}” did not take or give a record. The log has the reason.`;
  }
}

/** The primary code; `undefined` when the error is not SQLite's. */
function sqliteCode(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('errcode' in error) || typeof error.errcode !== 'number') return undefined;
  // The higher bits say more about the same thing.
  return error.errcode & 0xff;
}
