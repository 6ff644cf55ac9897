import type { APIUser, UserFlags } from 'discord-api-types/v10';
import type { UserRecord } from '../world/records.js';

/** docs: User, "User Object". */
export function userJson(user: UserRecord): APIUser {
  return {
    id: user.id,
    username: user.name,
    discriminator: '0',
    global_name: user.displayName,
    avatar: null,
    bot: user.bot,
    // No badges.
    public_flags: 0 as UserFlags,
  };
}
