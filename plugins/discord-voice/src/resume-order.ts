/** A message of the voice gateway, as a WebSocket tells it. */
interface Message {
  readonly data: unknown;
}

/** Ops that are about the socket itself: heartbeat ACK, hello, resumed. Everything else may be a repetition of what was missed. */
const OF_THE_SOCKET: ReadonlySet<unknown> = new Set([6, 8, 9]);

/**
 * Hands messages to the library in an order that it can follow. While it resumes it drops binary messages, so a voice server that first
 * repeats what was missed and then says that the session is resumed (Discord does not document the order) would leave it behind its
 * encrypted group. What comes before that word waits for it here.
 */
export function inOrderOfResume<M extends Message>(
  isResuming: () => boolean,
  handle: (message: M) => void,
): (message: M) => void {
  const held: M[] = [];
  return (message) => {
    if (isResuming() && !isOfTheSocket(message.data)) return void held.push(message);
    handle(message);
    while (!isResuming()) {
      const next = held.shift();
      if (next === undefined) return;
      handle(next);
    }
  };
}

function isOfTheSocket(data: unknown): boolean {
  if (typeof data !== 'string') return false;
  try {
    return OF_THE_SOCKET.has(JSON.parse(data)?.op);
  } catch {
    // The library says what is wrong with it.
    return true;
  }
}
