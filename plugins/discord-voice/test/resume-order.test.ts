import { expect } from 'chai';
import { inOrderOfResume } from '../src/resume-order.js';

const RESUMED = JSON.stringify({ op: 9, d: null });
const COMMIT = Uint8Array.of(0, 1, 29);

describe('the order of what a voice server says', () => {
  let resuming: boolean;
  let handled: unknown[];
  let hear: (message: { readonly data: unknown }) => void;

  beforeEach(() => {
    resuming = true;
    handled = [];
    hear = inOrderOfResume(
      () => resuming,
      ({ data }) => {
        handled.push(data);
        if (data === RESUMED) resuming = false;
      },
    );
  });

  const say = (...messages: readonly unknown[]) => {
    for (const data of messages) hear({ data });
  };

  it('is that of its coming, while nothing is resumed', () => {
    resuming = false;
    say('{"op":11}', COMMIT, '{"op":22}');
    expect(handled).to.deep.equal(['{"op":11}', COMMIT, '{"op":22}']);
  });

  it('has what was missed after the word that the session is resumed, whichever came first', () => {
    say('{"op":8}', '{"op":11}', COMMIT, '{"op":6}', '{"op":22}', RESUMED, '{"op":5}');
    expect(handled).to.deep.equal(['{"op":8}', '{"op":6}', RESUMED, '{"op":11}', COMMIT, '{"op":22}', '{"op":5}']);
  });

  it('keeps what was missed until then, as long as that takes', () => {
    say(COMMIT, '{"op":6}', '{"op":6}');
    expect(handled).to.deep.equal(['{"op":6}', '{"op":6}']);
    say(RESUMED);
    expect(handled.at(-1)).to.equal(COMMIT);
  });

  it('waits again when one of them breaks the session once more', () => {
    hear = inOrderOfResume(
      () => resuming,
      ({ data }) => {
        handled.push(data);
        resuming = data !== RESUMED;
      },
    );
    say('{"op":11}', '{"op":13}', RESUMED);
    expect(handled).to.deep.equal([RESUMED, '{"op":11}']);
  });

  it('leaves what nobody can read to the library, which says so', () => {
    say('no JSON', 'null');
    expect(handled).to.deep.equal(['no JSON']);
  });
});
