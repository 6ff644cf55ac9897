import type { Socket } from 'node:dgram';
import type { VoiceUDPSocket } from '@discordjs/voice';

/**
 * Mends the library's UDP socket: a datagram for a socket that is closed is dropped. The library sends a first one a moment after it made the
 * socket, and would throw.
 */
export function guardSocket(socket: VoiceUDPSocket): void {
  if (Object.hasOwn(socket, 'send')) return;
  const send = socket.send.bind(socket);
  socket.send = (datagram) => dropIfClosed(() => send(datagram));
}

/**
 * Connects the socket to the voice server, once its address is known. To send a frame then costs half as much, as the system need not look
 * for the way each time, and what others send to it never arrives (udp(7), connect(2)).
 */
export function connectSocket(socket: VoiceUDPSocket): void {
  const { inner, remote } = partsOf(socket);
  if (connected.has(socket)) return;
  connected.add(socket);
  const [tell] = inner.listeners('error');
  const sendAsBefore = socket.send;
  // In the instant between, Node can send neither way.
  const waiting: Buffer[] = [];
  socket.send = (datagram) => void waiting.push(datagram);
  const goOn = (send: VoiceUDPSocket['send']) => {
    socket.send = send;
    for (const datagram of waiting) send(datagram);
  };
  dropIfClosed(() =>
    inner.connect(remote.port, remote.ip, (failure?: Error) => {
      if (failure) return goOn(sendAsBefore);
      inner.removeAllListeners('error').on('error', (error) => {
        // A connected socket is told when nobody listens over there, a frame at a time. The watch over the sound notices it too.
        if (!hasCode(error, 'ECONNREFUSED')) tell?.(error);
      });
      goOn((datagram) => dropIfClosed(() => inner.send(datagram)));
    }),
  );
}

const connected = new WeakSet<VoiceUDPSocket>();

/** The library declares them private; they are all that its `send` uses. */
function partsOf(socket: VoiceUDPSocket): { readonly inner: Socket; readonly remote: VoiceUDPSocket['remote'] } {
  return { inner: socket['socket'], remote: socket['remote'] };
}

function dropIfClosed(send: () => void): void {
  try {
    send();
  } catch (error) {
    if (!hasCode(error, 'ERR_SOCKET_DGRAM_NOT_RUNNING')) throw error;
  }
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
