import { setTimeout as sleep } from 'node:timers/promises';
import type { BenchContext } from '../bench.js';
import type { Music } from '../stage/music.js';
import type { Room } from '../stage/room.js';
import { Stage } from '../stage/stage.js';
import { median } from '../statistics.js';
import type { Contestant } from './contestants.js';
import { listenToLevel, playOnce, stopAll } from './listen-to-level.js';
import type { FirstSounds, Format, Level, Trial } from './trial.js';

/** How much is measured. */
export interface Extent {
  readonly streams: readonly number[];
  readonly listenMs: number;
  /** First sounds of each kind. */
  readonly plays: number;
}

/** How long a first play is heard before it is stopped. */
const LISTEN_MS = 200;
/** So few that a bot which cannot play many at once gets into many rooms all the same. */
const JOINS_AT_ONCE = 5;
/** A bot that sends less than this will not send more with more to do. */
const LEAST_SENT_PERCENT = 60;
/** The end of a bot's words that a report keeps. */
const LAST_WORDS = 160;

/** Measures one contestant with one format, in a process of its own. What it cannot do is told in the trial. */
export async function holdTrial(
  contestant: Contestant,
  format: Format,
  { music, extent, context }: { readonly music: Music; readonly extent: Extent; readonly context: BenchContext },
): Promise<Trial> {
  const levels: Level[] = [];
  let first: FirstSounds | null = null;
  let words = '';
  const failed = (why: string): Trial => ({ contestant: contestant.name, format, first, levels, failure: why });
  const guilds = Math.max(...extent.streams);
  let stage: Stage;
  try {
    const onComplaint = (text: string) => {
      words = `${words}${text}`.slice(-20 * LAST_WORDS);
    };
    stage = await Stage.open({ kind: contestant.kind, guilds, music, onComplaint }, context);
  } catch (error) {
    return failed(`it did not start: ${error instanceof Error ? error.message : String(error)} ${lastWords(words)}`);
  }
  const died = stage.ended.then((how) => Promise.reject(new Error(`it died (${how}) ${lastWords(words)}`)));
  died.catch(() => {});
  try {
    first = await Promise.race([firstSounds(stage, music[format], extent.plays), died]);
    const [file = ''] = music[format];
    for (const streams of extent.streams) {
      context.say(`${contestant.name}, ${format}, ${streams} at once`);
      const rooms = stage.rooms.slice(0, streams);
      await Promise.race([joinAll(rooms, file), died]);
      const programme = { file, format, forMs: extent.listenMs };
      const level = await Promise.race([listenToLevel(stage, rooms, programme), died]);
      levels.push(level);
      if (level.sentPercent < LEAST_SENT_PERCENT && streams !== guilds) {
        return failed(`${Math.round(level.sentPercent)} % of the frames due came, so more at once are not tried`);
      }
    }
    return { contestant: contestant.name, format, first, levels, failure: null };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return failed(why.startsWith('it died') ? why : `${why} ${lastWords(words)}`);
  } finally {
    await stage.close();
  }
}

async function firstSounds(stage: Stage, files: readonly string[], plays: number): Promise<FirstSounds> {
  const [room] = stage.rooms;
  const [warm = '', ...fresh] = files;
  if (room === undefined) throw new Error('A stage has at least one room.');
  const once = async (file: string) => {
    const { firstSoundMs } = await playOnce(room, file);
    await sleep(LISTEN_MS);
    await stopAll([room]);
    return firstSoundMs;
  };
  if ((await once(warm)) === Infinity) throw new Error('nothing was heard of the first play');
  const inVoice: number[] = [];
  const joining: number[] = [];
  for (const file of fresh.slice(0, plays)) inVoice.push(await once(file));
  for (const file of fresh.slice(plays, 2 * plays)) {
    if (room.hasBot) await room.leave();
    joining.push(await once(file));
  }
  return { inVoiceMs: median(inVoice), joiningMs: median(joining) };
}

/** Has the bot come into all these rooms. Joins are held to so many a minute, so they are not part of what is measured. */
async function joinAll(rooms: readonly Room[], file: string): Promise<void> {
  const missing = rooms.filter(({ hasBot }) => !hasBot);
  for (let index = 0; index < missing.length; index += JOINS_AT_ONCE) {
    const batch = missing.slice(index, index + JOINS_AT_ONCE);
    await Promise.all(batch.map((room) => playOnce(room, file)));
    await stopAll(batch);
  }
}

/** What its error output ends with, as far as that tells something. */
function lastWords(words: string): string {
  const lines = words.split('\n').filter((line) => /\S/.test(line));
  const telling = lines.findLast((line) => /Error|error|FATAL|abort/.test(line) && !/^\s*at /.test(line));
  return (telling ?? lines.at(-1) ?? '').trim().slice(0, LAST_WORDS);
}
