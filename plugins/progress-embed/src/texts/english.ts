/** What stands on a card, in English. The other languages have the same keys and the same `{places}`. */
export const ENGLISH = {
  'count.more.one': '1 more',
  'count.more.other': '{count} more',

  'title.queued': 'Waiting in line',
  'title.working': 'Looking it up',
  'title.retrying': 'Trying again',
  'title.added': 'Added to the queue',
  'title.failed': 'That did not work',
  'title.cancelled': 'Cancelled',

  'line.place': '{ordinal} in line',
  'line.next': 'Next in line',
  'line.soon': 'Its turn comes soon',
  attempt: 'Attempt {attempt}',
  'attempt.of': 'Attempt {attempt} of {most} {when}',
  'given-up': 'Given up after {attempts} attempts',
  task: 'Task {id}',

  'added.next': 'Plays next',
  'added.ahead': '{tracks} ahead of it',
  'added.playlist': 'A playlist of {tracks}',
  'added.playlist-unknown': 'A playlist whose length is not known yet',
  detour: 'From {source}, because {failing} is failing',
  'detour.match': 'From {source}, because {failing} cannot play it (a match of {percent} %)',

  buffering: 'Fetching the sound',
  'live-for': 'Live for {time}',
  'next.none': 'Last one in the queue',
  'next.unknown': 'More to come',
  'next.tracks': '{tracks} to come',
  'next.one': 'Next: {title}',
  'next.and-more': 'Next: {title}, and more',
  'next.and': 'Next: {title}, and {more}',
  'asked-for': 'Asked for by {person}',

  'ended.finished': 'Played {name}',
  'ended.skipped': 'Skipped {name}',
  'ended.stopped': 'Stopped at {name}',
  'ended.failed': 'Gave up on {name}',
} as const;
