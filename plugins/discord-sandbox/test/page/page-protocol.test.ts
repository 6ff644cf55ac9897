import { once } from 'node:events';
import { expect } from 'chai';
import { WebSocket } from 'ws';
import { PageClient } from './page-client.js';
import { type Jukebox, startJukebox } from './jukebox.js';

describe('page protocol', () => {
  let bot: Jukebox;
  let page: PageClient;
  beforeEach(async () => {
    bot = await startJukebox();
    page = await PageClient.open(bot.sandbox);
    await page.request({ do: 'become', userId: bot.ada.id, guildId: bot.guild.id });
  });
  afterEach(() => bot.close());

  const command = (name: string, options = {}) =>
    page.request({ do: 'command', channelId: bot.text.id, command: name, options });

  it('refuses pages of other origins and names', async () => {
    const address = `${bot.sandbox.url.replace('http', 'ws')}/page`;
    for (const headers of [{ origin: 'https://example.com' }, { origin: 'null' }, { host: 'rebound.example.com' }]) {
      const [error] = await once(new WebSocket(address, { headers }), 'error');
      expect(String(error)).to.contain('403');
    }
  });

  it('makes trouble for the bot, and says in words when there is no bot in voice to meet it', async () => {
    const trouble = (kind: 'lose-udp' | 'disconnect-bot') => page.request({ do: 'trouble', trouble: kind, code: 4015 });
    expect(await trouble('lose-udp')).to.include({ kind: 'refused', words: 'The bot is in no voice channel.' });
    await bot.playNoise(5);
    expect(bot.voice.hasBot).to.equal(true);
    expect(await trouble('disconnect-bot')).to.include({ kind: 'done' });
    expect(bot.voice.hasBot).to.equal(false);
    page.sendRaw(JSON.stringify({ requestId: 99, do: 'trouble', trouble: 'earthquake', code: 4015 }));
    await page.next('refused', ({ requestId }) => requestId === 99);
  });

  it('serves its files with a policy that allows nothing from elsewhere', async () => {
    const response = await fetch(bot.sandbox.url);
    const policy = response.headers.get('content-security-policy') ?? '';
    expect(policy).to.contain("default-src 'self'").and.not.contain('unsafe');
    expect(response.headers.get('x-content-type-options')).to.equal('nosniff');
    expect((await fetch(`${bot.sandbox.url}/assets/..%2f..%2fpackage.json`)).status).to.equal(404);
  });

  it('shows who one is, the channels, the people and the commands one may use', async () => {
    const ownCommands = () => page.snapshot.guild.channels[0]?.commandIds.length;
    expect(page.snapshot.userId).to.equal(bot.ada.id);
    expect(page.snapshot.guild.channels.map(({ name }) => name)).to.deep.equal(['music', 'Lounge', 'general']);
    expect(page.snapshot.guild.members.find(({ id }) => id === bot.ada.id)?.standing).to.equal('manager');
    expect(page.snapshot.guild.commands.map(({ name }) => name)).to.include('play');
    expect(ownCommands()).to.equal(6);
    await page.request({ do: 'become', userId: bot.ben.id, guildId: bot.guild.id });
    expect(page.snapshot.userId).to.equal(bot.ben.id);
    expect(ownCommands()).to.equal(5);
  });

  it('shows what the bot has written to one alone, from the first message on', async () => {
    await (await bot.client.users.fetch(bot.ada.id)).send('For you');
    const { message } = await page.next('message', ({ message }) => message.content === 'For you');
    const guild = page.received.findLast((one) => one.kind === 'guild');
    const channel = guild?.kind === 'guild' ? guild.guild.channels.at(-1) : undefined;
    expect(channel).to.include({ kind: 'direct', name: 'tonearm', id: message.channel_id, maySend: false });
    await page.request({ do: 'become', userId: bot.ada.id, guildId: bot.guild.id });
    expect(page.snapshot.messages.map(({ content }) => content)).to.include('For you');
    await page.request({ do: 'become', userId: bot.ben.id, guildId: bot.guild.id });
    expect(page.snapshot.messages.map(({ content }) => content)).to.not.include('For you');
    expect(page.snapshot.guild.channels.map(({ kind }) => kind)).to.not.include('direct');
  });

  it('takes a file for a command, unless it is too large', async () => {
    const put = (bytes: Uint8Array<ArrayBuffer>) =>
      fetch(`${bot.sandbox.url}/page/files?name=a%20song.opus`, { method: 'POST', body: bytes });
    const id = await (await put(new Uint8Array([1, 2, 3]))).text();
    expect(bot.sandbox.world.attachments.find(id)?.record).to.include({ filename: 'a_song.opus', size: 3 });
    expect(await command('lend', { file: id })).to.include({ kind: 'done' });
    expect(await command('lend', { file: '12345678901234567' })).to.include({ kind: 'refused' });
    expect((await put(new Uint8Array(10 * 1024 * 1024 + 1))).status).to.equal(413);
  });

  it('is nobody but people', async () => {
    const answer = await page.request({ do: 'become', userId: bot.sandbox.botUserId, guildId: bot.guild.id });
    expect(answer).to.include({ kind: 'refused', words: 'There is no such person in that guild.' });
  });

  it('refuses what it cannot understand in words, and goes on', async () => {
    const hostile = [
      'nonsense',
      '[]',
      'null',
      '{"do":"say"}',
      '{"requestId":901}',
      '{"requestId":902,"do":"say","channelId":"../../etc","content":"x"}',
      '{"requestId":903,"do":"say","channelId":"12345678901234567","content":{"toString":"x"}}',
      '{"requestId":904,"do":"command","channelId":"12345678901234567","command":"play","options":{"query":{"id":"1"}}}',
      '{"requestId":905,"do":"pick","channelId":"12345678901234567","messageId":"12345678901234567","customId":"x","values":"x"}',
      `{"requestId":906,"do":"say","channelId":"${bot.text.id}","content":"${'x'.repeat(2_001)}"}`,
      'x'.repeat(20_000),
      Buffer.from([1, 2, 3]),
    ];
    for (const text of hostile) page.sendRaw(text);
    const done = await page.request({ do: 'say', channelId: bot.text.id, content: 'still here' });
    expect(done.kind).to.equal('done');
    const refusals = page.received.flatMap((message) => (message.kind === 'refused' ? [message] : []));
    expect(refusals.length).to.equal(hostile.length);
    for (const { words } of refusals) expect(words).to.match(/^[“A-Z].*[.]$/);
    expect(bot.text.messages.map(({ content }) => content)).to.deep.equal(['still here']);
  });

  it('ends a connection that says far too much at once', async () => {
    const closed = page.closed();
    page.sendRaw('x'.repeat(100_000));
    expect(await closed).to.equal(1009);
  });

  it('does only what the person may do', async () => {
    bot.text.setPermissions(bot.guild.everyone, { deny: ['SendMessages'] });
    const said = await page.request({ do: 'say', channelId: bot.text.id, content: 'hello' });
    expect(said).to.include({ kind: 'refused', words: 'ada lacks SendMessages in music.' });
    bot.text.setPermissions(bot.guild.everyone, { deny: ['ViewChannel'] });
    expect((await page.request({ do: 'say', channelId: bot.text.id, content: 'hello' })).kind).to.equal('refused');
    expect(page.received.findLast((message) => message.kind === 'guild')).to.have.nested.property(
      'guild.channels[0].name',
      'Lounge',
    );
  });

  it('uses a command: sent, thinking, answered', async () => {
    expect((await command('play', { query: 'needle' })).kind).to.equal('done');
    await page.next('interaction', ({ interaction }) => interaction.state === 'sent');
    await page.next('message', ({ message }) => ((message.flags ?? 0) & 128) !== 0);
    await page.next('interaction', ({ interaction }) => interaction.state === 'answered');
    bot.found();
    const { message } = await page.next('message', ({ message }) => message.embeds.length > 0);
    expect(message.embeds[0]?.title).to.equal('needle');
    expect(await command('play', {})).to.include({ kind: 'refused', words: '/play needs query.' });
  });

  it('tells when the bot does not answer', async () => {
    await command('deaf');
    const { interaction } = await page.next('interaction', (event) => event.interaction.state === 'unanswered');
    expect(interaction).to.include({ commandName: 'deaf', use: 'command' });
  });

  it('asks the bot for suggestions', async () => {
    const question = { channelId: bot.text.id, command: 'play', options: { query: 'nee' }, focused: 'query' };
    const answer = await page.request({ do: 'autocomplete', ...question });
    expect(answer).to.have.deep.property('choices', [{ name: 'Needle Drop', value: 'track:Needle Drop' }]);
  });

  it('clicks a button', async () => {
    bot.found();
    await command('play', { query: 'needle' });
    const { message } = await page.next('message', ({ message }) => message.embeds.length > 0);
    await page.request({ do: 'click', channelId: bot.text.id, messageId: message.id, customId: 'pause' });
    await page.next('message', (event) => event.message.embeds[0]?.title === 'Paused');
    const gone = await page.request({ do: 'click', channelId: bot.text.id, messageId: message.id, customId: 'pause' });
    expect(gone).to.include({ kind: 'refused' });
  });

  it('shows an ephemeral message to its user alone, and the token to nobody', async () => {
    const other = await PageClient.open(bot.sandbox);
    await other.request({ do: 'become', userId: bot.ben.id, guildId: bot.guild.id });
    await command('secret');
    const { message } = await page.next('message', (event) => event.message.content === 'Only for you.');
    await page.request({ do: 'say', channelId: bot.text.id, content: 'public' });
    await other.next('message', (event) => event.message.content === 'public');
    expect(other.texts.join()).to.not.contain('Only for you.');
    const click = { channelId: bot.text.id, messageId: message.id, customId: 'x' };
    expect(await other.request({ do: 'click', ...click })).to.include({ words: 'That message is not there any more.' });
    await page.request({ do: 'become', userId: bot.ben.id, guildId: bot.guild.id });
    expect(page.snapshot.messages.map(({ content }) => content)).to.deep.equal(['public']);
    const everything = [...page.texts, ...other.texts].join();
    expect(everything).to.not.contain(bot.sandbox.token);
    expect(everything).to.not.contain('"token"');
  });

  it('sends the sound of the voice channel that the person is in, while it listens', async () => {
    await page.request({ do: 'join-voice', channelId: bot.voice.id });
    await page.request({ do: 'listen', on: true });
    await bot.playNoise(60);
    await page.waitForSounds(50);
    const heard = bot.voice.listener.frames.at(-1);
    expect(heard?.encryption).to.equal('dave');
    const same = page.sounds.find((sound) => sound.readUInt32BE(4) === heard?.timestamp);
    expect(same?.subarray(8)).to.deep.equal(Buffer.from(heard?.opus ?? []));
    await page.next('speaking', ({ userId, speaking }) => userId === bot.sandbox.botUserId && speaking);
    await page.next('speaking', ({ userId, speaking }) => userId === bot.sandbox.botUserId && !speaking);
  });

  it('sends no sound to who is not in the channel', async () => {
    const outside = await PageClient.open(bot.sandbox);
    await outside.request({ do: 'become', userId: bot.ben.id, guildId: bot.guild.id });
    await outside.request({ do: 'listen', on: true });
    await page.request({ do: 'join-voice', channelId: bot.voice.id });
    await page.request({ do: 'listen', on: true });
    await bot.playNoise(30);
    await outside.next('speaking', ({ speaking }) => !speaking);
    expect([page.sounds.length > 20, outside.sounds.length]).to.deep.equal([true, 0]);
  });
});
