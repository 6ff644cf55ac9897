import { type Helpers, YTNodes } from 'youtubei.js';
import { isVideoId } from '../ids.js';
import { cleanAuthor, cleanText, lengthMs } from './clean-text.js';
import type { FoundItem } from './metadata.js';

/** Where pictures of YouTube lie; no other address is passed on. */
const PICTURES = /^https:\/\/[\w-]+(?:\.[\w-]+)*\.(?:ytimg|ggpht|googleusercontent)\.com\//;

/** A node of an answer as a video of a list; `undefined` for everything else: shelves, channels, hints, lists, what cannot be played. */
export function foundItem(node: Helpers.YTNode): FoundItem | undefined {
  if (node.is(YTNodes.Video)) {
    const isSoon = node.upcoming !== undefined;
    return item(node.video_id, node.title.text, node.author.name, lengthOf(node, isSoon), node.thumbnails);
  }
  if (node.is(YTNodes.CompactVideo)) {
    return item(node.video_id, node.title.text, node.author.name, lengthOf(node, false), node.thumbnails);
  }
  if (node.is(YTNodes.PlaylistVideo)) {
    // Deleted and private videos keep their place, without a title of their own.
    if (node.is_playable === false) return undefined;
    const length = node.is_live ? null : node.is_upcoming ? undefined : lengthMs(node.duration.text);
    return item(node.id, node.title.text, node.author.name, length, node.thumbnails);
  }
  if (node.is(YTNodes.PlaylistPanelVideo)) {
    return item(node.video_id, node.title.text, node.author, lengthMs(node.duration.text), node.thumbnail);
  }
  if (node.is(YTNodes.LockupView)) return lockup(node);
  if (node.is(YTNodes.MusicResponsiveListItem)) return song(node);
  return undefined;
}

/** Since June 2026 the videos of lists come so; a length stands only on a badge of the picture. */
function lockup(node: YTNodes.LockupView): FoundItem | undefined {
  if (node.content_type !== 'VIDEO') return undefined;
  const picture = node.content_image?.is(YTNodes.ThumbnailView) ? node.content_image : undefined;
  const badges = (picture?.overlays ?? []).flatMap((overlay) =>
    overlay.is(YTNodes.ThumbnailBottomOverlayView, YTNodes.ThumbnailOverlayBadgeView) ? [...overlay.badges] : [],
  );
  const isLive = badges.some(({ badge_style: style }) => /LIVE/.test(style ?? ''));
  const length = isLive ? null : badges.map(({ text }) => lengthMs(text)).find((ms) => ms !== undefined);
  const author = node.metadata?.metadata?.metadata_rows[0]?.metadata_parts?.[0]?.text?.text;
  return item(node.content_id, node.metadata?.title.text, author, length, picture?.image ?? []);
}

function song(node: YTNodes.MusicResponsiveListItem): FoundItem | undefined {
  if (node.item_type !== 'song' && node.item_type !== 'video') return undefined;
  const named = (node.artists ?? node.authors ?? []).map(({ name }) => name).join(', ');
  // An artist without a page of their own stands there as plain words, before the album.
  const artists = named || node.flex_columns[1]?.title.runs?.[0]?.text;
  const found = item(node.id, node.title, artists, lengthMs(node.duration?.text), node.thumbnails);
  const album = cleanText(node.album?.name);
  return found && album !== '' ? { ...found, album } : found;
}

function lengthOf(node: YTNodes.Video | YTNodes.CompactVideo, isSoon: boolean): number | null | undefined {
  if (isSoon) return undefined;
  return node.is_live ? null : lengthMs(node.length_text?.text ?? node.duration.text);
}

function item(
  videoId: string | undefined,
  title: string | undefined,
  author: string | undefined,
  durationMs: number | null | undefined,
  pictures: readonly { readonly url: string; readonly width: number }[],
): FoundItem | undefined {
  const name = cleanText(title);
  if (typeof videoId !== 'string' || !isVideoId(videoId) || name === '') return undefined;
  const artworkUrl = largest(pictures);
  return {
    videoId,
    title: name,
    author: cleanAuthor(author === 'N/A' ? '' : author),
    ...(durationMs !== undefined && { durationMs }),
    ...(artworkUrl !== undefined && { artworkUrl }),
  };
}

function largest(pictures: readonly { readonly url: string; readonly width: number }[]): string | undefined {
  const usable = pictures.filter(({ url }) => typeof url === 'string' && url.length < 1_000 && PICTURES.test(url));
  return usable.toSorted((one, other) => (Number(other.width) || 0) - (Number(one.width) || 0))[0]?.url;
}
