import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { VoiceUDPSocket } from '@discordjs/voice';
import { expect } from 'chai';
import { connectSocket, guardSocket } from '../src/direct-socket.js';

const FRAME = Buffer.from('a frame of sound');

describe('the UDP socket of a voice connection', () => {
  let server: Socket;
  let socket: VoiceUDPSocket;
  let inner: Socket;

  beforeEach(async () => {
    server = createSocket('udp4');
    server.bind(0, '127.0.0.1');
    await once(server, 'listening');
    socket = new VoiceUDPSocket({ ip: '127.0.0.1', port: server.address().port });
    inner = socket['socket'];
    guardSocket(socket);
  });
  afterEach(() => {
    socket.destroy();
    if (isOpen(server)) server.close();
  });

  /** What comes to the server, but for the greetings that the library sends by itself. */
  const arrival = async () => {
    for (;;) {
      const [bytes] = await once(server, 'message');
      if (bytes.length !== 8) return bytes;
    }
  };
  const connect = async () => {
    const done = once(inner, 'connect');
    connectSocket(socket);
    await done;
  };

  it('sends before, while and after it is connected', async () => {
    const sendOne = async () => {
      const arrived = arrival();
      socket.send(FRAME);
      expect(await arrived).to.deep.equal(FRAME);
    };
    await sendOne();
    const done = once(inner, 'connect');
    connectSocket(socket);
    await sendOne();
    await done;
    await sendOne();
    expect(inner.remoteAddress().port).to.equal(server.address().port);
  });

  it('hears nothing from strangers once it is connected', async () => {
    await connect();
    const heard: string[] = [];
    socket.on('message', (bytes: Buffer) => heard.push(bytes.toString()));
    const stranger = createSocket('udp4');
    const { port } = inner.address();
    await new Promise((sent) => stranger.send('from a stranger', port, '127.0.0.1', sent));
    stranger.close();
    // Both went over loopback, one behind the other: what is behind the stranger's has come last.
    const answered = once(socket, 'message');
    server.send('from the voice server', port, '127.0.0.1');
    await answered;
    expect(heard).to.deep.equal(['from the voice server']);
  });

  it('takes a refusal for silence', async () => {
    await connect();
    const faults: unknown[] = [];
    socket.on('error', (error: unknown) => faults.push(error));
    server.close();
    await once(server, 'close');
    const refused = once(inner, 'error').catch((error: unknown) => [error]);
    socket.send(FRAME);
    const [error] = await refused;
    expect(error).to.have.property('code', 'ECONNREFUSED');
    expect(faults).to.deep.equal([]);
  });

  it('tells every other fault', async () => {
    await connect();
    const told = once(socket, 'error').catch((error: unknown) => [error]);
    const fault = new Error('The network is down.');
    inner.emit('error', fault);
    expect(await told).to.deep.equal([fault]);
  });

  it('drops what is sent after its end', async () => {
    socket.destroy();
    expect(() => socket.send(FRAME)).not.to.throw();
    expect(() => connectSocket(socket)).not.to.throw();
  });
});

function isOpen(socket: Socket): boolean {
  try {
    return socket.address() !== undefined;
  } catch {
    return false;
  }
}
