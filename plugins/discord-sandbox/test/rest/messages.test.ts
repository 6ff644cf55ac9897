import { expect } from 'chai';
import { Routes } from 'discord.js';
import {
  createSandbox,
  type Sandbox,
  type SandboxGuild,
  type SandboxMember,
  type SandboxTextChannel,
} from '../../src/index.js';
import { failureOf, restOf } from '../support/connected-bot.js';

describe('messages', () => {
  let sandbox: Sandbox;
  let guild: SandboxGuild;
  let text: SandboxTextChannel;
  let ada: SandboxMember;
  beforeEach(async () => {
    sandbox = await createSandbox();
    guild = sandbox.addGuild({ name: 'Shop' });
    text = guild.addTextChannel('music');
    ada = guild.addMember(sandbox.addUser({ name: 'ada' }));
  });
  afterEach(() => sandbox.close());

  const post = (body: unknown) =>
    restOf(sandbox).post(Routes.channelMessages(text.id), { body }) as Promise<{ id: string }>;

  it('are posted, edited, listed newest first, and deleted', async () => {
    const rest = restOf(sandbox);
    const first = await post({ content: 'one' });
    await post({ content: 'two' });
    await rest.patch(Routes.channelMessage(text.id, first.id), { body: { content: 'uno' } });
    const list = (await rest.get(Routes.channelMessages(text.id))) as {
      content: string;
      edited_timestamp: string | null;
    }[];
    expect(list.map((message) => message.content)).to.deep.equal(['two', 'uno']);
    expect(list.map((message) => message.edited_timestamp !== null)).to.deep.equal([false, true]);
    await rest.delete(Routes.channelMessage(text.id, first.id));
    expect((await failureOf(rest.get(Routes.channelMessage(text.id, first.id)))).code).to.equal(10008);
  });

  it('are waited for', async () => {
    const coming = text.waitForMessage((message) => message.content === 'later');
    await post({ content: 'now' });
    await post({ content: 'later' });
    expect((await coming).author.bot).to.equal(true);
    const missing = await failureOf(text.waitForMessage((message) => message.content === 'never', 1));
    expect(missing.message).to.contain('now').and.to.contain('later');
  });

  it('of others cannot be edited: 50005', async () => {
    const message = ada.say(text, 'mine');
    const failure = await failureOf(
      restOf(sandbox).patch(Routes.channelMessage(text.id, message.id), { body: { content: 'yours' } }),
    );
    expect(failure.code).to.equal(50005);
  });

  it('need permission: 50013 without SendMessages, 50001 in a channel not seen, 10003 in none', async () => {
    text.setPermissions(guild.everyone, { deny: ['SendMessages'] });
    expect((await failureOf(post({ content: 'x' }))).code).to.equal(50013);
    text.setPermissions(guild.bot, { allow: ['SendMessages'] });
    await post({ content: 'x' });
    text.setPermissions(guild.bot, { deny: ['ViewChannel'] });
    expect((await failureOf(post({ content: 'x' }))).code).to.equal(50001);
    expect((await failureOf(restOf(sandbox).get(Routes.channel('100000000000000001')))).code).to.equal(10003);
  });

  it('are listed by ids and numbers only: 50035', async () => {
    for (const query of ['limit=many', 'limit=0', 'before=yesterday', 'after=1e3']) {
      const failure = await failureOf(
        restOf(sandbox).get(Routes.channelMessages(text.id), { query: new URLSearchParams(query) }),
      );
      expect(failure.code, query).to.equal(50035);
    }
  });

  it('mention only whom they are allowed to', async () => {
    const content = `<@${ada.id}> and <@${guild.owner.id}>`;
    const mentionedBy = async (allowed_mentions?: object) => {
      const { mentions } = (await post({ content, ...(allowed_mentions && { allowed_mentions }) })) as unknown as {
        mentions: { id: string }[];
      };
      return mentions.map(({ id }) => id).sort();
    };
    expect(await mentionedBy()).to.deep.equal([ada.id, guild.owner.id].sort());
    expect(await mentionedBy({ parse: [] })).to.deep.equal([]);
    expect(await mentionedBy({ parse: ['users'] })).to.deep.equal([ada.id, guild.owner.id].sort());
    expect(await mentionedBy({ users: [ada.id] })).to.deep.equal([ada.id]);
  });

  it('carry at most ten files, and their names are safe in an address and a header', async () => {
    const rest = restOf(sandbox);
    const files = (names: readonly string[]) => names.map((name) => ({ name, data: Buffer.from('x') }));
    const sent = await rest.post(Routes.channelMessages(text.id), {
      body: { content: 'x', attachments: [{ id: 0, filename: '../“Ünï”\r\n;".png' }] },
      files: files(['a.png']),
    });
    const [attachment] = (sent as { attachments: { url: string; filename: string }[] }).attachments;
    expect(attachment?.filename).to.match(/^[\w.-]+$/);
    const response = await fetch(attachment?.url ?? '');
    expect(response.status).to.equal(200);
    expect(await response.text()).to.equal('x');
    const eleven = files(Array.from({ length: 11 }, (_, index) => `${index}.txt`));
    const failure = await failureOf(rest.post(Routes.channelMessages(text.id), { body: {}, files: eleven }));
    expect(failure.code).to.equal(50035);
  });

  it('larger than any upload are refused before they are read: 40005', async () => {
    const response = await fetch(`${sandbox.apiUrl}/v10${Routes.channelMessages(text.id)}`, {
      method: 'POST',
      headers: { authorization: `Bot ${sandbox.token}`, 'content-type': 'application/json' },
      body: new Uint8Array(26 * 1024 * 1024),
    });
    expect(response.status).to.equal(413);
    expect(await response.json()).to.have.property('code', 40005);
  });

  it('without anything in them are refused: 50006', async () => {
    expect((await failureOf(post({ content: '' }))).code).to.equal(50006);
  });

  const button = (customId: string) => ({ type: 2, style: 1, label: 'b', custom_id: customId });
  const row = (...components: unknown[]) => ({ type: 1, components });
  const invalid: readonly [why: string, body: unknown, said: string][] = [
    ['content of 2,001 characters', { content: 'x'.repeat(2001) }, 'content[BASE_TYPE_MAX_LENGTH]'],
    ['an embed title of 257', { embeds: [{ title: 'x'.repeat(257) }] }, 'embeds[0].title[BASE_TYPE_MAX_LENGTH]'],
    [
      '26 fields',
      { embeds: [{ title: 'x', fields: Array(26).fill({ name: 'n', value: 'v' }) }] },
      'embeds[0].fields[BASE_TYPE_MAX_LENGTH]',
    ],
    [
      'an empty field',
      { embeds: [{ title: 'x', fields: [{ name: 'n', value: '' }] }] },
      'embeds[0].fields[0].value[BASE_TYPE_REQUIRED]',
    ],
    [
      '6,001 characters in embeds',
      { embeds: [{ description: 'x'.repeat(4000) }, { description: 'x'.repeat(2001) }] },
      'MAX_EMBED_SIZE_EXCEEDED',
    ],
    ['a footer without text', { embeds: [{ footer: {} }] }, 'embeds[0].footer.text[BASE_TYPE_REQUIRED]'],
    [
      'an author name of 257',
      { embeds: [{ author: { name: 'x'.repeat(257) } }] },
      'embeds[0].author.name[BASE_TYPE_MAX_LENGTH]',
    ],
    [
      'an impossible time',
      { embeds: [{ title: 'x', timestamp: 'soon' }] },
      'embeds[0].timestamp[DATE_TIME_TYPE_PARSE]',
    ],
    ['an impossible colour', { embeds: [{ title: 'x', color: 0x1000000 }] }, 'embeds[0].color[NUMBER_TYPE_MAX]'],
    ['an address of another scheme', { embeds: [{ title: 'x', url: 'javascript:x' }] }, 'URL_TYPE_INVALID_SCHEME'],
    ['content that is a number', { content: 5 }, 'content[STRING_TYPE_CONVERT]'],
    ['embeds that are no list', { embeds: {} }, 'embeds[LIST_TYPE_CONVERT]'],
    ['an embed that is text', { embeds: ['x'] }, 'embeds[0][MODEL_TYPE_CONVERT]'],
    [
      'a button without label or emoji',
      { content: 'x', components: [row({ type: 2, style: 1, custom_id: 'a' })] },
      'BUTTON_COMPONENT_INVALID',
    ],
    [
      'a button without style',
      { content: 'x', components: [row({ type: 2, label: 'a', custom_id: 'a' })] },
      'style[BASE_TYPE_REQUIRED]',
    ],
    [
      'a link without address',
      { content: 'x', components: [row({ type: 2, style: 5, label: 'a' })] },
      'url[BASE_TYPE_REQUIRED]',
    ],
    [
      'a select beside a button',
      { content: 'x', components: [row(button('a'), { type: 5, custom_id: 'b' })] },
      'COMPONENT_LAYOUT_WIDTH_EXCEEDED',
    ],
    [
      'an option twice',
      {
        content: 'x',
        components: [
          row({
            type: 3,
            custom_id: 's',
            options: [
              { label: 'a', value: 'v' },
              { label: 'b', value: 'v' },
            ],
          }),
        ],
      },
      'SELECT_COMPONENT_OPTION_VALUE_DUPLICATED',
    ],
    [
      'layouts that rows do not know',
      { flags: 32768, components: [{ type: 17, components: [] }] },
      'type[BASE_TYPE_CHOICES]',
    ],
    ['11 embeds', { embeds: Array(11).fill({ title: 'x' }) }, 'embeds[BASE_TYPE_MAX_LENGTH]'],
    ['an address that is none', { embeds: [{ title: 'x', thumbnail: { url: 'nowhere' } }] }, 'URL_TYPE_INVALID_URL'],
    [
      'six rows',
      { content: 'x', components: Array.from({ length: 6 }, (_, i) => row(button(`${i}`))) },
      'components[BASE_TYPE_MAX_LENGTH]',
    ],
    [
      'six buttons in a row',
      { content: 'x', components: [row(...Array.from({ length: 6 }, (_, i) => button(`${i}`)))] },
      'components[0].components[BASE_TYPE_BAD_LENGTH]',
    ],
    [
      'a custom id of 101',
      { content: 'x', components: [row(button('x'.repeat(101)))] },
      'custom_id[BASE_TYPE_BAD_LENGTH]',
    ],
    [
      'a label of 81',
      { content: 'x', components: [row({ ...button('a'), label: 'x'.repeat(81) })] },
      'label[BASE_TYPE_MAX_LENGTH]',
    ],
    [
      'a custom id used twice',
      { content: 'x', components: [row(button('a'), button('a'))] },
      'COMPONENT_CUSTOM_ID_DUPLICATED',
    ],
    [
      '26 options',
      {
        content: 'x',
        components: [
          row({
            type: 3,
            custom_id: 's',
            options: Array.from({ length: 26 }, (_, i) => ({ label: 'l', value: `${i}` })),
          }),
        ],
      },
      'options[BASE_TYPE_BAD_LENGTH]',
    ],
  ];
  for (const [why, body, said] of invalid) {
    it(`with ${why} are refused: 50035`, async () => {
      const failure = await failureOf(post(body));
      expect(failure.code).to.equal(50035);
      expect(failure.message).to.contain(said);
      expect(text.messages).to.deep.equal([]);
    });
  }

  it('of one nonce are posted once where that is asked for, by their author', async () => {
    const first = await post({ content: 'one', nonce: 'n-1', enforce_nonce: true });
    const again = await post({ content: 'two', nonce: 'n-1', enforce_nonce: true });
    expect(again).to.deep.include({ id: first.id, content: 'one' });
    await post({ content: 'three', nonce: 'n-1' });
    expect(text.messages.map(({ content }) => content)).to.deep.equal(['one', 'three']);
    await restOf(sandbox).delete(Routes.channelMessage(text.id, first.id));
    await post({ content: 'five', nonce: 'n-1', enforce_nonce: true });
    expect(text.messages.at(-1)?.content).to.equal('five');
    const long = await failureOf(post({ content: 'six', nonce: 'n'.repeat(26), enforce_nonce: true }));
    expect(long.code).to.equal(50035);
  });

  it('at every limit are taken', async () => {
    await post({
      content: 'x'.repeat(2000),
      embeds: [
        {
          title: 't'.repeat(256),
          description: 'd'.repeat(4096),
          fields: Array(6).fill({ name: 'n'.repeat(100), value: 'v'.repeat(174) }),
        },
      ],
      components: Array.from({ length: 5 }, (_, r) =>
        row(...Array.from({ length: 5 }, (__, c) => button(`${r}-${c}`))),
      ),
    });
    expect(text.messages).to.have.length(1);
  });
});
