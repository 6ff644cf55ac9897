import type { CommandRecord } from './records.js';
import { refuse } from './refusal.js';
import type { Snowflakes } from './snowflakes.js';
import type { WorldEvents } from './world-event.js';

/** A command as a bot writes it, checked. */
export type CommandDraft = Omit<CommandRecord, 'id' | 'application_id' | 'version' | 'guild_id'>;

/** The bot's application commands: the global ones (`null`) and those of single guilds. */
export class Commands {
  readonly #scopes = new Map<string | null, readonly CommandRecord[]>();

  constructor(
    private readonly events: WorldEvents,
    private readonly snowflakes: Snowflakes,
    private readonly applicationId: string,
  ) {}

  in(guildId: string | null): readonly CommandRecord[] {
    return this.#scopes.get(guildId) ?? [];
  }

  /** What a member of the guild can use: its own commands, and the global ones that they do not hide. */
  usableIn(guildId: string): readonly CommandRecord[] {
    const own = this.in(guildId);
    const hidden = new Set(own.map(identity));
    return [...own, ...this.in(null).filter((command) => !hidden.has(identity(command)))];
  }

  /** @throws Refusal 10063 */
  get(guildId: string | null, id: string): CommandRecord {
    const command = this.in(guildId).find((candidate) => candidate.id === id);
    if (command === undefined) throw refuse.unknownCommand();
    return command;
  }

  /** Replaces all commands of a scope; a command whose name was known keeps its id. */
  overwrite(guildId: string | null, drafts: readonly CommandDraft[]): readonly CommandRecord[] {
    const commands = drafts.map((draft) => this.#record(guildId, draft));
    this.#store(guildId, commands);
    return commands;
  }

  /** Adds a command, or replaces the one of the same name and type, which keeps its id. */
  upsert(guildId: string | null, draft: CommandDraft): { readonly command: CommandRecord; readonly created: boolean } {
    const command = this.#record(guildId, draft);
    const others = this.in(guildId).filter((other) => other.id !== command.id);
    const created = others.length === this.in(guildId).length;
    this.#store(guildId, [...others, command]);
    return { command, created };
  }

  replace(guildId: string | null, id: string, draft: CommandDraft): CommandRecord {
    this.get(guildId, id);
    const command = { ...this.#record(guildId, draft), id };
    this.#store(
      guildId,
      this.in(guildId).map((other) => (other.id === id ? command : other)),
    );
    return command;
  }

  delete(guildId: string | null, id: string): void {
    this.get(guildId, id);
    this.#store(
      guildId,
      this.in(guildId).filter((other) => other.id !== id),
    );
  }

  #record(guildId: string | null, draft: CommandDraft): CommandRecord {
    const known = this.in(guildId).find((command) => identity(command) === identity(draft));
    return {
      ...draft,
      id: known?.id ?? this.snowflakes.next(),
      application_id: this.applicationId,
      version: this.snowflakes.next(),
      ...(guildId === null ? {} : { guild_id: guildId }),
    };
  }

  #store(guildId: string | null, commands: readonly CommandRecord[]): void {
    this.#scopes.set(guildId, commands);
    this.events.emit({ kind: 'commands-changed', guildId, commands });
  }
}

function identity(command: Pick<CommandRecord, 'name' | 'type'>): string {
  return `${command.type}/${command.name}`;
}
