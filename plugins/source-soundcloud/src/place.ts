/** Lists of tracks that a user has. */
export const USER_LISTS = ['tracks', 'popular-tracks', 'likes', 'reposts'] as const;
export type UserList = (typeof USER_LISTS)[number];

/** Where something is: under a number of its own, or under a path of soundcloud.com, without a slash in front. */
export type Location = { readonly id: string } | { readonly path: string };

/** What a link of SoundCloud leads to. `token` opens what is private. */
export type Place =
  | { readonly kind: 'track'; readonly where: Location; readonly token?: string }
  | { readonly kind: 'set'; readonly where: Location; readonly token?: string }
  | { readonly kind: 'user'; readonly where: Location; readonly list: UserList }
  /** Only SoundCloud knows where it leads. */
  | { readonly kind: 'short'; readonly code: string };

const NAME = '[a-z0-9_-]{1,200}';
const TOKEN = 's-[A-Za-z0-9]{1,60}';
const SHORT = 'on.soundcloud.com/';
const TRACK_ID = new RegExp(`^(?:(\\d{1,16})|(${NAME}/${NAME}))(?::(${TOKEN}))?$`);
const SET_ID = new RegExp(`^(?:set/(\\d{1,16})|(${NAME}/sets/${NAME}(?::\\d{1,16})?))(?::(${TOKEN}))?$`);
const USER_ID = new RegExp(`^(?:user/(\\d{1,16})|(${NAME}))/(${USER_LISTS.join('|')})$`);
const SHORT_ID = /^on\.soundcloud\.com\/([A-Za-z0-9]{1,40})$/;

/** The place as the id of a reference, alike for all spellings of a link. */
export function spellPlace(place: Place): string {
  switch (place.kind) {
    case 'track':
      return spell(place.where, '', place.token);
    case 'set':
      return spell(place.where, 'set/', place.token);
    case 'user':
      return `${spell(place.where, 'user/')}/${place.list}`;
    case 'short':
      return SHORT + place.code;
  }
}

/** The place of a track, or behind a short link, out of the id of a reference; `undefined` when that is none of ours. */
export function trackPlace(id: string): Extract<Place, { kind: 'track' | 'short' }> | undefined {
  const code = SHORT_ID.exec(id)?.[1];
  if (code !== undefined) return { kind: 'short', code };
  const [whole, number, path, token] = TRACK_ID.exec(id) ?? [];
  return whole === undefined ? undefined : { kind: 'track', where: location(number, path), ...withToken(token) };
}

/** The place of a list out of the id of a reference; `undefined` when that is none of ours. */
export function listPlace(id: string): Extract<Place, { kind: 'set' | 'user' }> | undefined {
  const [ofSet, setNumber, setPath, token] = SET_ID.exec(id) ?? [];
  if (ofSet !== undefined) return { kind: 'set', where: location(setNumber, setPath), ...withToken(token) };
  const [ofUser, userNumber, userPath, name] = USER_ID.exec(id) ?? [];
  const list = USER_LISTS.find((one) => one === name);
  return ofUser === undefined || list === undefined
    ? undefined
    : { kind: 'user', where: location(userNumber, userPath), list };
}

export function isToken(text: string | null | undefined): text is string {
  return typeof text === 'string' && new RegExp(`^${TOKEN}$`).test(text);
}

/** Spread into a place: a token, where there is one. */
export function withToken(token: string | null | undefined): { readonly token?: string } {
  return isToken(token) ? { token } : {};
}

function spell(where: Location, prefix: string, token?: string): string {
  const name = 'id' in where ? prefix + where.id : where.path;
  return token === undefined ? name : `${name}:${token}`;
}

function location(id: string | undefined, path: string | undefined): Location {
  return id === undefined ? { path: path ?? '' } : { id };
}
