import { Readable } from 'node:stream';

/**
 * The bytes as a stream. Destroying it, or the signal, fires the signal that `make` was given at once, also while the next
 * bytes are being waited for: a generator by itself would be asked to end only once they are there.
 */
export function stoppableReadable(
  make: (signal: AbortSignal) => AsyncGenerator<Buffer>,
  streamSignal: AbortSignal,
): Readable {
  const life = new AbortController();
  const bytes = make(life.signal);
  const stop = () => void readable.destroy(streamSignal.reason instanceof Error ? streamSignal.reason : undefined);
  const readable = new Readable({
    read() {
      nextOf(bytes).then(
        (chunk) => this.push(chunk),
        (error: Error) => this.destroy(error),
      );
    },
    destroy(error, done) {
      streamSignal.removeEventListener('abort', stop);
      life.abort(error ?? new Error('The stream was closed.'));
      // How it ends was told to who reads.
      bytes.return(undefined).catch(() => {});
      done(error);
    },
  });
  // It may fail before anyone reads; who reads meets the error again.
  readable.on('error', () => {});
  streamSignal.addEventListener('abort', stop, { once: true });
  if (streamSignal.aborted) stop();
  return readable;
}

async function nextOf(bytes: AsyncGenerator<Buffer>): Promise<Buffer | null> {
  for (;;) {
    const { value, done } = await bytes.next();
    if (done) return null;
    if (value.length > 0) return value;
  }
}
