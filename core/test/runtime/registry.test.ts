import { expect } from 'chai';
import { SetupError } from '../../src/errors/setup-errors.js';
import { Registry } from '../../src/runtime/registry.js';

describe('Registry', () => {
  const fill = (...names: string[]) => {
    const registry = new Registry<{ name: string; mark?: string }>('source');
    for (const name of names) registry.add({ name });
    return registry;
  };

  it('keeps the order in which things came', () => {
    expect(fill('b', 'a', 'c').names()).to.deep.equal(['b', 'a', 'c']);
  });

  it('refuses a second thing of the same name, and says how to replace it', () => {
    expect(() => fill('a', 'a')).to.throw(SetupError, 'replace()');
  });

  it('replaces in place', () => {
    const registry = fill('a', 'b');
    registry.replace({ name: 'a', mark: 'new' });
    expect([...registry]).to.deep.equal([{ name: 'a', mark: 'new' }, { name: 'b' }]);
  });

  it('takes out what it was given, and not what has replaced it', () => {
    const registry = fill();
    const removeOld = registry.add({ name: 'a' });
    const removeNew = registry.replace({ name: 'a', mark: 'new' });
    removeOld();
    expect(registry.find('a')).to.deep.equal({ name: 'a', mark: 'new' });
    removeNew();
    expect(registry.size).to.equal(0);
  });

  it('names what there is when something is not', () => {
    expect(() => fill('a', 'b').get('c')).to.throw(SetupError, 'Installed: a, b');
  });

  it('tells of changes until nobody listens', () => {
    const registry = fill();
    let changes = 0;
    const stop = registry.onChange(() => (changes += 1));
    const remove = registry.add({ name: 'a' });
    remove();
    stop();
    registry.add({ name: 'b' });
    expect(changes).to.equal(2);
  });
});
