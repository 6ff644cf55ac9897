import type { APIApplicationCommandOptionChoice } from 'discord-api-types/v10';
import { type OptionInput, PAGE_FILES_PATH, type PageRequest, type Trouble } from '../../../src/page/protocol.js';
import { ListeningPost } from '../voice/listening-post.js';
import { Connection, RefusedError } from './connection.js';
import { afterEvent, changed, me, ownVoiceChannel, type PageState } from './page-state.js';

/** How long "is typing" stays without more of it (docs: Trigger Typing Indicator). */
const TYPING_MS = 10_000;
const NOTICE_MS = 8_000;

/** The one place where the page's state changes: by what the sandbox tells, and by what the person does. */
export class PageStore {
  readonly listening = new ListeningPost();
  #state: PageState | undefined;
  #notice: string | null = null;
  #noticeTimer = 0;
  readonly #connection: Connection;
  /** Who to be again after the connection was lost. */
  #lastViewer: { readonly userId: string; readonly guildId: string } | undefined;

  constructor(private readonly changed: () => void) {
    this.#connection = new Connection({
      opened: () => this.#reopened(),
      event: (event) => {
        this.#set(afterEvent(this.#state, event));
        if (event.kind === 'typing')
          setTimeout(() => this.#stopTyping(`${event.channelId}/${event.userId}`), TYPING_MS);
      },
      sound: (frame) => this.listening.hear(frame),
      closed: () => this.#set(this.#state && { ...this.#state, connected: false }),
    });
  }

  get state(): PageState | undefined {
    return this.#state;
  }

  /** The last refusal in words, for a while. */
  get notice(): string | null {
    return this.#notice;
  }

  become(userId: string, guildId = this.#state?.guild.id ?? ''): void {
    this.#do({ do: 'become', userId, guildId });
  }

  showChannel(channelId: string): void {
    const state = this.#state;
    if (state !== undefined) this.#set({ ...state, channelId, unread: changed(state.unread, channelId, false) });
  }

  /** Resolves to words when it was refused. */
  say(content: string): Promise<string | undefined> {
    return this.#try({ do: 'say', channelId: this.#state?.channelId ?? '', content });
  }

  /** Resolves to words when it was refused. */
  useCommand(command: string, options: Readonly<Record<string, OptionInput>>): Promise<string | undefined> {
    return this.#try({ do: 'command', channelId: this.#state?.channelId ?? '', command, options });
  }

  /** Takes a file that is to go with a command. Resolves to its id. @throws RefusedError */
  async attach(file: File): Promise<string> {
    const response = await fetch(`${PAGE_FILES_PATH}?name=${encodeURIComponent(file.name)}`, {
      method: 'POST',
      body: file,
    });
    if (response.ok) return response.text();
    throw new RefusedError(await response.text());
  }

  /** @throws RefusedError */
  async suggest(
    command: string,
    options: Readonly<Record<string, OptionInput>>,
    focused: string,
  ): Promise<readonly APIApplicationCommandOptionChoice[]> {
    const channelId = this.#state?.channelId ?? '';
    return (await this.#connection.request({ do: 'autocomplete', channelId, command, options, focused })) ?? [];
  }

  click(messageId: string, customId: string): void {
    this.#do({ do: 'click', channelId: this.#state?.channelId ?? '', messageId, customId });
  }

  pick(messageId: string, customId: string, values: readonly string[]): void {
    this.#do({ do: 'pick', channelId: this.#state?.channelId ?? '', messageId, customId, values });
  }

  /** Resolves to words when it was refused. */
  async submitModal(interactionId: string, values: Readonly<Record<string, string>>): Promise<string | undefined> {
    const words = await this.#try({ do: 'submit', interactionId, values });
    if (words === undefined) this.closeModal();
    return words;
  }

  closeModal(): void {
    this.#set(this.#state && { ...this.#state, modal: null });
  }

  dismiss(messageId: string): void {
    const state = this.#state;
    if (state !== undefined) this.#set({ ...state, dismissed: changed(state.dismissed, messageId, true) });
  }

  dismissInteraction(id: string): void {
    const state = this.#state;
    if (state === undefined) return;
    const interactions = new Map(state.interactions);
    interactions.delete(id);
    this.#set({ ...state, interactions });
  }

  /** Joins and listens at once: the click that joins is the gesture that browsers ask for before they make sound. */
  joinVoice(channelId: string): void {
    if (!this.listening.on) this.toggleListening();
    this.#do({ do: 'join-voice', channelId });
  }

  leaveVoice(): void {
    if (this.listening.on) this.toggleListening();
    this.#do({ do: 'leave-voice' });
  }

  makeTrouble(trouble: Trouble, code: number): void {
    this.#do({ do: 'trouble', trouble, code });
  }

  toggleListening(): void {
    const on = !this.listening.on;
    const switched = on ? this.listening.open() : this.listening.close();
    switched.then(this.changed, (error: unknown) => this.#notify(error));
    this.#do({ do: 'listen', on });
    this.changed();
  }

  #reopened(): void {
    if (this.#lastViewer !== undefined) this.#do({ do: 'become', ...this.#lastViewer });
    if (this.listening.on) this.#do({ do: 'listen', on: true });
  }

  #do(request: PageRequest): void {
    this.#connection.request(request).catch((error: unknown) => this.#notify(error));
  }

  async #try(request: PageRequest): Promise<string | undefined> {
    try {
      await this.#connection.request(request);
      return undefined;
    } catch (error) {
      return messageOf(error);
    }
  }

  #notify(error: unknown): void {
    this.#notice = messageOf(error);
    clearTimeout(this.#noticeTimer);
    this.#noticeTimer = window.setTimeout(() => {
      this.#notice = null;
      this.changed();
    }, NOTICE_MS);
    this.changed();
  }

  #stopTyping(key: string): void {
    const state = this.#state;
    if (state?.typing.has(key)) this.#set({ ...state, typing: changed(state.typing, key, false) });
  }

  #set(state: PageState | undefined): void {
    if (state === this.#state) return;
    const moved = this.#state !== undefined && state !== undefined && me(state)?.id !== this.#state.userId;
    this.#state = state;
    if (state?.connected) this.#lastViewer = { userId: state.userId, guildId: state.guild.id };
    if (moved || (state !== undefined && ownVoiceChannel(state) === undefined)) this.listening.pause();
    this.changed();
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
