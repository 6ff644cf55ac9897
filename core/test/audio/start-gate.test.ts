import { expect } from 'chai';
import { StartGate } from '../../src/audio/start-gate.js';

const never = new AbortController().signal;

describe('StartGate', () => {
  it('lets its width in and passes each place on in order', async () => {
    const gate = new StartGate(2);
    const entered: string[] = [];
    const enter = (name: string) =>
      gate.enter(never).then((leave) => {
        entered.push(name);
        return leave;
      });
    const [leaveFirst, leaveSecond] = await Promise.all([enter('first'), enter('second')]);
    const third = enter('third');
    const fourth = enter('fourth');
    await Promise.resolve();
    expect(entered).to.deep.equal(['first', 'second']);
    leaveFirst();
    leaveFirst();
    await third;
    expect(entered).to.deep.equal(['first', 'second', 'third']);
    leaveSecond();
    await fourth;
  });

  it('forgets who stopped waiting', async () => {
    const gate = new StartGate(1);
    const leave = await gate.enter(never);
    const controller = new AbortController();
    const given = gate.enter(controller.signal).catch((reason: unknown) => reason);
    const patient = gate.enter(never);
    controller.abort('gone');
    expect(await given).to.equal('gone');
    leave();
    (await patient)();
    (await gate.enter(never))();
  });

  it('passes the place on when its turn and the signal come in the same moment', async () => {
    const gate = new StartGate(1);
    const leave = await gate.enter(never);
    const controller = new AbortController();
    const given = gate.enter(controller.signal).catch((reason: unknown) => reason);
    leave();
    controller.abort('gone');
    expect(await given).to.equal('gone');
    (await gate.enter(never))();
  });
});
