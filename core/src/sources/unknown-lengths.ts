import { isTrack, type Resolution } from '../model/resolution.js';
import type { Track } from '../model/track.js';
import { hasSound, type Source } from './audio-source.js';

/** A source without sound has no live streams: its tracks of no length say that their length is unknown. Other sources stay what they are. */
export function withUnknownLengths(source: Source): Source {
  if (hasSound(source)) return source;
  const { name, takesAnyLink, suggest, related, lyrics, artwork } = source;
  return {
    name,
    kind: 'metadata',
    ...(takesAnyLink !== undefined && { takesAnyLink }),
    identify: (query) => source.identify(query),
    resolve: async (reference, context) => marked(await source.resolve(reference, context)),
    ...(suggest && { suggest: suggest.bind(source) }),
    ...(related && { related: async (...asked) => (await related.apply(source, asked)).map(markedTrack) }),
    ...(lyrics && { lyrics: lyrics.bind(source) }),
    ...(artwork && { artwork: artwork.bind(source) }),
  };
}

function marked(resolution: Resolution): Resolution {
  switch (resolution.kind) {
    case 'track':
      return { ...resolution, track: markedTrack(resolution.track) };
    case 'search':
      return { ...resolution, tracks: resolution.tracks.map(markedTrack) };
    case 'playlist': {
      const { playlist } = resolution;
      const items = playlist.items.map((item) => (isTrack(item) ? markedTrack(item) : item));
      return { ...resolution, playlist: { ...playlist, items } };
    }
    case 'empty':
      return resolution;
  }
}

function markedTrack(track: Track): Track {
  return track.durationMs === null ? { ...track, lengthUnknown: true } : track;
}
