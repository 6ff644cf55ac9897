import type { Track } from '../model/track.js';
import { OPUS_SAMPLE_RATE } from './opus-packet.js';
import type { Sound } from './sound.js';
import { SOUND_FILTERS, type SoundFilter } from './sound-filters.js';

/** What is done to one track so that it sounds as wanted. */
export interface SoundPlan {
  /** ffmpeg's filters, with commas between them. Made of our own words and of numbers, never of a listener's text. */
  readonly chain: string;
  /** How much of the track passes while one second sounds, in seconds. */
  readonly speed: number;
}

/** ffmpeg's `atempo` takes no smaller and no greater steps in one go, in any version. */
const SMALLEST_TEMPO = 0.5;
const GREATEST_TEMPO = 2;
/** Tags may say anything; more than this is no loudness of music, in dB. */
const MOST_GAIN_DB = 12;
const LEAST_GAIN_DB = -24;
/** Quieter differences nobody hears, in dB. */
const UNHEARD_DB = 0.1;
/** How far the limiter looks ahead, in milliseconds: it delays the sound by as much. */
const LIMITER_MS = 5;

/** Evens out loudness over about a second, gently: at most 9 dB louder. For tracks that carry no word of their loudness. */
const DYNAMIC = 'dynaudnorm=f=100:g=11:m=2.8:p=0.9';
const LIMITER_SAMPLES = (LIMITER_MS * OPUS_SAMPLE_RATE) / 1000;
/** Keeps what was made louder from being clipped, and takes back the delay that this costs, at both ends. */
const LIMITER = [
  `apad=pad_len=${LIMITER_SAMPLES}`,
  `alimiter=level=false:limit=0.95:attack=${LIMITER_MS}:release=60`,
  `atrim=start_sample=${LIMITER_SAMPLES}`,
  'asetpts=PTS-STARTPTS',
];

/** What makes the track sound so; `undefined` when it already does, and can pass through untouched. */
export function soundPlan(sound: Sound, { gainDb }: Pick<Track, 'gainDb'>): SoundPlan | undefined {
  const filters: readonly SoundFilter[] = sound.filters.map((name) => SOUND_FILTERS[name]);
  const factor = (key: 'speed' | 'pitch', own: number) =>
    filters.reduce((product, filter) => product * (filter[key] ?? 1), own / 100);
  const speed = factor('speed', sound.speedPercent);
  const gain = sound.normalize && gainDb !== undefined ? gainStage(gainDb) : [];
  const colours = filters.flatMap(({ chain }) => chain || []);
  const dynamic = sound.normalize && gainDb === undefined ? [DYNAMIC] : [];
  const volume = sound.volumePercent === 100 ? [] : [`volume=${sound.volumePercent / 100}`];
  const mayClip = colours.length > 0 || sound.volumePercent > 100 || (gain.length > 0 && Number(gainDb) > 0);
  const stages = [
    ...tempoStages(speed, factor('pitch', sound.pitchPercent)),
    ...gain,
    ...colours,
    ...dynamic,
    ...volume,
    ...(mayClip ? LIMITER : []),
  ];
  return stages.length === 0 ? undefined : { chain: stages.join(','), speed };
}

/** A higher rate makes it both higher and faster; `atempo` then gives it the speed it should have. */
function tempoStages(speed: number, pitch: number): readonly string[] {
  const resampled =
    pitch === 1 ? [] : [`asetrate=${Math.round(OPUS_SAMPLE_RATE * pitch)}`, `aresample=${OPUS_SAMPLE_RATE}`];
  return [...resampled, ...atempo(speed / pitch)];
}

function atempo(tempo: number): readonly string[] {
  if (Math.abs(tempo - 1) < 1e-6) return [];
  if (tempo > GREATEST_TEMPO) return [`atempo=${GREATEST_TEMPO}`, ...atempo(tempo / GREATEST_TEMPO)];
  if (tempo < SMALLEST_TEMPO) return [`atempo=${SMALLEST_TEMPO}`, ...atempo(tempo / SMALLEST_TEMPO)];
  return [`atempo=${tempo.toFixed(6)}`];
}

function gainStage(gainDb: number): readonly string[] {
  const bounded = Math.min(MOST_GAIN_DB, Math.max(LEAST_GAIN_DB, gainDb));
  return Number.isFinite(bounded) && Math.abs(bounded) >= UNHEARD_DB ? [`volume=${bounded.toFixed(2)}dB`] : [];
}
