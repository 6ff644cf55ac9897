import { PassThrough } from 'node:stream';
import { expect } from 'chai';
import { askFor } from '../src/ask.js';
import { parseProjectName } from '../src/project-name.js';

/** A person who answers the questions in this order, each when it is asked, and leaves when there are no answers left. */
function aPerson(...answers: readonly string[]) {
  const input = new PassThrough();
  const output = new PassThrough();
  const left = [...answers];
  let seen = '';
  output.setEncoding('utf8').on('data', (chunk: string) => {
    seen += chunk;
    if (!chunk.endsWith('? ') && !chunk.endsWith(': ')) return;
    const answer = left.shift();
    if (answer === undefined) input.end();
    else input.write(`${answer}\n`);
  });
  return { terminal: { input, output }, seen: () => seen };
}

describe('askFor', () => {
  it('asks for the kind and then for the name, by number or by name', async () => {
    const { terminal, seen } = aPerson('2', 'neon');
    expect(await askFor({ help: false }, terminal)).to.deep.equal({ kind: 'view', name: parseProjectName('neon') });
    expect(seen())
      .to.match(/1 {2}source .*\n.*2 {2}view .*\n.*3 {2}bot /)
      .and.to.contain('What is the view called?');
    const named = aPerson(' Bot ', 'disco');
    expect(await askFor({ help: false }, named.terminal)).to.have.property('kind', 'bot');
  });

  it('asks only for what is missing', async () => {
    const { terminal, seen } = aPerson('radio');
    expect(await askFor({ help: false, kind: 'source' }, terminal)).to.have.nested.property('name.thing', 'radio');
    expect(seen()).to.equal('What is the source called? ');
  });

  it('says why an answer will not do, and asks again', async () => {
    const { terminal, seen } = aPerson('4', 'song', '1', 'My Radio', 'my-radio');
    const answers = await askFor({ help: false }, terminal);
    expect(answers).to.deep.equal({ kind: 'source', name: parseProjectName('my-radio') });
    expect(seen())
      .to.contain('“song” is not one of the kinds: source, view, bot.\n')
      .and.to.contain('Try “my-radio”.\n');
  });

  it('ends when the person leaves', async () => {
    const { terminal } = aPerson();
    const outcome = await askFor({ help: false }, terminal).catch((error: unknown) => error);
    expect(outcome).to.have.property('name', 'AbortError');
  });
});
