import { expect } from 'chai';
import { Container } from '../../src/di/container.js';
import { inject, injectable } from '../../src/di/inject.js';
import { token } from '../../src/di/token.js';
import { tokens } from '../../src/di/tokens.js';
import { SetupError } from '../../src/errors/setup-errors.js';
import type { Clock } from '../../src/runtime/clock.js';
import { FakeClock } from '../../src/testing/fake-clock.js';

@injectable()
class Watch {
  constructor(@inject(tokens.clock) readonly clock: Clock) {}
}

class Wrong {
  // @ts-expect-error a token of another type than the parameter's does not compile
  constructor(@inject(tokens.logger) readonly clock: Clock) {}
}

describe('Container', () => {
  it('hands out what was provided last', () => {
    const container = new Container();
    const [first, second] = [new FakeClock(), new FakeClock()];
    container.provide(tokens.clock, first);
    container.provide(tokens.clock, second);
    expect(container.resolve(tokens.clock)).to.equal(second);
  });

  it('hands out undefined where that was provided', () => {
    const container = new Container();
    container.provide(tokens.transcoder, undefined);
    expect(container.resolve(tokens.transcoder)).to.equal(undefined);
  });

  it('makes a lazy value once, when it is first asked for', () => {
    const container = new Container();
    const number = token<number[]>('test/number');
    let made = 0;
    container.provideLazily(number, () => {
      made += 1;
      return [made];
    });
    expect(made).to.equal(0);
    expect(container.resolve(number)).to.equal(container.resolve(number)).and.deep.equal([1]);
  });

  it('says what is missing', () => {
    expect(() => new Container().resolve(tokens.voiceConnector)).to.throw(SetupError, 'voice-connector');
  });

  it('builds a class, its parameters filled by token', () => {
    const container = new Container();
    const clock = new FakeClock();
    container.provide(tokens.clock, clock);
    expect(container.create(Watch).clock).to.equal(clock);
    expect(Wrong.name).to.equal('Wrong');
  });

  it('keeps containers apart', () => {
    const one = new Container();
    one.provide(tokens.clock, new FakeClock());
    expect(new Container().has(tokens.clock)).to.equal(false);
  });
});
