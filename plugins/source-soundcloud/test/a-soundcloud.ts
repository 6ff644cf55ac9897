import { setImmediate as settle } from 'node:timers/promises';
import {
  type OpenContext,
  type Query,
  type Resolution,
  type SourceContext,
  SystemClock,
  type Track,
} from '@tonearm/core';
import {
  anAac,
  anHlsPlaylist,
  anMp3,
  anOggOpus,
  type MediaAnswer,
  type MediaRequest,
  MediaStandIn,
} from '@tonearm/core/testing';
import { type SoundCloudOptions, type SoundCloudSource, soundCloudSource } from '../src/index.js';
import { aRawTrack, piecesOfFrames, piecesOfOgg, type RawTrack, type Sound } from './raw-answers.js';

export const FIRST_ID = 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa';
export const SECOND_ID = 'bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb';

/** A clock whose pauses are over at once; its deadlines are real. */
export class QuickClock extends SystemClock {
  override async sleep(_ms: number, signal?: AbortSignal): Promise<void> {
    await settle();
    signal?.throwIfAborted();
  }
}

/** SoundCloud on this machine, invented in the shapes of the real one: its page, api-v2 and sound, and a source that asks it. */
export class SoundCloudStandIn {
  readonly standIn: MediaStandIn;
  readonly source: SoundCloudSource;
  /** What the site hands out, and what api-v2 takes. */
  clientId = FIRST_ID;
  /** Where the id stands. */
  clientIdIn: 'page' | 'script' | 'nowhere' = 'page';
  /** What is behind a path of soundcloud.com. */
  readonly paths = new Map<string, unknown>();
  readonly tracks = new Map<number, RawTrack>();
  /** Where short links lead. */
  readonly shortLinks = new Map<string, string>();
  /** Answers of api-v2 by path; with their query where that counts. */
  readonly answers = new Map<string, unknown>();
  readonly #options: SoundCloudOptions;
  /** Addresses of sound older than this are refused. */
  #oldestAddress = 0;
  #addresses = 0;

  static async listen(options: SoundCloudOptions = {}): Promise<SoundCloudStandIn> {
    return new SoundCloudStandIn(await MediaStandIn.listen(), options);
  }

  private constructor(standIn: MediaStandIn, options: SoundCloudOptions) {
    this.standIn = standIn;
    this.#options = options;
    this.source = this.another();
    standIn.serve('*', (request) => this.#answer(request));
  }

  /** Another source that asks it. */
  another(): SoundCloudSource {
    const fetch: typeof this.standIn.fetch = (url, init) => this.standIn.fetch(url, init);
    return soundCloudSource(new QuickClock(), { fetch, ...this.#options });
  }

  /** Puts a track there, which is also found under its path. */
  add(overrides: Parameters<typeof aRawTrack>[0] = {}): RawTrack {
    const track = aRawTrack(overrides);
    this.tracks.set(track.id, track);
    this.paths.set(new URL(track.permalink_url).pathname, track);
    return track;
  }

  /** From now on, every address of sound that was handed out so far is refused. */
  expireAddresses(): void {
    this.#oldestAddress = this.#addresses;
  }

  /** What was asked for, as `host/path`, without the site's own pages unless wanted. */
  asked(part = ''): readonly string[] {
    return this.standIn.requests.map(({ host, path }) => host + path).filter((one) => one.includes(part));
  }

  async resolve(query: Query | string, context: Partial<SourceContext> = {}): Promise<Resolution> {
    const asked: Query = typeof query === 'string' ? { kind: 'url', url: new URL(query) } : query;
    const identified = this.source.identify(asked);
    if (!identified) throw new Error('It is nothing of SoundCloud’s.');
    return this.source.resolve(identified.reference, aSourceContext(context));
  }

  async track(link: string): Promise<Track> {
    const found = await this.resolve(link);
    if (found.kind !== 'track') throw new Error(`It is a ${found.kind}.`);
    return found.track;
  }

  open(track: Track, context: Partial<OpenContext> = {}) {
    return this.source.open(track, anOpenContext(context));
  }

  close(): Promise<void> {
    return this.standIn.close();
  }

  #answer(request: MediaRequest): MediaAnswer {
    const { host, path } = request;
    if (host === 'soundcloud.com') return this.#page(path);
    if (host === 'a-v2.sndcdn.com') return this.#script(path);
    if (host === 'on.soundcloud.com') return this.#shortLink(path);
    if (host.endsWith('.sndcdn.com') || host.endsWith('.soundcloud.cloud')) return this.#sound(request);
    return host === 'api-v2.soundcloud.com' ? this.#api(request) : NOT_FOUND;
  }

  #page(path: string): MediaAnswer {
    if (path !== '/') return { status: 403, body: 'no robots' };
    const data = [
      { hydratable: 'anonymousId', data: '1-2-3-4' },
      ...(this.clientIdIn === 'page' ? [{ hydratable: 'apiClient', data: { id: this.clientId } }] : []),
    ];
    const scripts = [1, 2, 3].map(
      (at) => `<script crossorigin src="https://a-v2.sndcdn.com/assets/${at}-abc.js"></script>`,
    );
    const body = `<!DOCTYPE html><script>window.__sc_version="1"</script><script>window.__sc_hydration = ${JSON.stringify(data)};</script>${scripts.join('')}`;
    return { type: 'text/html', body };
  }

  #script(path: string): MediaAnswer {
    const id = path === '/assets/3-abc.js' && this.clientIdIn === 'script' ? `,client_id:"${this.clientId}"` : '';
    return { type: 'application/javascript', body: `({google_client_id:"1234567890abcdef1234"${id},env:"x"})` };
  }

  #shortLink(path: string): MediaAnswer {
    const to = this.shortLinks.get(path.slice(1));
    return to === undefined ? NOT_FOUND : { status: 302, body: '', headers: { location: to } };
  }

  #api({ path, query }: MediaRequest): MediaAnswer {
    if (query.get('client_id') !== this.clientId) return { status: 401, body: '{}' };
    const { answers } = this;
    const [, number] = /^\/tracks\/(\d+)$/.exec(path) ?? [];
    if (path === '/resolve') return json(this.paths.get(new URL(query.get('url') ?? '').pathname));
    if (path === '/tracks') return json(this.#byIds(query.get('ids') ?? ''));
    if (path.startsWith('/media/')) return this.#address(path, query);
    const track = number === undefined ? undefined : this.tracks.get(Number(number));
    if (track)
      return json(track.sharing === 'private' && query.get('secret_token') !== track.secret_token ? undefined : track);
    return json(answers.get(`${path}?${query}`) ?? answers.get(path));
  }

  /** In another order than they were asked for. */
  #byIds(ids: string): readonly unknown[] | undefined {
    const wanted = ids.split(',').map(Number);
    if (wanted.length > 50) return undefined;
    return wanted.flatMap((id) => this.tracks.get(id) ?? []).reverse();
  }

  #address(path: string, query: URLSearchParams): MediaAnswer {
    const [, id = '', preset = '', protocol = ''] =
      /^\/media\/soundcloud:tracks:(\d+)\/([\w-]+)\/stream\/(.+)$/.exec(path) ?? [];
    const track = this.tracks.get(Number(id));
    const isOwner = track?.sharing !== 'private' || query.get('secret_token') === track.secret_token;
    if (!track || !isOwner || query.get('track_authorization') !== track.track_authorization) return NOT_FOUND;
    this.#addresses += 1;
    const host = preset === 'aac_160k' ? 'playback.media-streaming.soundcloud.cloud' : 'cf-media.sndcdn.com';
    const name = protocol === 'hls' ? `${id}.${preset}/playlist.m3u8` : `${id}.${preset}`;
    return json({ url: `https://${host}/${name}?Policy=${policy(1_800_000_000)}&n=${this.#addresses}` });
  }

  #sound({ path, query }: MediaRequest): MediaAnswer {
    if (Number(query.get('n')) <= this.#oldestAddress)
      return { status: 403, body: '<Error/>', type: 'application/xml' };
    const [, id = '', preset = '', piece] = /^\/(\d+)\.([\w-]+)(?:\/(.+))?$/.exec(path) ?? [];
    const track = this.tracks.get(Number(id));
    if (!track) return NOT_FOUND;
    const sound = soundOf(preset, track.sound);
    if (piece === undefined) return { type: 'audio/mpeg', body: sound.whole };
    const at = Number(/^(\d+)$/.exec(piece)?.[1] ?? Number.NaN);
    const body = sound.pieces[at]?.bytes;
    if (body) return { type: 'application/octet-stream', body };
    const uri = (index: number) => `${index}?n=${query.get('n')}`;
    const list = sound.pieces.map(({ seconds }, index) => ({ uri: uri(index), seconds }));
    return { type: 'application/vnd.apple.mpegurl', body: anHlsPlaylist(list) };
  }
}

const NOT_FOUND: MediaAnswer = { status: 404, body: '{}', type: 'application/json' };

function json(value: unknown): MediaAnswer {
  return value === undefined ? NOT_FOUND : { type: 'application/json; charset=utf-8', body: JSON.stringify(value) };
}

/** An expiry as CloudFront writes it. */
export function policy(seconds: number): string {
  const statement = { Statement: [{ Condition: { DateLessThan: { 'AWS:EpochTime': seconds } } }] };
  const marks: Readonly<Record<string, string>> = { '+': '-', '=': '_', '/': '~' };
  return Buffer.from(JSON.stringify(statement))
    .toString('base64')
    .replace(/[+=/]/g, (mark) => marks[mark] ?? mark);
}

const SOUNDS = new Map<string, Sound>();

/** The sound of a preset, made once. */
export function soundOf(preset: string, seconds: number): Sound {
  const key = `${preset} ${seconds}`;
  const made = SOUNDS.get(key) ?? makeSound(preset, seconds);
  SOUNDS.set(key, made);
  return made;
}

function makeSound(preset: string, seconds: number): Sound {
  if (preset.startsWith('opus')) return piecesOfOgg(anOggOpus(seconds));
  return preset.startsWith('aac')
    ? piecesOfFrames(anAac(seconds), AAC_FRAME, seconds)
    : piecesOfFrames(anMp3(seconds), MP3_FRAME, seconds);
}

/** How long the frames of the stand-in's sound are, in bytes. */
const AAC_FRAME = 13;
const MP3_FRAME = 208;

export function aSourceContext(overrides: Partial<SourceContext> = {}): SourceContext {
  return { signal: new AbortController().signal, report: () => {}, ...overrides };
}

export function anOpenContext(overrides: Partial<OpenContext> = {}): OpenContext {
  const { signal } = new AbortController();
  return { positionMs: 0, attemptSignal: signal, streamSignal: signal, ...overrides };
}
