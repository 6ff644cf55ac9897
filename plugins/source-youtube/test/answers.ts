// Answers of YouTube in the shapes that it sends. What they say is invented.

/** A video of an answer, as little as it takes. */
export interface VideoWords {
  readonly id: string;
  readonly title: string;
  readonly author?: string;
  /** `3:05`; absent where the answer tells none. */
  readonly length?: string;
  readonly live?: boolean;
  readonly upcoming?: boolean;
}

/** Ids of eleven characters, as YouTube’s are. */
export function videoId(number: number): string {
  return `video${String(number).padStart(6, '0')}`;
}

export function aVideo(number: number, more: Partial<VideoWords> = {}): VideoWords {
  return { id: videoId(number), title: `Video ${number}`, author: 'A channel', length: '3:05', ...more };
}

export function thumbnails(id: string): object {
  return {
    thumbnails: [168, 336].map((width) => ({ url: `https://i.ytimg.com/vi/${id}/${width}.jpg`, width, height: 94 })),
  };
}

const runs = (text: string, endpoint?: object) => ({
  runs: [{ text, ...(endpoint && { navigationEndpoint: endpoint }) }],
});
const channel = (author: string) =>
  runs(author, { browseEndpoint: { browseId: `UC${'x'.repeat(22)}`, canonicalBaseUrl: '/@x' } });
const watch = (id: string) => ({ watchEndpoint: { videoId: id } });

function overlays({ length, live, upcoming }: VideoWords): readonly object[] {
  const style = live ? 'LIVE' : upcoming ? 'UPCOMING' : 'DEFAULT';
  return [{ thumbnailOverlayTimeStatusRenderer: { text: { simpleText: length ?? style }, style } }];
}

/** As searches have them. */
export function videoRenderer(video: VideoWords): object {
  const { id, title, author = '', length, upcoming } = video;
  return {
    videoRenderer: {
      videoId: id,
      title: runs(title),
      thumbnail: thumbnails(id),
      ownerText: channel(author),
      navigationEndpoint: watch(id),
      thumbnailOverlays: overlays(video),
      ...(length !== undefined && { lengthText: { simpleText: length } }),
      ...(upcoming && { upcomingEventData: { startTime: '4102444800' } }),
    },
  };
}

/** As playlists had them until June 2026. */
export function playlistVideoRenderer(video: VideoWords & { readonly playable?: boolean }): object {
  const { id, title, author = '', length, playable = true } = video;
  return {
    playlistVideoRenderer: {
      videoId: id,
      title: { ...runs(title), accessibility: { accessibilityData: { label: title } } },
      index: { simpleText: '1' },
      shortBylineText: channel(author),
      thumbnail: thumbnails(id),
      navigationEndpoint: watch(id),
      isPlayable: playable,
      thumbnailOverlays: overlays(video),
      videoInfo: runs('1 view'),
      ...(length !== undefined && { lengthText: { simpleText: length }, lengthSeconds: '1' }),
    },
  };
}

/** As playlists, and what stands beside a video, have them since then. */
export function lockupViewModel(video: VideoWords & { readonly type?: string }): object {
  const { id, title, author = '', length, live, type = 'VIDEO' } = video;
  const badge = {
    text: live ? 'LIVE' : length,
    badgeStyle: `THUMBNAIL_OVERLAY_BADGE_STYLE_${live ? 'LIVE' : 'DEFAULT'}`,
  };
  const badges = length === undefined && !live ? [] : [{ thumbnailBadgeViewModel: badge }];
  const row = (...texts: readonly string[]) => ({
    metadataParts: texts.map((content) => ({ text: { content } })),
  });
  return {
    lockupViewModel: {
      contentId: id,
      contentType: `LOCKUP_CONTENT_TYPE_${type}`,
      contentImage: {
        thumbnailViewModel: {
          image: { sources: [{ url: `https://i.ytimg.com/vi/${id}/336.jpg`, width: 336, height: 188 }] },
          overlays: [{ thumbnailBottomOverlayViewModel: { badges } }],
        },
      },
      metadata: {
        lockupMetadataViewModel: {
          title: { content: title },
          metadata: {
            contentMetadataViewModel: { metadataRows: [row(author), row('1 view', '1 day ago')], delimiter: ' • ' },
          },
        },
      },
      rendererContext: {},
    },
  };
}

/** A song of YouTube Music. */
export function songRenderer({ id, title, author = '', length = '3:05' }: VideoWords, album = 'An album'): object {
  const column = (text: object) => ({ musicResponsiveListItemFlexColumnRenderer: { text } });
  const named = (text: string, browseId: string) => ({ text, navigationEndpoint: { browseEndpoint: { browseId } } });
  const about = [named(author, `UC${'x'.repeat(22)}`), { text: ' • ' }, named(album, 'MPREb_x'), { text: ' • ' }];
  const config = { watchEndpointMusicConfig: { musicVideoType: 'MUSIC_VIDEO_TYPE_ATV' } };
  return {
    musicResponsiveListItemRenderer: {
      thumbnail: { musicThumbnailRenderer: { thumbnail: thumbnails(id) } },
      flexColumns: [
        column(runs(title, { watchEndpoint: { videoId: id, watchEndpointMusicSupportedConfigs: config } })),
        column({ runs: [...about, { text: length }] }),
      ],
      playlistItemData: { videoId: id },
    },
  };
}

export function searchAnswer(contents: readonly object[]): object {
  const sections = [{ itemSectionRenderer: { contents } }, continuationItemRenderer('more of the search')];
  return {
    estimatedResults: '1000',
    contents: {
      twoColumnSearchResultsRenderer: { primaryContents: { sectionListRenderer: { contents: sections } } },
    },
  };
}

/** What stands between the videos of a search: a shelf, a hint, a channel, a list, an advertisement. */
export function searchClutter(): readonly object[] {
  const shelved = { verticalListRenderer: { items: [videoRenderer(aVideo(900))] } };
  return [
    { showingResultsForRenderer: { correctedQuery: runs('corrected'), originalQuery: { simpleText: 'corectd' } } },
    { shelfRenderer: { title: { simpleText: 'People also watched' }, content: shelved } },
    { didYouMeanRenderer: { didYouMean: runs('Did you mean'), correctedQuery: runs('something else') } },
    {
      channelRenderer: {
        channelId: `UC${'x'.repeat(22)}`,
        title: { simpleText: 'A channel' },
        thumbnail: thumbnails('x'),
      },
    },
    lockupViewModel({ id: 'PLsomething0000000', title: 'A list', type: 'PLAYLIST' }),
    { adSlotRenderer: { renderingContent: videoRenderer(aVideo(901)) } },
    { aKindThatNobodyKnowsRenderer: { title: 'new', videoId: videoId(902) } },
  ];
}

export function musicAnswer(contents: readonly object[]): object {
  const sections = [{ musicShelfRenderer: { title: runs('Songs'), contents } }];
  const tab = { selected: true, title: 'YT Music', content: { sectionListRenderer: { contents: sections } } };
  return { contents: { tabbedSearchResultsRenderer: { tabs: [{ tabRenderer: tab }] } } };
}

export function continuationItemRenderer(token: string): object {
  return { continuationItemRenderer: { trigger: 'X', continuationEndpoint: { continuationCommand: { token } } } };
}

export function continuationItemViewModel(token: string): object {
  const innertubeCommand = { continuationCommand: { token, request: 'CONTINUATION_REQUEST_TYPE_BROWSE' } };
  return { continuationItemViewModel: { continuationCommand: { innertubeCommand } } };
}

/** The first page of a list; `items` in either shape. */
export function listAnswer(items: readonly object[], title = 'A list', count = '200'): object {
  const isOld = items.some((item) => 'playlistVideoRenderer' in item);
  const contents = isOld ? [{ playlistVideoListRenderer: { contents: items, playlistId: 'PLx' } }] : items;
  const tab = {
    selected: true,
    content: { sectionListRenderer: { contents: [{ itemSectionRenderer: { contents } }] } },
  };
  return {
    contents: { twoColumnBrowseResultsRenderer: { tabs: [{ tabRenderer: tab }] } },
    metadata: { playlistMetadataRenderer: { title } },
    sidebar: { playlistSidebarRenderer: { items: [sidebarOf(title, count)] } },
  };
}

function sidebarOf(title: string, count: string): object {
  const stats = [{ runs: [{ text: count }, { text: ' videos' }] }, { simpleText: '1,000 views' }];
  return { playlistSidebarPrimaryInfoRenderer: { stats, title: runs(title), navigationEndpoint: watch(videoId(1)) } };
}

/** A further page of a list. */
export function furtherAnswer(items: readonly object[]): object {
  return { onResponseReceivedActions: [{ appendContinuationItemsAction: { continuationItems: items } }] };
}

export function alertAnswer(text: string): object {
  return { alerts: [{ alertRenderer: { type: 'ERROR', text: runs(text) } }] };
}

/** What belongs to a video: its mix, when it has one, and what is proposed beside it. */
export function nextAnswer({
  mix,
  beside = [],
}: {
  readonly mix?: readonly VideoWords[];
  readonly beside?: readonly object[];
}): object {
  const contents = mix?.map(({ id, title, author = '', length = '3:05' }) => ({
    playlistPanelVideoRenderer: {
      videoId: id,
      title: { simpleText: title },
      longBylineText: channel(author),
      shortBylineText: channel(author),
      lengthText: { simpleText: length },
      thumbnail: thumbnails(id),
      navigationEndpoint: watch(id),
    },
  }));
  const playlist = {
    playlistId: 'RDx',
    title: 'Mix – a video',
    contents,
    isInfinite: true,
    longBylineText: channel('x'),
  };
  return {
    contents: {
      twoColumnWatchNextResults: {
        results: { results: { contents: [] } },
        secondaryResults: { secondaryResults: { results: beside } },
        ...(contents && { playlist: { playlist } }),
      },
    },
  };
}

/** What a player says of a video that can be played. */
export function playerAnswer({ id, title, author = '' }: VideoWords, details: object = {}): object {
  return {
    playabilityStatus: { status: 'OK' },
    videoDetails: { videoId: id, title, author, lengthSeconds: '185', thumbnail: thumbnails(id), ...details },
    playerConfig: { audioConfig: { trackAbsoluteLoudnessLkfs: -8.5 } },
  };
}
