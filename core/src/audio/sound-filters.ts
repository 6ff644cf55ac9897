/** One way to colour the sound. */
export interface SoundFilter {
  /** What a listener reads. */
  readonly label: string;
  /** What ffmpeg does, in its words; empty when only speed or pitch change. */
  readonly chain: string;
  /** How fast it makes a track, as a factor; 1 by default. */
  readonly speed?: number;
  /** How high it makes a track, as a factor of its frequencies; 1 by default. */
  readonly pitch?: number;
}

/** Centres of the bands of {@link equalizer}, in Hz. */
const BANDS_HZ = [60, 230, 910, 3_600, 14_000] as const;

/** Gains in dB for each of the bands, from low to high. */
type Gains = readonly [number, number, number, number, number];

/**
 * Everything that a listener may choose, by the name that is kept. A new one needs nothing but its line here: names stay
 * what they are, since they are stored.
 */
const TABLE = {
  'bass-low': { label: 'Bass boost, low', chain: 'bass=g=4:f=110' },
  'bass-medium': { label: 'Bass boost, medium', chain: 'bass=g=8:f=110' },
  'bass-high': { label: 'Bass boost, high', chain: 'bass=g=14:f=110' },
  treble: { label: 'Treble', chain: 'treble=g=7:f=4000' },
  soft: { label: 'Soft', chain: 'treble=g=-9:f=3000,bass=g=2:f=120' },
  pop: { label: 'Equaliser: pop', chain: equalizer([-1, 2, 4, 2, -1]) },
  rock: { label: 'Equaliser: rock', chain: equalizer([5, 2, -2, 3, 5]) },
  jazz: { label: 'Equaliser: jazz', chain: equalizer([3, 2, -1, 2, 3]) },
  classical: { label: 'Equaliser: classical', chain: equalizer([4, 2, -1, 2, 3]) },
  electronic: { label: 'Equaliser: electronic', chain: equalizer([5, 2, -2, 2, 5]) },
  party: { label: 'Equaliser: party', chain: equalizer([6, 1, 0, 1, 6]) },
  vocal: { label: 'Equaliser: voices', chain: equalizer([-4, -1, 4, 3, -2]) },
  night: { label: 'Equaliser: night', chain: equalizer([-8, -3, 1, 1, -3]) },
  nightcore: { label: 'Nightcore', chain: '', speed: 1.25, pitch: 1.25 },
  vaporwave: { label: 'Vaporwave', chain: '', speed: 0.8, pitch: 0.8 },
  faster: { label: 'Faster', chain: '', speed: 1.25 },
  slower: { label: 'Slower', chain: '', speed: 0.8 },
  higher: { label: 'Higher', chain: '', pitch: 1.25 },
  lower: { label: 'Lower', chain: '', pitch: 0.8 },
  '8d': { label: '8D: goes round your head', chain: 'apulsator=hz=0.09:amount=0.8' },
  wide: { label: 'Wide', chain: 'extrastereo=m=1.8' },
  mono: { label: 'Mono', chain: 'pan=stereo|c0=0.5*c0+0.5*c1|c1=0.5*c0+0.5*c1' },
  karaoke: { label: 'Karaoke: without what is in the middle', chain: 'stereotools=mlev=0.06' },
  tremolo: { label: 'Tremolo', chain: 'tremolo=f=5:d=0.6' },
  vibrato: { label: 'Vibrato', chain: 'vibrato=f=6:d=0.4' },
  echo: { label: 'Echo', chain: 'aecho=0.8:0.7:90:0.3' },
  telephone: { label: 'Telephone', chain: 'highpass=f=350,lowpass=f=3200' },
} as const satisfies Readonly<Record<string, SoundFilter>>;

/** The name of a filter in {@link SOUND_FILTERS}. */
export type SoundFilterName = keyof typeof TABLE;

/** The filters by name, in the order in which they are offered and applied. */
export const SOUND_FILTERS: Readonly<Record<SoundFilterName, SoundFilter>> = TABLE;

export function isSoundFilterName(name: unknown): name is SoundFilterName {
  return typeof name === 'string' && Object.hasOwn(TABLE, name);
}

function equalizer(gains: Gains): string {
  return BANDS_HZ.map((centre, band) => `equalizer=f=${centre}:t=o:w=1.5:g=${gains[band]}`).join(',');
}
