import type { UserRecord } from '../world/records.js';

/** Somebody with an account. As a member of a guild they can act: see `SandboxMember`. */
export class SandboxUser {
  constructor(readonly record: UserRecord) {}

  get id(): string {
    return this.record.id;
  }

  get name(): string {
    return this.record.name;
  }
}
