import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { FilePlugin } from '@distube/file';
import { DisTube, Events } from 'distube';
import { complain, newClient, serve } from './serve.ts';

/*
 * DisTube by its quick start, with its own plugin for files. It decodes and encodes all sound; the encoder is the native
 * one that the lockfile brings.
 */

const { MUSIC_DIR = '', FFMPEG_PATH = 'ffmpeg' } = process.env;
const client = newClient();
const distube = new DisTube(client, {
  emitNewSongOnly: true,
  plugins: [new FilePlugin()],
  ffmpeg: { path: FFMPEG_PATH },
});
distube.on(Events.ERROR, complain);

await serve(client, {
  play: async ({ member, channel }, file) => {
    if (member.voice.channel === null) return 'You are in no voice channel.';
    const url = pathToFileURL(path.join(MUSIC_DIR, path.basename(file))).href;
    await distube.play(member.voice.channel, url, { member, ...(channel === null ? {} : { textChannel: channel }) });
    return `Playing ${file}`;
  },
  stop: async (guildId) => {
    await distube.getQueue(guildId)?.stop();
    return 'Stopped';
  },
  leave: async (guildId) => {
    await distube.getQueue(guildId)?.stop();
    distube.voices.leave(guildId);
    return 'Gone';
  },
});
