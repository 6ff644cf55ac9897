import { expect } from 'chai';
import { ButtonStyle, ComponentType } from 'discord.js';
import { artworkLink, toMessageOptions } from '../../src/replies/message-options.js';

describe('toMessageOptions', () => {
  const cover = { embeds: [{ title: 'Song', thumbnailUrl: 'artwork:local/1' }] };

  it('sets every part, so that an edit leaves nothing old, and mentions nobody', () => {
    expect(toMessageOptions({ text: 'Hello @everyone' })).to.deep.equal({
      content: 'Hello @everyone',
      embeds: [],
      components: [],
      allowedMentions: { parse: [] },
    });
    expect(toMessageOptions({}).content).to.equal('');
  });

  it('translates a card as Discord wants it', () => {
    const embed = {
      title: 'Song',
      url: 'https://music.example/1',
      description: 'Now playing',
      colour: 0x123456,
      fields: [{ name: 'Place', value: '3rd' }],
      footer: 'Task 1',
      timestampMs: 0,
      thumbnailUrl: 'https://music.example/1.png',
    };
    expect(toMessageOptions({ embeds: [embed] }).embeds).to.deep.equal([
      {
        title: 'Song',
        url: 'https://music.example/1',
        description: 'Now playing',
        color: 0x123456,
        fields: [{ name: 'Place', value: '3rd', inline: false }],
        footer: { text: 'Task 1' },
        timestamp: '1970-01-01T00:00:00.000Z',
        thumbnail: { url: 'https://music.example/1.png' },
      },
    ]);
  });

  it('shows an artwork link as the attached picture, and not at all without it or with another', () => {
    const shown = (name?: string, url = 'artwork:local/1') =>
      toMessageOptions(cover, name === undefined ? undefined : { url, name }).embeds[0]?.thumbnail;
    expect(shown('cover.png')).to.deep.equal({ url: 'attachment://cover.png' });
    expect(shown()).to.equal(undefined);
    expect(shown('cover.png', 'artwork:local/2')).to.equal(undefined);
    expect(artworkLink(cover)).to.equal('artwork:local/1');
    expect(artworkLink({ embeds: [{ thumbnailUrl: 'https://music.example/1.png' }] })).to.equal(undefined);
  });

  it('marks controls as ours', () => {
    const { components } = toMessageOptions({
      rows: [
        { kind: 'buttons', buttons: [{ action: 'skip', label: 'Skip', emoji: '⏭️', style: 'danger', disabled: true }] },
        {
          kind: 'select',
          select: { action: 'view', placeholder: 'View', options: [{ label: 'Text', value: 'text' }] },
        },
      ],
    });
    const [buttons, select] = components.map((row) => row.components[0]);
    expect(buttons).to.deep.equal({
      type: ComponentType.Button,
      custom_id: 'tonearm:skip',
      label: 'Skip',
      style: ButtonStyle.Danger,
      emoji: { name: '⏭️' },
      disabled: true,
    });
    expect(select).to.deep.include({ type: ComponentType.StringSelect, custom_id: 'tonearm:view' });
  });
});
