import { FakeClock } from '@tonearm/core/testing';
import { expect } from 'chai';
import { BotCheckError } from '../../src/streams/stream-errors.js';
import { rejected } from '../rejected.js';
import { aTubeOfAFile, heard, sound, type TubeOfSound, type TubeOptions } from './a-tube-of-sound.js';
import { anAnswer, aRefusal } from './player-answers.js';

describe('YouTubeStreams, when YouTube suspects a robot,', () => {
  let tube: TubeOfSound;
  const start = async (options?: TubeOptions) => {
    tube = await aTubeOfAFile(options);
  };
  afterEach(() => tube.close());

  it('does not even ask for another visitor, while it is taken for a robot', async () => {
    await start({ pieceBytes: 300_000 });
    const { readable } = await tube.open();
    tube.tell('ONE', () => aRefusal('LOGIN_REQUIRED', 'Sign in to confirm you’re not a bot'));
    await rejected(tube.open(), BotCheckError);
    tube.media.failAlways('/one', { kind: 'status', status: 403 });
    await rejected(heard(readable), BotCheckError);
    expect(tube.freshVisitors).to.equal(1);
    expect(tube.asked).to.have.length(2);
  });

  it('asks nothing any more after a bot check, until its pause is over', async () => {
    const clock = new FakeClock();
    await start({ clock });
    tube.tell('ONE', () => aRefusal('LOGIN_REQUIRED', 'Sign in to confirm you’re not a bot'));
    const error = await rejected(tube.open(), BotCheckError);
    expect(error).to.include({ retryable: false, nextTryAtMs: clock.now() + 600_000 });
    expect(error.message).to.include('operator');
    await rejected(tube.open(), BotCheckError);
    expect(tube.asked).to.deep.equal(['ONE visitor-1']);
    clock.jump(600_000);
    expect(await rejected(tube.open(), BotCheckError)).to.include({ nextTryAtMs: clock.now() + 1_200_000 });
    expect(tube.asked).to.have.length(2);
    clock.jump(1_200_000);
    tube.tell('ONE', (question) => anAnswer([sound(question)]));
    (await tube.open()).readable.destroy();
    // All is well again, and the next suspicion is a first one.
    tube.tell('ONE', () => aRefusal('LOGIN_REQUIRED', 'Sign in to confirm you’re not a bot'));
    expect(await rejected(tube.open(), BotCheckError)).to.include({ nextTryAtMs: clock.now() + 600_000 });
  });
});
