import { Registry, type PluginContext, type ProgressView } from '@tonearm/core';
import { expect } from 'chai';
import { textView } from '../src/index.js';

describe('textView', () => {
  it('registers the view under its name, and takes it out again', async () => {
    const views = new Registry<ProgressView>('view');
    // The plugin uses nothing else of the context.
    const teardown = await textView().setup?.({ views } as PluginContext);
    expect(views.get('text').name).to.equal('text');
    await teardown?.();
    expect(views.size).to.equal(0);
  });
});
