import type { IAudioMetadata } from 'music-metadata';

/** How loud the tags say a track should be, in dB and as `Track.gainDb`: by itself, and as a part of its album. */
export interface Gains {
  readonly gainDb?: number;
  readonly albumGainDb?: number;
}

/** R128 counts 256ths of a dB, and from a loudness 5 dB lower than ReplayGain (RFC 7845 §5.2.1). */
const R128_STEPS = 256;
const R128_LOWER_DB = 5;

/**
 * ReplayGain as it is. R128 of Opus is meant on top of the gain in the file's head, which nobody applies when packets pass
 * through or are given to ffmpeg in an Ogg of ours: so both are one here.
 */
export function gainsOf({ common, native: { vorbis = [] } }: IAudioMetadata, headerGainDb: number): Gains {
  const r128 = (name: string) => {
    const value = vorbis.find(({ id }) => id === name)?.value;
    if (typeof value !== 'string' || !/^-?\d{1,5}$/.test(value)) return undefined;
    return Number(value) / R128_STEPS + R128_LOWER_DB + headerGainDb;
  };
  const gainDb = finite(common.replaygain_track_gain?.dB) ?? r128('R128_TRACK_GAIN');
  const albumGainDb = finite(common.replaygain_album_gain?.dB) ?? r128('R128_ALBUM_GAIN');
  return { ...(gainDb !== undefined && { gainDb }), ...(albumGainDb !== undefined && { albumGainDb }) };
}

function finite(value: number | undefined): number | undefined {
  return value !== undefined && Number.isFinite(value) ? value : undefined;
}
