import type { APIMessage } from 'discord-api-types/v10';
import { messageJson } from '../wire/message-json.js';
import type { UserRecord } from '../world/records.js';
import type { SandboxContext } from './sandbox-context.js';
import { waitFor } from './wait-for.js';

/** Somebody with an account. As a member of a guild they can act: see `SandboxMember`. */
export class SandboxUser {
  constructor(
    private readonly context: SandboxContext,
    readonly id: string,
  ) {}

  get record(): UserRecord {
    return this.context.world.guilds.user(this.id);
  }

  get name(): string {
    return this.record.name;
  }

  /** What the bot has written to them alone, oldest first. */
  get directMessages(): readonly APIMessage[] {
    const { world, origin } = this.context;
    const channel = world.direct.with(this.id);
    return channel === undefined ? [] : world.messages.in(channel.id).map((one) => messageJson(world, origin(), one));
  }

  /** The first direct message, now or later, that the predicate accepts. */
  waitForDirectMessage(
    predicate: (message: APIMessage) => boolean = () => true,
    timeoutMs?: number,
  ): Promise<APIMessage> {
    return waitFor(this.context.world, () => this.directMessages.find(predicate), {
      what: `a direct message to ${this.name}`,
      seen: () => JSON.stringify(this.directMessages.map(({ content, embeds }) => ({ content, embeds }))),
      timeoutMs,
    });
  }

  /** Whether they take direct messages from servers they are in, as they set it in their client; at first they do. */
  setDirectMessages(open: boolean): void {
    this.context.world.direct.setOpen(this.id, open);
  }
}
