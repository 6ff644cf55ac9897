import type {
  AddedSnapshot,
  EndedSnapshot,
  NowPlayingSnapshot,
  ProgressSnapshot,
  TaskSnapshot,
} from '../progress/progress-view.js';
import { aTrack } from './a-track.js';

/** One kind of task snapshot. */
type TaskSnapshotOf<Kind extends TaskSnapshot['kind']> = Extract<TaskSnapshot, { kind: Kind }>;

/** The moment the snapshots show. */
export const SNAPSHOT_AT_MS = Date.UTC(2026, 0, 1, 12);

const REQUEST = {
  taskId: 'task-4fz9qk27',
  query: 'needle drop',
  requestedBy: '100000000000000001',
  priority: 'normal',
  requestedAtMs: SNAPSHOT_AT_MS - 5_000,
  atMs: SNAPSHOT_AT_MS,
} as const;

/** Third in line. */
export function aQueuedSnapshot(facts: Partial<TaskSnapshotOf<'queued'>> = {}): TaskSnapshotOf<'queued'> {
  return { ...REQUEST, kind: 'queued', percent: 0, etaMs: null, position: 2, ...facts };
}

/** In the middle of its first try, with 20 s to go. */
export function aWorkingSnapshot(facts: Partial<TaskSnapshotOf<'working'>> = {}): TaskSnapshotOf<'working'> {
  const progress = { percent: 42, etaMs: 20_000, stage: 'reading-metadata', attempt: 1 };
  return { ...REQUEST, kind: 'working', ...progress, ...facts };
}

/** The first of three tries has failed; the second starts in 4 s. */
export function aRetryingSnapshot(facts: Partial<TaskSnapshotOf<'retrying'>> = {}): TaskSnapshotOf<'retrying'> {
  const tries = { attempt: 1, maxAttempts: 3, retryAtMs: SNAPSHOT_AT_MS + 4_000, reason: 'The source did not answer.' };
  return { ...REQUEST, kind: 'retrying', percent: 42, etaMs: null, ...tries, ...facts };
}

/** Given up after three tries. */
export function aFailedSnapshot(facts: Partial<TaskSnapshotOf<'failed'>> = {}): TaskSnapshotOf<'failed'> {
  const failure = { code: 'source-unavailable', reason: 'The source did not answer.', attempts: 3 };
  return { ...REQUEST, kind: 'failed', percent: 42, etaMs: null, ...failure, ...facts };
}

/** Withdrawn on the way. */
export function aCancelledSnapshot(facts: Partial<TaskSnapshotOf<'cancelled'>> = {}): TaskSnapshotOf<'cancelled'> {
  return { ...REQUEST, kind: 'cancelled', percent: 42, etaMs: null, reason: 'You cancelled it.', ...facts };
}

/** A track with four before it. */
export function anAddedSnapshot(facts: Partial<AddedSnapshot> = {}): AddedSnapshot {
  return { ...REQUEST, kind: 'added', added: { kind: 'track', track: aTrack() }, tracksAhead: 4, ...facts };
}

/** A minute into a track of three, with one to follow. */
export function aNowPlayingSnapshot(facts: Partial<NowPlayingSnapshot> = {}): NowPlayingSnapshot {
  return {
    kind: 'now-playing',
    entryId: 'entry-7c2m',
    track: aTrack(),
    requestedBy: REQUEST.requestedBy,
    positionMs: 62_000,
    paused: false,
    buffering: false,
    next: aTrack({ id: 'run-out-groove', title: 'Run-out Groove' }),
    waiting: 3,
    atMs: SNAPSHOT_AT_MS,
    ...facts,
  };
}

/** Played to its end. */
export function anEndedSnapshot(facts: Partial<EndedSnapshot> = {}): EndedSnapshot {
  const facing = { requestedBy: REQUEST.requestedBy, outcome: { kind: 'finished' } as const, atMs: SNAPSHOT_AT_MS };
  return { kind: 'ended', track: aTrack(), ...facing, ...facts };
}

/** A snapshot with the words that tell it from others. */
export interface LabelledSnapshot {
  readonly label: string;
  readonly snapshot: ProgressSnapshot;
}

/** Every kind of snapshot, each as it usually is, at the edges of its numbers, and with texts that were never meant well. */
export function everySnapshot(): readonly LabelledSnapshot[] {
  const usual = everyKind().map((snapshot) => ({ label: `usual ${snapshot.kind}`, snapshot }));
  const hostile = Object.entries(HOSTILE_TEXTS).flatMap(([label, text]) =>
    [...everyKind(text), ...detours(text)].map((snapshot) => ({ label: `${snapshot.kind} with ${label}`, snapshot })),
  );
  return [...usual, ...edges(), ...hostile];
}

/** Texts from outside that break what is not careful. */
export const HOSTILE_TEXTS: Readonly<Record<string, string>> = {
  'a text of 10,000 characters': 'Long Player '.repeat(834),
  'a word of 10,000 characters': 'x'.repeat(10_000),
  'nothing but markdown': '*_~`|>#[]()\\'.repeat(60),
  'mentions of everyone': 'hey @everyone and @here <@900000000000000001> <@&900000000000000002> <#900000000000000003>',
  'a link in disguise': '[free nitro](https://evil.example/a) https://evil.example/b <https://evil.example/c>',
  'a code fence': '``` `end` ```\n**bold** __under__ ||spoiler||',
  'lines and controls': 'first\n# second\r\n\u0000\u0007> third\t- fourth',
  'right-to-left words': 'שלום עולם 3:07 مرحبا بالعالم',
  'direction overrides': 'abc\u202Egpj.exe\u2066\u202B',
  'emoji and stacked marks': `👩‍👩‍👧‍👦🏳️‍🌈${'z\u0300\u0301\u0302'.repeat(300)}`,
  'half a character': '\uD83C broken \uDFB5',
  'blanks only': ' \n\t ',
  'nothing at all': '',
};

function everyKind(text?: string): readonly ProgressSnapshot[] {
  const words = text === undefined ? {} : { query: text };
  const reason = text === undefined ? {} : { reason: text };
  const track = text === undefined ? aTrack() : aTrack({ title: text, author: text, album: text });
  return [
    aQueuedSnapshot(words),
    aWorkingSnapshot(text === undefined ? {} : { ...words, stage: text }),
    aRetryingSnapshot({ ...words, ...reason }),
    aFailedSnapshot({ ...words, ...reason }),
    aCancelledSnapshot({ ...words, ...reason }),
    anAddedSnapshot({ ...words, added: { kind: 'track', track } }),
    anAddedSnapshot({ ...words, added: { kind: 'playlist', title: text ?? 'B-sides', trackCount: 12 } }),
    aNowPlayingSnapshot({ track, next: track }),
    anEndedSnapshot({ track }),
    anEndedSnapshot({ track, outcome: { kind: 'failed', code: 'undecodable', reason: text ?? 'It is not audio.' } }),
  ];
}

/** While another source stands in for the one that was asked first, and after. */
function detours(text?: string): readonly ProgressSnapshot[] {
  const detour = { answeredBy: text ?? 'two', insteadOf: text ?? 'one' };
  return [
    aWorkingSnapshot({ notice: text ?? 'one is failing, next try in 20 s; trying two' }),
    anAddedSnapshot({ added: { kind: 'track', track: aTrack(), detour } }),
    aNowPlayingSnapshot({ detour }),
    aNowPlayingSnapshot({ detour: { ...detour, score: 0.92 } }),
    aNowPlayingSnapshot({ detour: { ...detour, score: 0.92, described: true } }),
    aNowPlayingSnapshot({ detour: { ...detour, score: 1, described: true, chosen: true } }),
  ];
}

function edges(): readonly LabelledSnapshot[] {
  const live = aTrack({ durationMs: null });
  const bare = aTrack({ author: '', url: '', durationMs: 0 });
  const offWeb = aTrack({ url: 'javascript:alert(1)', artworkUrl: 'file:///etc/passwd' });
  const farAway = `https://music.example/${'a'.repeat(5_000)}?q=)](`;
  const outcome = (kind: 'skipped' | 'stopped') => ({ outcome: { kind } });
  return [
    ...detours().map((snapshot) => ({ label: `${snapshot.kind} while a source is failing`, snapshot })),
    { label: 'queued, next in line', snapshot: aQueuedSnapshot({ position: 0 }) },
    { label: 'queued, far back', snapshot: aQueuedSnapshot({ position: 1_234_567 }) },
    { label: 'queued, nobody knows where', snapshot: aQueuedSnapshot({ position: null }) },
    { label: 'working without an estimate', snapshot: aWorkingSnapshot({ percent: 0, etaMs: null }) },
    { label: 'working, nearly done', snapshot: aWorkingSnapshot({ percent: 99, etaMs: 0, attempt: 3 }) },
    { label: 'working, give or take', snapshot: aWorkingSnapshot({ etaErrorMs: 5_000 }) },
    { label: 'working, days to go', snapshot: aWorkingSnapshot({ percent: 1, etaMs: 400_000_000 }) },
    { label: 'retrying at once', snapshot: aRetryingSnapshot({ attempt: 2, retryAtMs: SNAPSHOT_AT_MS - 1 }) },
    { label: 'failed at the first try', snapshot: aFailedSnapshot({ code: 'never-heard-of-it', attempts: 1 }) },
    { label: 'added, about to play', snapshot: anAddedSnapshot({ tracksAhead: 0 }) },
    { label: 'added, live', snapshot: anAddedSnapshot({ added: { kind: 'track', track: live }, tracksAhead: 1 }) },
    {
      label: 'added, a playlist cut by the rules',
      snapshot: anAddedSnapshot({ added: { kind: 'playlist', title: 'B-sides', trackCount: 12, leftOut: 9 } }),
    },
    {
      label: 'added, a playlist of unknown length',
      snapshot: anAddedSnapshot({ added: { kind: 'playlist', title: 'B-sides', trackCount: null } }),
    },
    { label: 'playing live', snapshot: aNowPlayingSnapshot({ track: live, positionMs: 36_000_000 }) },
    { label: 'playing, paused', snapshot: aNowPlayingSnapshot({ paused: true }) },
    { label: 'playing, buffering', snapshot: aNowPlayingSnapshot({ buffering: true, positionMs: 0 }) },
    { label: 'playing, paused and buffering', snapshot: aNowPlayingSnapshot({ paused: true, buffering: true }) },
    { label: 'playing the last one', snapshot: aNowPlayingSnapshot({ next: null, waiting: 0 }) },
    { label: 'playing, nobody knows how many wait', snapshot: aNowPlayingSnapshot({ next: null, waiting: null }) },
    { label: 'playing past its end', snapshot: aNowPlayingSnapshot({ positionMs: 999_000_000 }) },
    { label: 'playing something bare', snapshot: aNowPlayingSnapshot({ track: bare, next: bare, requestedBy: '' }) },
    { label: 'playing from nowhere on the web', snapshot: aNowPlayingSnapshot({ track: offWeb, next: offWeb }) },
    { label: 'playing from far away', snapshot: aNowPlayingSnapshot({ track: aTrack({ url: farAway }) }) },
    {
      label: 'playing with a local picture',
      snapshot: aNowPlayingSnapshot({ track: aTrack({ artworkUrl: 'artwork:local/Album/Song.opus' }) }),
    },
    {
      label: 'playing with an endless picture address',
      snapshot: aNowPlayingSnapshot({ track: aTrack({ artworkUrl: farAway }) }),
    },
    { label: 'skipped', snapshot: anEndedSnapshot(outcome('skipped')) },
    { label: 'stopped', snapshot: anEndedSnapshot({ ...outcome('stopped'), track: bare }) },
  ];
}
