import {
  Container,
  createTonearm,
  MessageGoneError,
  SystemClock,
  silentLogger,
  type Tonearm,
  tokens,
} from '@tonearm/core';
import { createSandbox, type Sandbox, type SandboxInteraction, type SandboxMember } from '@tonearm/discord-sandbox';
import { expect } from 'chai';
import {
  type ChatInputCommandInteraction,
  Client,
  Events,
  GatewayIntentBits,
  type Interaction,
  MessageFlags,
} from 'discord.js';
import { InteractionReply } from '../../src/replies/interaction-reply.js';
import { readAddress } from '../../src/replies/reply-address.js';

/** The machine's clock, set forward by hand. */
class ShiftedClock extends SystemClock {
  aheadMs = 0;

  override now(): number {
    return super.now() + this.aheadMs;
  }
}

const FIFTEEN_MINUTES = 15 * 60_000;

describe('InteractionReply', () => {
  const discordsClock = new ShiftedClock();
  const ourClock = new ShiftedClock();
  let sandbox: Sandbox;
  let client: Client;
  let tonearm: Tonearm;
  let ada: SandboxMember;
  let guild: ReturnType<Sandbox['addGuild']>;
  let text: ReturnType<ReturnType<Sandbox['addGuild']>['addTextChannel']>;
  /** Messages and edits that may mention whom their text names. */
  let mentioning: string[] = [];

  before(async () => {
    sandbox = await createSandbox({ clock: discordsClock });
    sandbox.onEvent((event) => {
      if (event.kind !== 'message-created' && event.kind !== 'message-updated') return;
      const { flags, mayMention, content } = event.message;
      const isThinking = (flags & MessageFlags.Loading) !== 0;
      if (!isThinking && (mayMention.everyone || mayMention.users === 'all')) mentioning.push(content);
    });
    guild = sandbox.addGuild({ name: 'Shop' });
    ada = guild.addMember(sandbox.addUser({ name: 'ada' }));
    client = new Client({ intents: [GatewayIntentBits.Guilds], rest: { api: sandbox.apiUrl } });
    const ready = new Promise((resolve) => client.once(Events.ClientReady, resolve));
    await client.login(sandbox.token);
    await ready;
    const commands = [{ name: 'play', description: 'Plays a track' }];
    await client.rest.put(`/applications/${sandbox.applicationId}/commands`, { body: commands });
    const container = new Container();
    container.provide(tokens.logger, silentLogger);
    container.provide(tokens.transcoder, undefined);
    tonearm = await createTonearm({ container, plugins: [] });
  });
  beforeEach(() => {
    // Each has its own budget of messages.
    text = guild.addTextChannel('music');
    discordsClock.aheadMs = 0;
    ourClock.aheadMs = 0;
    mentioning = [];
  });
  afterEach(() => expect(mentioning).to.deep.equal([]));
  after(async () => {
    await tonearm.close();
    await client.destroy();
    await sandbox.close();
  });

  /** Ada uses the command; what she sees, and what discord.js gives the bot. */
  async function aCommand(): Promise<{ sent: SandboxInteraction; interaction: ChatInputCommandInteraction<'cached'> }> {
    const { promise, resolve } = Promise.withResolvers<Interaction>();
    client.once(Events.InteractionCreate, resolve);
    const sent = await ada.command(text, 'play');
    const interaction = await promise;
    if (!interaction.isChatInputCommand() || !interaction.inCachedGuild()) throw new Error('That is no command.');
    return { sent, interaction };
  }

  const acknowledge = (interaction: ChatInputCommandInteraction<'cached'>, ephemeral = false) =>
    InteractionReply.acknowledge(
      interaction,
      { tonearm, logger: silentLogger, clock: ourClock },
      ephemeral ? 'asker' : 'everyone',
    );

  async function aReply(ephemeral = false): Promise<{ sent: SandboxInteraction; reply: InteractionReply }> {
    const { sent, interaction } = await aCommand();
    const reply = await acknowledge(interaction, ephemeral);
    if (!reply) throw new Error('It was not acknowledged.');
    return { sent, reply };
  }

  const failureOf = (promise: Promise<unknown>) => promise.then(() => undefined).catch((error: unknown) => error);

  it('acknowledges once, then edits the same message', async () => {
    const { sent, reply } = await aReply();
    expect(sent.thinking).to.equal(true);
    await reply.edit({ text: 'Looking.' });
    await reply.edit({ text: 'Playing.' });
    expect(sent.responses.map(({ message }) => message?.content)).to.deep.equal(['', 'Looking.', 'Playing.']);
    expect(sent.acknowledgedAtMs).to.be.below(sent.createdAtMs + 3_000);
  });

  it('is nothing when Discord no longer takes the acknowledgement, so that nothing is done in the listener’s name', async () => {
    const { sent, interaction } = await aCommand();
    discordsClock.aheadMs = 3_001;
    expect(await acknowledge(interaction)).to.equal(undefined);
    expect(sent.message).to.equal(undefined);
  });

  it('goes on as an ordinary message when the 15 minutes of its token are nearly over', async () => {
    const { sent, reply } = await aReply();
    await reply.edit({ text: 'Looking.' });
    ourClock.aheadMs = FIFTEEN_MINUTES;
    await reply.edit({ text: 'Playing.' });
    expect(sent.responses, 'nothing more by the token').to.have.length(2);
    expect(text.messages.find(({ id }) => id === sent.message?.id)?.content).to.equal('Playing.');
  });

  it('goes on as an ordinary message when Discord says that the token is dead', async () => {
    const { sent, reply } = await aReply();
    await reply.edit({ text: 'Looking.' });
    discordsClock.aheadMs = FIFTEEN_MINUTES + 1;
    await reply.edit({ text: 'Playing.' });
    expect(text.messages.find(({ id }) => id === sent.message?.id)?.content).to.equal('Playing.');
  });

  it('names the channel, whose messages share a budget of edits, once Discord no longer counts by its token', async () => {
    for (const clock of [ourClock, discordsClock]) {
      const { reply } = await aReply();
      await reply.edit({ text: 'Looking.' });
      expect(reply.channelId).to.equal(undefined);
      clock.aheadMs = FIFTEEN_MINUTES + 1;
      await reply.edit({ text: 'Playing.' });
      expect(reply.channelId).to.equal(text.id);
      clock.aheadMs = 0;
    }
  });

  it('goes on in the channel where only its receiver saw it', async () => {
    const { sent, reply } = await aReply(true);
    await reply.edit({ text: 'Looking.' });
    ourClock.aheadMs = FIFTEEN_MINUTES;
    await reply.edit({ text: 'For everyone now.' });
    const last = text.messages.at(-1);
    expect(last?.content).to.equal('For everyone now.');
    expect(last?.id).to.not.equal(sent.message?.id);
  });

  it('is sent to the channel once, when a process dies between sending it and noting that', async () => {
    const { reply } = await aReply(true);
    await reply.edit({ text: 'Looking.' });
    ourClock.aheadMs = FIFTEEN_MINUTES;
    const written = reply.address;
    await reply.edit({ text: 'For everyone now.' });
    const before = text.messages.length;
    const at = readAddress(written);
    if (!at) throw new Error('It has no address.');
    const next = new InteractionReply(ready(client), at, { tonearm, logger: silentLogger, clock: ourClock });
    await next.edit({ text: 'After the restart.' });
    expect(text.messages).to.have.length(before);
    expect(text.messages.at(-1)?.content).to.equal('After the restart.');
  });

  it('names its receiver in what follows after the token’s end', async () => {
    const { reply } = await aReply();
    ourClock.aheadMs = FIFTEEN_MINUTES;
    await reply.followUp({ text: 'It failed.' });
    expect(text.messages.at(-1)?.content).to.equal(`<@${ada.id}> It failed.`);
    expect(text.messages.at(-1)?.mentions.map(({ id }) => id)).to.deep.equal([ada.id]);
  });

  it('sends what follows after the token’s end once, when a process dies between sending it and noting that', async () => {
    const { reply } = await aReply();
    ourClock.aheadMs = FIFTEEN_MINUTES;
    const at = readAddress(reply.address);
    if (!at) throw new Error('It has no address.');
    await reply.followUp({ text: 'It failed.' });
    const before = text.messages.length;
    const next = new InteractionReply(ready(client), at, { tonearm, logger: silentLogger, clock: ourClock });
    await next.followUp({ text: 'It failed.' });
    expect(text.messages, 'the same once more').to.have.length(before);
    await next.followUp({ text: 'Another one failed.' });
    expect(text.messages, 'something else').to.have.length(before + 1);
  });

  it('says that the message is gone when it was deleted', async () => {
    const { reply, sent } = await aReply();
    await reply.edit({ text: 'Looking.' });
    const channel = await client.channels.fetch(text.id);
    if (channel?.isTextBased()) await channel.messages.delete(sent.message?.id ?? '');
    expect(await failureOf(reply.edit({ text: 'Playing.' }))).to.be.instanceOf(MessageGoneError);
  });
});

function ready(client: Client): Client<true> {
  if (!client.isReady()) throw new Error('The client is not ready.');
  return client;
}
