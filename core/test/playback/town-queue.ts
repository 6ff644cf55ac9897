import { expect } from 'chai';
import type { EntryContent, QueueEntry } from '../../src/playback/queue-entry.js';
import type { Session } from '../../src/playback/session.js';
import { LineModel } from './line-model.js';
import type { COMMANDS } from './session-steps.js';

/** The queue of a session beside the line of a model: what waits in what order, what is over, and the commands that change that. */
export class TownQueue {
  readonly model = new LineModel();
  /** How each one that is over has ended. */
  readonly over = new Map<string, string>();
  readonly #session: Session;
  readonly #defects: string[];
  /** What autoplay has put into the line: the ids of the entries, and which tracks they are. */
  readonly #suggested = new Map<string, string>();

  constructor(session: Session, defects: string[]) {
    this.#session = session;
    this.#defects = defects;
  }

  get isPlaying(): boolean {
    return this.#session.snapshot.playing !== null;
  }

  get waiting(): readonly string[] {
    return this.model.line.slice(this.isPlaying ? 1 : 0);
  }

  /** What autoplay has found is in line from now on; it comes only when nothing else waits, and never once more. */
  adopt({ id: entryId, suggested, content, requestedBy }: QueueEntry): void {
    if (!suggested || this.#suggested.has(entryId)) return;
    const id = nameOf(content);
    this.#suggested.set(entryId, id);
    this.over.delete(id);
    if (this.waiting.length > 0) this.#defects.push(`${id} came although ${this.waiting.join()} waits`);
    if (this.model.history.includes(id)) this.#defects.push(`${id} came once more`);
    this.model.add(id, requestedBy);
  }

  arrange(step: (typeof COMMANDS)[number]): void {
    const { controls } = this.#session;
    const { model } = this;
    switch (step) {
      case 'remove second':
        if (this.waiting.length < 2) return;
        this.lose(this.waiting.slice(1, 2));
        return void controls.remove({ kind: 'positions', text: '2' });
      case 'remove some':
        if (this.waiting.length < 5) return;
        this.lose([...this.waiting.slice(1, 3), ...this.waiting.slice(4, 5)]);
        return void controls.remove({ kind: 'positions', text: '2-3, 5' });
      case 'move':
        if (this.waiting.length < 3 || this.#hasRest) return;
        model.move(3, 1, this.isPlaying);
        return void controls.move(3, 1);
      case 'shuffle': {
        if (this.#hasRest) return;
        const before = [...model.line].sort();
        controls.shuffle('random');
        model.adopt(this.#names());
        return void expect([...model.line].sort()).to.deep.equal(before);
      }
      case 'take turns':
        if (this.#hasRest) return;
        model.takeTurns(this.isPlaying);
        return void controls.shuffle('fair');
      case 'clear':
        this.dropRests();
        return void controls.clear();
      case 'previous': {
        const [last] = model.history;
        if (last !== undefined) this.over.delete(last);
        model.previous(this.isPlaying);
        return void controls.previous();
      }
      case 'loop off':
      case 'loop track':
      case 'loop queue': {
        const loop = ({ 'loop off': 'off', 'loop track': 'track', 'loop queue': 'queue' } as const)[step];
        model.loop = loop;
        return controls.setLoop(loop);
      }
    }
  }

  dropRests(): void {
    this.lose(this.waiting);
  }

  passOver(count: number): void {
    const passed = this.waiting.slice(0, count);
    if (this.model.loop === 'queue') this.model.pass(count, this.isPlaying);
    else this.lose(passed);
  }

  /** None lost, none twice, all in order. */
  expectAsInTheModel(): void {
    const names = this.#names();
    const expected = this.model.line.map((id, index) => (names[index] === NOT_LOADED ? NOT_LOADED : id));
    expect(names).to.deep.equal(expected);
  }

  /** @param asked what listeners have asked for */
  expectAllOver(asked: readonly string[]): void {
    expect([...this.over.keys()]).to.have.members([...asked, ...new Set(this.#suggested.values())]);
  }

  /** No event tells of what goes from within a part that is not loaded, or is left out of it. */
  lose(ids: readonly string[]): void {
    const known = this.#names();
    for (const id of ids) {
      if (known.includes(id)) continue;
      this.over.set(id, 'removed');
      this.model.gone(id);
    }
  }

  get #hasRest(): boolean {
    return this.#names().includes(NOT_LOADED);
  }

  /** What plays and what waits; a part that is not loaded gives as many nameless ones as it has tracks. */
  #names(): readonly string[] {
    const { playing, upcoming } = this.#session.snapshot;
    return [...(playing ? [playing.entry] : []), ...upcoming].flatMap(({ content }) =>
      content.kind === 'rest-of-playlist' ? Array(content.trackCount ?? 0).fill(NOT_LOADED) : nameOf(content),
    );
  }
}

/** The track that an entry is of, by its id. */
export function nameOf(content: EntryContent): string {
  switch (content.kind) {
    case 'track':
      return content.track.id;
    case 'pending':
      return content.query;
    case 'reference':
    case 'rest-of-playlist':
      return content.reference.id;
  }
}

const NOT_LOADED = 'not loaded';
