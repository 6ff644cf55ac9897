/**
 * What every view and every front end may need to say, in English. The other languages have the same keys and the same
 * `{places}`. Keys that end in `.one` and `.other` are one text for two numbers.
 */
export const ENGLISH = {
  'count.hours.one': '1 hour',
  'count.hours.other': '{count} hours',
  'count.minutes.one': '1 minute',
  'count.minutes.other': '{count} minutes',
  'count.seconds.one': '1 second',
  'count.seconds.other': '{count} seconds',
  'count.tracks.one': '1 track',
  'count.tracks.other': '{count} tracks',

  live: 'live',
  'unknown-length': 'length unknown',
  untitled: 'Untitled',
  quoted: '“{text}”',
  'track.by': '{title} by {author}',

  'left.moment': 'a moment left',
  'left.about': 'about {time} left',
  'left.day': 'more than a day left',
  'soon.moment': 'in a moment',
  'soon.about': 'in about {time}',
  'soon.day': 'in more than a day',

  'stage.starting': 'Getting started',
  'stage.connecting': 'Connecting',
  'stage.searching': 'Searching',
  'stage.reading-metadata': 'Reading the details',
  'stage.loading-playlist': 'Loading the playlist',
  'stage.finishing': 'Almost there',
  'stage.other': 'Working on it',

  'priority.urgent': 'urgent priority',
  'priority.high': 'high priority',
  'priority.normal': 'normal priority',
  'priority.low': 'low priority',

  'state.playing': 'Now playing',
  'state.paused': 'Paused',
  'control.pause': 'Pause',
  'control.resume': 'Resume',
  'control.skip': 'Skip',
  'control.stop': 'Stop',
  'control.cancel': 'Cancel',

  'cure.source-unavailable': 'Try again in a minute, or ask for it from another source.',
  'cure.circuit-open': 'Until then, another source may have it.',
  'cure.track-unavailable': 'Try another upload: search for the title instead of using the link.',
  'cure.undecodable': 'Try another upload of it.',
  'cure.ffmpeg-missing': 'Whoever runs this bot can mend that with “npm run doctor”.',
  'cure.voice': 'Check that I may connect and speak in your voice channel, then ask again.',
} as const;
