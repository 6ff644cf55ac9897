import { ApplicationCommandOptionType, type ChatInputCommandInteraction } from 'discord.js';
import { expect } from 'chai';
import { SandboxUsageError } from '../../src/index.js';
import { type ConnectedBot, connectBot, failureOf, PLAY } from '../support/connected-bot.js';

describe('a file that is attached to a command', () => {
  const bytes = Uint8Array.from({ length: 1_000 }, (_, index) => index % 251);
  const file = { name: 'my song (live).opus', bytes };
  let bot: ConnectedBot;

  beforeEach(async () => {
    bot = await connectBot();
    const option = { name: 'file', description: 'A file', type: ApplicationCommandOptionType.Attachment };
    await bot.register([{ ...PLAY, options: [option, { name: 'words', description: 'w', type: 3 }] }]);
  });
  afterEach(() => bot.close());

  async function arriving(): Promise<ChatInputCommandInteraction> {
    const interaction = new Promise<ChatInputCommandInteraction>((resolve) => {
      bot.client.once('interactionCreate', (one) => one.isChatInputCommand() && resolve(one));
    });
    await bot.ada.command(bot.text, 'play', { file });
    return interaction;
  }

  it('comes with its name, its type, its size and an address', async () => {
    const attachment = (await arriving()).options.getAttachment('file', true);
    expect(attachment).to.include({
      name: 'my_song__live_.opus',
      contentType: 'audio/opus',
      size: 1_000,
      ephemeral: true,
    });
    expect(new URL(attachment.url).pathname).to.match(/^\/ephemeral-attachments\/\d+\/\d+\/my_song__live_\.opus$/);
  });

  it('is served whole, or the part that is asked for', async () => {
    const { url } = (await arriving()).options.getAttachment('file', true);
    const part = (range: string) => fetch(url, { headers: { range } });
    const bytesOf = async (response: Response) => new Uint8Array(await response.arrayBuffer());
    const whole = await fetch(url);
    expect([whole.status, whole.headers.get('accept-ranges')]).to.deep.equal([200, 'bytes']);
    expect(await bytesOf(whole)).to.deep.equal(bytes);
    for (const [range, first, last] of [
      ['bytes=10-19', 10, 19],
      ['bytes=990-', 990, 999],
      ['bytes=-5', 995, 999],
      ['bytes=900-5000', 900, 999],
    ] as const) {
      const response = await part(range);
      expect([response.status, response.headers.get('content-range')]).to.deep.equal([
        206,
        `bytes ${first}-${last}/1000`,
      ]);
      expect(await bytesOf(response), range).to.deep.equal(bytes.slice(first, last + 1));
    }
    const outside = await part('bytes=1000-');
    expect([outside.status, outside.headers.get('content-range')]).to.deep.equal([416, 'bytes */1000']);
    expect((await part('bytes=0-1,5-6')).status).to.equal(200);
  });

  it('cannot be too large, go into another option, or be one that nobody has uploaded', async () => {
    const large = { name: 'large.wav', bytes: new Uint8Array(10 * 1024 * 1024 + 1) };
    for (const options of [{ file: large }, { words: file }, { file: '12345678901234567' }]) {
      expect(await failureOf(bot.ada.command(bot.text, 'play', options))).to.be.instanceOf(SandboxUsageError);
    }
  });
});
