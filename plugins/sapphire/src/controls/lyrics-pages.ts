import { type Lyrics, lineAt, type MessageContent, newTaskId, type Track } from '@tonearm/core';
import type { Asked } from '../asked.js';
import { Refusal } from '../refusal.js';
import type { Repliable } from '../replies/interaction-reply.js';
import { LINES_PER_PAGE, lyricsPage } from '../replies/lyrics-page.js';

/** What is turned over by the buttons of a message. */
interface Shown {
  readonly track: Track;
  readonly lyrics: Lyrics;
}

/** Words whose pages can still be turned; the oldest go first, and a restart forgets them. */
const REMEMBERED = 200;

/** The words behind the buttons of recent answers to `/lyrics`. */
export class LyricsPages {
  readonly #shown = new Map<string, Shown>();

  /** The first message about some words: where we are in them, if they are sung right now. */
  open(asked: Asked<Repliable>, track: Track, lyrics: Lyrics): MessageContent {
    const id = newTaskId();
    this.#shown.set(id, { track, lyrics });
    for (const oldest of this.#shown.keys()) {
      if (this.#shown.size <= REMEMBERED) break;
      this.#shown.delete(oldest);
    }
    return this.#page(asked, id, 'now');
  }

  /** Another page of them. @throws Refusal when they are forgotten */
  turn(asked: Asked<Repliable>, argument: string): MessageContent {
    const [id = '', , page = ''] = argument.split(':');
    return this.#page(asked, id, page === 'now' ? 'now' : Number(page));
  }

  #page({ snapshot, speech }: Asked<Repliable>, id: string, wanted: number | 'now'): MessageContent {
    const shown = this.#shown.get(id);
    if (!shown) throw new Refusal(speech.say('lyrics.forgotten'));
    const { track, lyrics } = shown;
    const { playing } = snapshot ?? {};
    const current = playing?.entry.content.track;
    const isPlaying = current?.source === track.source && current.id === track.id;
    const { words } = lyrics;
    const line = playing && isPlaying && words.kind === 'synced' ? lineAt(words.lines, playing.positionMs) : undefined;
    const page = wanted === 'now' ? Math.floor(Math.max(0, line ?? 0) / LINES_PER_PAGE) + 1 : wanted;
    return lyricsPage({ id, track, lyrics, page, line }, speech);
  }
}
