import { expect } from 'chai';
import { parseProjectName } from '../src/project-name.js';
import { Refusal } from '../src/refusal.js';

function refused(text: string): string {
  try {
    parseProjectName(text);
  } catch (error) {
    if (error instanceof Refusal) return error.message;
    throw error;
  }
  return expect.fail(`“${text}” was taken`);
}

describe('parseProjectName', () => {
  for (const [text, folder, thing] of [
    ['radio', 'radio', 'radio'],
    [' my-thing ', 'my-thing', 'my-thing'],
    ['@ada/radio', 'radio', 'radio'],
    ['tonearm-source-radio', 'tonearm-source-radio', 'radio'],
    ['radio-source', 'radio-source', 'radio'],
    ['tonearm-progress-neon-lights', 'tonearm-progress-neon-lights', 'neon-lights'],
    ['source', 'source', 'source'],
    ['bot-9', 'bot-9', 'bot-9'],
    ['new', 'new', 'new'],
  ] as const) {
    it(`takes “${text}”, which is about ${thing}`, () => {
      expect(parseProjectName(text)).to.deep.equal({ packageName: text.trim(), folder, thing });
    });
  }

  for (const [text, words] of [
    ['', 'A name is missing, like “my-thing”.'],
    ['My Thing', 'Try “my-thing”.'],
    ['MyThing', 'Try “my-thing”.'],
    ['Über Radio 2', 'Try “uber-radio-2”.'],
    ['9lives', 'Try “lives”.'],
    ['a--b', 'Try “a-b”.'],
    ['../up', 'Try “up”.'],
    ['..', 'beginning with a letter.'],
    ['/etc/radio', 'Try “etc-radio”.'],
    ['@Ada/radio', 'Try “ada”.'],
    ['@/radio', 'beginning with a letter.'],
    ['音楽', 'beginning with a letter.'],
    ['x'.repeat(33), 'it has 33 characters, and 32 are allowed.'],
    ['http', 'Try “tonearm-http”.'],
    ['mocha', 'Try “tonearm-mocha”.'],
  ] as const) {
    it(`refuses “${text}” and says what would do`, () => {
      expect(refused(text)).to.satisfy((message: string) => message.endsWith(words), refused(text));
    });
  }
});
