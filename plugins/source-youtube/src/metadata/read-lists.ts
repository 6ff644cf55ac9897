import { type Helpers, type IParsedResponse, Parser, YTNodes } from 'youtubei.js';
import { cleanText } from './clean-text.js';
import { foundItem } from './found-item.js';
import type { FoundItem, ListPage } from './metadata.js';
import { CallFailure } from './protocol.js';

/** The videos of a search, or of a further page of one, without what stands between them. */
export function readSearch(raw: unknown): readonly FoundItem[] {
  const page = parse(raw);
  const sections = all(page, YTNodes.ItemSection).flatMap(({ contents }) => [...contents]);
  return items(sections.filter((node) => node.is(YTNodes.Video, YTNodes.LockupView)));
}

/** The songs of a search of YouTube Music. */
export function readSongs(raw: unknown): readonly FoundItem[] {
  return items(all(parse(raw), YTNodes.MusicShelf).flatMap(({ contents }) => [...contents]));
}

/** A page of a list, in both shapes that YouTube sends. @throws CallFailure when YouTube says that there is no such list */
export function readList(raw: unknown): ListPage {
  const page = parse(raw);
  const alert = page.alerts?.find((each) => each.is(YTNodes.Alert) && each.alert_type === 'ERROR');
  if (alert?.is(YTNodes.Alert)) {
    throw new CallFailure({ kind: 'refused', words: cleanText(alert.text.text) || 'There is no such playlist.' });
  }
  const nodes = listNodes(page);
  const after = nodes.map(tokenOf).find((token) => token !== undefined);
  const sidebar = all(page, YTNodes.PlaylistSidebarPrimaryInfo)[0];
  const metadata = page.metadata?.item();
  const title = metadata?.is(YTNodes.PlaylistMetadata) ? metadata.title : undefined;
  return {
    title: cleanText(title) || cleanText(sidebar?.title.text),
    trackCount: numberIn(sidebar?.stats[0]?.text),
    items: items(nodes),
    ...(after !== undefined && { after }),
  };
}

/** The part of a mix around one of its videos; the last video is the mark of the next part. */
export function readMix(raw: unknown, afterVideoId: string | undefined): ListPage {
  const panel = all(parse(raw), YTNodes.TwoColumnWatchNextResults)[0]?.playlist;
  const found = items([...(panel?.contents ?? [])]);
  const known = found.findIndex(({ videoId }) => videoId === afterVideoId);
  const fresh = found.slice(known + 1);
  const after = fresh.at(-1)?.videoId;
  return { title: cleanText(panel?.title), trackCount: null, items: fresh, ...(after !== undefined && { after }) };
}

/** What is proposed after a video: its mix where it has one, else what stands beside it. */
export function readRelated(raw: unknown, videoId: string): readonly FoundItem[] {
  const results = all(parse(raw), YTNodes.TwoColumnWatchNextResults)[0];
  const mixed = items([...(results?.playlist?.contents ?? [])]);
  const beside = () =>
    [...(results?.secondary_results ?? [])].flatMap((node) =>
      node.is(YTNodes.ItemSection) ? [...node.contents] : [node],
    );
  return (mixed.length > 1 ? mixed : items(beside())).filter((each) => each.videoId !== videoId);
}

function parse(raw: unknown): IParsedResponse {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) {
    throw new CallFailure({ kind: 'unreadable', detail: 'no object' });
  }
  // Whatever object it is: the parser asks each part for itself.
  return Parser.parseResponse(raw as Parameters<typeof Parser.parseResponse>[0]);
}

/** All nodes of a kind, wherever they stand, in the order of the answer. */
function all<T extends Helpers.YTNode>(page: IParsedResponse, kind: Helpers.YTNodeConstructor<T>): readonly T[] {
  const places = [
    page.contents_memo,
    page.on_response_received_actions_memo,
    page.on_response_received_commands_memo,
    page.continuation_contents_memo,
    page.sidebar_memo,
  ];
  return places.flatMap((memo) => [...(memo?.getType(kind) ?? [])]);
}

/** What stands in the list itself, not beside it: videos, and the mark of the next page. */
function listNodes(page: IParsedResponse): readonly Helpers.YTNode[] {
  const [list] = all(page, YTNodes.PlaylistVideoList);
  if (list) return [...list.videos];
  const further = [...(page.on_response_received_actions ?? [])].flatMap((action) =>
    'contents' in action && Array.isArray(action.contents) ? [...(action.contents as Helpers.YTNode[])] : [],
  );
  if (further.length > 0) return further;
  return all(page, YTNodes.ItemSection).flatMap(({ contents }) => [...contents]);
}

function tokenOf(node: Helpers.YTNode): string | undefined {
  if (!node.is(YTNodes.ContinuationItem, YTNodes.ContinuationItemView)) return undefined;
  const { payload } = node.endpoint;
  const commands: readonly unknown[] = Array.isArray(payload?.commands) ? payload.commands : [];
  const inside = commands.map(
    (command) => (command as { continuationCommand?: { token?: unknown } } | null)?.continuationCommand?.token,
  );
  return [payload?.token, ...inside].find((token) => typeof token === 'string' && token !== '');
}

function items(nodes: readonly Helpers.YTNode[]): readonly FoundItem[] {
  return nodes.flatMap((node) => foundItem(node) ?? []);
}

/** `1,234 videos`, in any language. */
function numberIn(text: string | undefined): number | null {
  const digits = text?.replace(/\D/g, '').slice(0, 9) ?? '';
  return digits === '' ? null : Number(digits);
}
