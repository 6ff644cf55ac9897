import { expect } from 'chai';
import { Listeners } from '../../src/runtime/listeners.js';

describe('Listeners', () => {
  it('tells everyone in the order they began, and nobody who has stopped', () => {
    const listeners = new Listeners<string>();
    const heard: string[] = [];
    listeners.add((event) => heard.push(`a ${event}`));
    const stop = listeners.add((event) => heard.push(`b ${event}`));
    listeners.emit('1');
    stop();
    listeners.emit('2');
    expect(heard).to.deep.equal(['a 1', 'b 1', 'a 2']);
  });

  it('keeps the same function twice apart', () => {
    const listeners = new Listeners<void>();
    let heard = 0;
    const listener = () => (heard += 1);
    const stop = listeners.add(listener);
    listeners.add(listener);
    stop();
    listeners.emit();
    expect(heard).to.equal(1);
  });

  it('lets one listener’s failure hurt neither the others nor who emits', () => {
    const failures: unknown[] = [];
    const listeners = new Listeners<void>((error) => failures.push(error));
    const failure = new Error('mine');
    let heard = false;
    listeners.add(() => {
      throw failure;
    });
    listeners.add(() => (heard = true));
    listeners.emit();
    expect({ heard, failures }).to.deep.equal({ heard: true, failures: [failure] });
  });
});
