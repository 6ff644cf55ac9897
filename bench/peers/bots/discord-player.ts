import path from 'node:path';
import { AttachmentExtractor } from '@discord-player/extractor';
import { Player, QueryType } from 'discord-player';
import { complain, newClient, serve } from './serve.ts';

/*
 * discord-player by its README, with its own extractor for files and the encoder that it recommends. `skipFFmpeg`, true
 * by default, has its extractor take an Ogg/Opus file for bare Opus packets: “The compressed data passed is corrupted”,
 * and nothing is heard. Without it all files go through ffmpeg and are heard.
 */

const { MUSIC_DIR = '' } = process.env;
const client = newClient();
const player = new Player(client, { skipFFmpeg: false });
await player.extractors.register(AttachmentExtractor, {});
player.events.on('error', (_queue, error) => complain(error));
player.events.on('playerError', (_queue, error) => complain(error));

await serve(client, {
  play: async ({ member }, file) => {
    if (member.voice.channel === null) return 'You are in no voice channel.';
    const { track } = await player.play(member.voice.channel, path.join(MUSIC_DIR, path.basename(file)), {
      searchEngine: QueryType.FILE,
      // The bot stays where it is when a track is over or stopped, as all of them do here.
      nodeOptions: { leaveOnStop: false, leaveOnEnd: false, leaveOnEmpty: false },
    });
    return `Playing ${track.cleanTitle}`;
  },
  stop: async (guildId) => {
    player.queues.get(guildId)?.node.stop();
    return 'Stopped';
  },
  leave: async (guildId) => {
    player.queues.delete(guildId);
    return 'Gone';
  },
});
