import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { type OpusPacket, oggOpusFile, opusPackets } from '@tonearm/core';
import type { SandboxInteraction } from '@tonearm/discord-sandbox';
import { expect } from 'chai';
import { aBot, type TestBot } from './support/a-bot.js';
import { reaches, wordsOf } from './support/cards.js';

const VICTIM = '80351110224678912';
const HOSTILE =
  `gotcha @everyone @here <@${VICTIM}> <@!${VICTIM}> <@&${VICTIM}> <#${VICTIM}> **bold** __under__ ~~gone~~ ||hidden|| ` +
  `\`\`\`evil [click](https://evil.example/x) <https://evil.example> \u202eetisoppo\u2066 # head\n> quote\n-# small \0\x07 </play:${VICTIM}>`;
const MARKS = `zalgo${'\u0301'.repeat(10_000)}`;
const TAGS = {
  TITLE: HOSTILE,
  ARTIST: HOSTILE.replace('gotcha', 'artist'),
  ALBUM: HOSTILE,
  LYRICS: `[00:00.10]${HOSTILE}`,
};

for (const view of ['embed', 'text'] as const) {
  describe(`titles made to do harm, in the ${view} view`, function () {
    this.timeout(40_000);
    let bot: TestBot;

    before(async () => {
      bot = await aBot({ env: { VIEW: view }, addMusic });
      bot.manager.joinVoice(bot.voice);
    });
    after(() => bot.close());

    it('play, ping nobody, and show as what they are wherever they stand', async () => {
      const card = await bot.manager.command(bot.text, 'play', { query: 'local:hostile.opus' });
      await reaches(card, 'playing');
      const queued = await bot.manager.command(bot.text, 'play', { query: 'local:marks.opus' });
      const others = await Promise.all(
        ['nowplaying', 'queue', 'lyrics'].map(async (name) => {
          const interaction = await bot.manager.command(bot.text, name);
          await interaction.waitForReply();
          return interaction;
        }),
      );
      await reaches(queued, 'played', 20_000);
      const messages = [card, queued, ...others].flatMap(messagesOf);
      expect(messages.map(wordsOf).join('\n')).to.include('gotcha').and.to.include('zalg');
      for (const message of messages) {
        // A card names who has asked for it, and nobody else.
        expect(message.mentions.map(({ id }) => id).filter((id) => id !== bot.manager.user.id)).to.deep.equal([]);
        expect(message.mention_roles).to.deep.equal([]);
        expectHarmless(JSON.stringify([message.content, message.embeds, message.components]));
      }
      expect(bot.log.at('error')).to.deep.equal([]);
    });

    it('are completed as what they are, in one line', async () => {
      const offered = await bot.manager.autocomplete(bot.text, 'play', { query: 'gotcha' }, 'query');
      expect(offered[0]?.name).to.match(/^gotcha @everyone/);
      for (const { name } of offered) expect(name).to.match(/^[^\p{Cc}\u202e\u2066]{1,100}$/u);
    });
  });
}

/** What Discord would make of it, were it not escaped; JSON doubles each backslash. */
function expectHarmless(json: string): void {
  const text = json.replaceAll('\\\\', '\\');
  expect(text).not.to.match(/@everyone|@here/);
  expect(text).not.to.match(new RegExp(`(?<!\\\\)<(?:@[!&]?|#|/play:)${VICTIM}`));
  expect(text).not.to.match(/(?<!\\)\*\*bold|(?<!\\)~~gone|(?<!\\)\|\|hidden|(?<!\\)`evil|(?<!\\)\]\(https/);
  expect(text).not.to.include('https://evil');
  expect(text).not.to.match(/[\u202a-\u202e\u2066\u2067]/);
  expect(text.length).to.be.below(12_000);
}

function messagesOf({ responses, message }: SandboxInteraction) {
  return [...responses.map((response) => response.message), message].filter((one) => one !== undefined && one !== null);
}

async function addMusic(folder: string): Promise<void> {
  const readable = Readable.from([await readFile(path.join(folder, 'Short Drop.opus'))]);
  const { signal } = new AbortController();
  const packets: OpusPacket[] = [];
  for await (const packet of opusPackets({ readable, format: 'ogg/opus', positionMs: 0 }, { signal }))
    packets.push(packet);
  await writeFile(path.join(folder, 'hostile.opus'), oggOpusFile(packets, { preSkip: 0, tags: TAGS }));
  await writeFile(path.join(folder, 'marks.opus'), oggOpusFile(packets, { preSkip: 0, tags: { TITLE: MARKS } }));
}
