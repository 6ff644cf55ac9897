import { expect } from 'chai';
import type { Button, Embed, MessageContent } from '../../src/model/message-content.js';
import { discordLimits } from '../../src/testing/discord-limits.js';

const aButton = (facts: Partial<Button> = {}): Button => ({
  action: 'skip',
  label: 'Skip',
  style: 'secondary',
  ...facts,
});
const withEmbed = (embed: Embed): MessageContent => ({ embeds: [embed] });
const withButtons = (...buttons: readonly Button[]): MessageContent => ({
  text: 'x',
  rows: [{ kind: 'buttons', buttons }],
});
const chars = (count: number) => 'x'.repeat(count);
const numbered = <T>(count: number, make: (number: number) => T) =>
  Array.from({ length: count }, (_, index) => make(index));

describe('discordLimits', () => {
  const fitting: Readonly<Record<string, MessageContent>> = {
    'a text of 2,000': { text: chars(2_000) },
    'a full embed': withEmbed({
      title: chars(256),
      description: chars(4_096),
      footer: chars(600),
      fields: numbered(25, () => ({ name: 'n', value: 'v' })),
      url: 'https://music.example',
      thumbnailUrl: 'artwork:local/cover',
      colour: 0xffffff,
      timestampMs: 0,
    }),
    'five rows of five buttons': {
      text: 'x',
      rows: numbered(5, (row) => ({
        kind: 'buttons' as const,
        buttons: numbered(5, (column) => aButton({ action: `${row}-${column}`, label: chars(80) })),
      })),
    },
    'a button with an emoji alone': withButtons(aButton({ label: '', emoji: '⏭️' })),
  };
  for (const [name, content] of Object.entries(fitting)) {
    it(`takes ${name}`, () => {
      expect(discordLimits(content)).to.deep.equal([]);
    });
  }

  const select = (options: readonly { readonly label: string; readonly value: string }[]): MessageContent => ({
    text: 'x',
    rows: [{ kind: 'select', select: { action: 'pick', placeholder: 'Pick one', options } }],
  });
  const unfit: readonly (readonly [string, MessageContent, RegExp])[] = [
    ['nothing', {}, /empty/],
    ['a blank text', { text: ' \n', embeds: [] }, /empty/],
    ['a text of 2,001', { text: chars(2_001) }, /the text: expected 0 to 2000, got 2001/],
    ['eleven embeds', { embeds: numbered(11, () => ({ title: 'x' })) }, /embeds/],
    ['an embed of colour alone', withEmbed({ colour: 1 }), /an embed is empty/],
    ['a title of 257', withEmbed({ title: chars(257) }), /title/],
    ['a blank title', withEmbed({ title: ' ' }), /title/],
    ['a description of 4,097', withEmbed({ description: chars(4_097) }), /description/],
    ['a footer of 2,049', withEmbed({ footer: chars(2_049) }), /footer/],
    ['26 fields', withEmbed({ fields: numbered(26, () => ({ name: 'n', value: 'v' })) }), /fields/],
    ['a field’s name of 257', withEmbed({ fields: [{ name: chars(257), value: 'v' }] }), /field’s name/],
    ['an empty field', withEmbed({ fields: [{ name: 'n', value: '' }] }), /field’s value/],
    ['a field’s value of 1,025', withEmbed({ fields: [{ name: 'n', value: chars(1_025) }] }), /field’s value/],
    [
      '6,001 characters in all',
      { embeds: [{ description: chars(4_096) }, { description: chars(1_905) }] },
      /all embeds/,
    ],
    ['a link to a script', withEmbed({ title: 'x', url: 'javascript:alert(1)' }), /the link/],
    ['a picture from the disk', withEmbed({ title: 'x', thumbnailUrl: 'file:///cover.png' }), /thumbnail/],
    ['a colour beyond white', withEmbed({ title: 'x', colour: 0x1000000 }), /colour/],
    ['no time', withEmbed({ title: 'x', timestampMs: Number.NaN }), /timestamp/],
    [
      'six rows',
      {
        text: 'x',
        rows: numbered(6, (row) => ({ kind: 'buttons' as const, buttons: [aButton({ action: `${row}` })] })),
      },
      /rows/,
    ],
    [
      'six buttons in a row',
      withButtons(...numbered(6, (number) => aButton({ action: `${number}` }))),
      /buttons in a row/,
    ],
    ['a row without buttons', withButtons(), /buttons in a row/],
    ['a label of 81', withButtons(aButton({ label: chars(81) })), /label/],
    ['a button without a face', withButtons(aButton({ label: '' })), /label/],
    ['an action of 91', withButtons(aButton({ action: chars(91) })), /an action/],
    ['the same action twice', withButtons(aButton(), aButton()), /twice/],
    ['a menu without options', select([]), /options/],
    ['a menu of 26', select(numbered(26, (number) => ({ label: 'l', value: `${number}` }))), /options/],
    ['two options of one value', select(numbered(2, () => ({ label: 'l', value: 'v' }))), /same value/],
    ['an option’s label of 101', select([{ label: chars(101), value: 'v' }]), /option’s label/],
  ];
  for (const [name, content, fault] of unfit) {
    it(`refuses ${name}`, () => {
      expect(discordLimits(content)).to.have.lengthOf(1);
      expect(discordLimits(content)[0]).to.match(fault);
    });
  }
});
