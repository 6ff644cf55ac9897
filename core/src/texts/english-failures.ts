/** Why something did not work, was refused or has ended, in English: what an error's `message` says, and what the log keeps. */
export const ENGLISH_FAILURES = {
  'failure.unexpected': 'Something unexpected went wrong. Please try again; the log has the details.',
  'failure.message-gone': 'The message is gone.',
  'failure.rate-limited': 'Too many changes at once. Next try in {seconds} s.',
  'failure.unknown-link':
    'No source here plays links like that. Installed sources: {sources}. Try words to search for.',
  'failure.unknown-link-none': 'No source here plays links like that: none is installed.',
  'failure.nothing-found-link': 'Nothing found behind “{query}”. Check the link, or search for it by words.',
  'failure.nothing-found': 'Nothing found for “{query}”. Check the spelling, or try fewer words.',
  'failure.deadline': '{what} took longer than {seconds} s. Please try again.',
  'failure.opening': 'Opening “{title}”',
  'failure.queue-full': '{capacity} requests are already waiting. Try again in about {seconds} s.',
  'failure.queue-full-for-long': '{capacity} requests are already waiting. Try again in a little.',
  'failure.ffmpeg-missing':
    'This file needs ffmpeg, which is not installed here. Opus files in Ogg or WebM play without it.',
  'failure.no-match':
    '{track} is nowhere to be found: {source} only describes it, and no other source has the same. Tell me with /match what to play for it.',
  'failure.circuit-open': '{source} is failing. Next try in {seconds} s.',
  'failure.lyrics': '{provider} could not be asked for lyrics just now. Try again in a little while.',
  'failure.store':
    'That could not be kept or read just now: my disk fails me. Music plays on; try again in a little while.',
  'failure.looking-elsewhere': 'Looking for “{title}” elsewhere',
  'failure.sound-stopped': 'The sound of “{title}” stopped coming.',

  'detour.standing-in': '{reason} I look for it at other sources.',
  'detour.matching': '{source} has no sound of its own. I look for “{title}” at other sources.',
  'detour.failing': '{source} is failing; trying {next}',
  'detour.failing-until': '{source} is failing, next try in {seconds} s; trying {next}',

  'undecodable.no-sound': 'There is no sound in this file.',
  'undecodable.no-sound-in': '“{title}” has no sound in it.',
  'undecodable.empty': 'This file is empty.',
  'undecodable.damaged': 'This file is damaged, or not in a format that we can play.',
  'undecodable.misnamed': 'This file is damaged: it is not what its name says.',

  'undecodable.not-of-kind': 'This is no {kind} file, or it ends too early.',
  'undecodable.kind-damaged': 'This {kind} file is damaged.',
  'undecodable.too-many-tracks': 'This WebM file has too many tracks.',
  'undecodable.no-opus': 'There is no Opus sound in this file.',
  'undecodable.channels': 'This Opus file has {channels} channels, not one or two.',
  'undecodable.packets': 'The packets of this stream do not keep to 20 ms.',

  'request.nothing-to-play': 'Tell me what to play: a link, or words to search for.',
  'request.too-long': 'That is {length} characters long; {most} is the most I can look for. Try fewer words.',
  'request.broken-link': 'That link is broken. Copy it again, or type words to search for.',
  'request.no-web-link': 'Only links that begin with http:// or https:// can be played.',
  'request.link-with-password': 'A link with a user name or a password in it is not opened: everyone would see them.',
  'request.nothing-to-search': 'Tell me what to look for after “{source}:”.',
  'request.sound-needs-ffmpeg': 'Volume, filters and speed need ffmpeg, which is not installed here.',
  'request.settings-need-ffmpeg': 'Volume, loudness and crossfade need ffmpeg, which is not installed here.',
  'request.too-many-filters': '{most} filters at once are the most; those were {count}.',
  'request.unknown-filter': 'I know no filter {came}. There are: {known}.',
  'request.live-has-no-places': '“{title}” is live: there is nothing to go back or forward to.',
  'request.beyond-its-end': '“{title}” is {length} long: choose a place in it.',
  'request.empty-queue': 'The queue is empty.',
  'request.no-such-position': 'There is no position {position}: the queue goes from 1 to {last}.',
  'request.positions': 'Tell me positions like 3, or 2-5, or 2-5, 7.',
  'request.gone-from-queue': 'That is no longer in the queue.',
  'request.not-loaded':
    'Position {position} is in a part of a playlist that is not loaded yet: nothing can be moved there or from there.',

  'refused.too-long': '“{title}” is {length} long; {longest} is the longest that is played here.',
  'refused.endless': '“{title}” is a live stream without an end; {longest} is the longest that is played here.',
  'refused.blocked': '“{title}” is blocked here.',
  'refused.too-many':
    'You have {most} waiting in the queue already, and more are not let in. Ask again when one has played.',

  'limit.voice-connection':
    'I am playing in {limit} servers, and cannot play in more. Try again when one of them has finished.',
  'limit.stream': '{limit} tracks are open already, and I cannot open more. Try again in a few minutes.',
  'limit.child-process':
    '{limit} tracks are being converted already, and I cannot convert more. Try again in a few minutes.',
  'limit.request': 'I have too much to do. Try again in a few minutes.',
  'limit.memory-hard':
    'I am out of memory and take no requests for now. What plays goes on; try again in a few minutes.',
  'limit.memory-soft': 'I am short of memory and take no requests of low priority. Ask with priority normal, or later.',

  'range.volumePercent': 'The volume can be {least} to {most} %, not {came}.',
  'range.speedPercent': 'The speed can be {least} to {most} %, not {came}.',
  'range.pitchPercent': 'The pitch can be {least} to {most} %, not {came}.',
  'range.crossfadeMs': 'The crossfade can be {least} to {most} ms, not {came}.',

  'over.withdrawn': 'The request was withdrawn.',
  'over.replaced': 'Someone has asked for something else.',
  'over.nothing-left': 'Nothing is left of the playlist.',
  'over.taken-out': 'It was taken out of the queue.',
  'over.cleared': 'The queue was cleared.',
  'over.skipped': 'It was skipped.',
  'over.left': 'I left the voice channel.',
  'over.nobody-listened': 'I left: nobody was listening.',
  'over.nothing-played': 'I left: nothing has played for a while.',
  'over.made-room': 'I left: nothing was playing, and others asked for me.',
  'over.cleaned-up': 'I left: nothing was playing.',
  'over.shutting-down': 'The bot is shutting down.',
  'over.restarting': 'I am being restarted, and go on here in a moment.',
  'over.stream-closed': 'The stream was closed.',
  'over.no-sound-left': 'No sound left the voice connection any more.',
  'over.request-over': 'This request is over.',
  'over.rejoining': '{reason} I come back in {seconds} seconds (try {try} of {most}).',
  'over.rejoined-in-vain': '{reason} I tried {tries} times to come back.',
  'over.voice-lost': '{reason} The queue is kept: use /join to go on.',
} as const;
