import { type Logger, TonearmError, type Unsubscribe } from '@tonearm/core';
import type { RawData, WebSocket } from 'ws';
import type { SandboxContext } from '../api/sandbox-context.js';
import { SandboxUsageError } from '../api/sandbox-errors.js';
import type { HeardFrame } from '../voice/listening/channel-listener.js';
import { act } from './act.js';
import { eventsFor } from './events-for.js';
import { makeTrouble } from './make-trouble.js';
import { MalformedRequestError, parseRequest } from './parse-request.js';
import { type NumberedRequest, type PageMessage, SOUND_HEADER_BYTES } from './protocol.js';
import { SoundFeed } from './sound-feed.js';
import { guildsOf, snapshotOf, type Viewer } from './views.js';

/** A page that does not read loses sound, not order: frames are left out while this many bytes wait. */
const MOST_WAITING_BYTES = 256 * 1024;

/** One open page: it is one person at a time, is told what that person sees, and acts as them. */
export class PageConnection {
  #viewer: Viewer;
  #sound: SoundFeed;
  #listens = false;
  readonly #stopEvents: Unsubscribe;

  constructor(
    private readonly context: SandboxContext,
    private readonly socket: WebSocket,
    viewer: Viewer,
    private readonly logger: Logger,
  ) {
    this.#viewer = viewer;
    this.#sound = this.#openSound();
    this.#stopEvents = context.world.events.add((event) => {
      const { kind } = event;
      if (kind === 'guild-created' || kind === 'guild-deleted') return this.#guildsChanged();
      if (kind === 'channel-created' || kind === 'channel-deleted') this.#reopenSound();
      if (this.#stillHere) for (const told of eventsFor(context.world, this.#viewer, event)) this.#send(told);
      return undefined;
    });
    socket.on('message', (data, binary) => this.#received(data, binary));
    socket.on('close', () => this.#close());
    socket.on('error', (error) => logger.debug('A page broke its connection', { error }));
    this.#sendSnapshot();
  }

  get #stillHere(): boolean {
    const { guilds } = this.context.world;
    const { guildId, userId } = this.#viewer;
    return guilds.guilds().some((guild) => guild.id === guildId) && guilds.isMember(guildId, userId);
  }

  #received(data: RawData, binary: boolean): void {
    let request: NumberedRequest;
    try {
      if (binary) throw new MalformedRequestError('Requests are JSON text, not bytes.', null);
      request = parseRequest(String(data));
    } catch (error) {
      this.#refuse(error instanceof MalformedRequestError ? error.requestId : null, error);
      return;
    }
    this.#answer(request).catch((error: unknown) => this.#refuse(request.requestId, error));
  }

  async #answer(request: NumberedRequest): Promise<void> {
    const { requestId } = request;
    if (request.do === 'become') this.#become(request);
    else if (request.do === 'listen') this.#listens = request.on;
    else if (request.do === 'trouble') await makeTrouble(this.context, this.#viewer, request);
    else {
      if (!this.#stillHere) throw new SandboxUsageError('This person is no longer a member of the guild.');
      const choices = await act(this.context, this.#viewer, request);
      if (choices !== undefined) return this.#send({ kind: 'done', requestId, choices });
    }
    this.#send({ kind: 'done', requestId });
  }

  /** The page may be any person, never the bot. */
  #become({ userId, guildId }: Viewer): void {
    const { guilds, bot } = this.context.world;
    const known = guilds.guilds().some((guild) => guild.id === guildId) && guilds.isMember(guildId, userId);
    if (!known || userId === bot.id || guilds.user(userId).bot) {
      throw new SandboxUsageError('There is no such person in that guild.');
    }
    this.#viewer = { userId, guildId };
    this.#reopenSound();
    this.#sendSnapshot();
  }

  #guildsChanged(): void {
    const [first] = guildsOf(this.context.world, this.#viewer.userId);
    if (!this.#stillHere && first !== undefined) this.#viewer = { ...this.#viewer, guildId: first.id };
    if (!this.#stillHere) return;
    this.#reopenSound();
    this.#sendSnapshot();
  }

  #openSound(): SoundFeed {
    const { world, voice } = this.context;
    const channels = world.guilds.channels(this.#viewer.guildId).filter((channel) => channel.kind !== 'text');
    const wanted = () => {
      const { guildId, userId } = this.#viewer;
      return this.#listens ? (world.voice.of(guildId, userId)?.channelId ?? null) : null;
    };
    return new SoundFeed(
      voice,
      world.clock,
      channels.map(({ id }) => id),
      wanted,
      {
        speaking: (userId, speaking) => this.#send({ kind: 'speaking', userId, speaking }),
        frame: (frame) => this.#sendSound(frame),
      },
    );
  }

  #reopenSound(): void {
    this.#sound.close();
    this.#sound = this.#openSound();
  }

  #sendSnapshot(): void {
    this.#send({ kind: 'snapshot', snapshot: snapshotOf(this.context.world, this.#viewer) });
  }

  #sendSound({ spurt, timestamp, opus }: HeardFrame): void {
    if (this.socket.bufferedAmount > MOST_WAITING_BYTES) return;
    const message = Buffer.allocUnsafe(SOUND_HEADER_BYTES + opus.byteLength);
    message.writeUInt32BE(spurt, 0);
    message.writeUInt32BE(timestamp, 4);
    message.set(opus, SOUND_HEADER_BYTES);
    this.socket.send(message);
  }

  #send(message: PageMessage): void {
    if (this.socket.readyState === this.socket.OPEN) this.socket.send(JSON.stringify(message));
  }

  #refuse(requestId: number | null, error: unknown): void {
    if (!(error instanceof TonearmError)) this.logger.error('The sandbox failed to answer its page', { error });
    const words = error instanceof TonearmError ? error.message : 'The sandbox failed; its log says why.';
    this.#send({ kind: 'refused', requestId, words });
  }

  #close(): void {
    this.#stopEvents();
    this.#sound.close();
  }
}
