import { Registry, type PluginContext, type ProgressView } from '@tonearm/core';
import { expect } from 'chai';
import { embedView } from '../src/index.js';

describe('embedView', () => {
  it('registers the view under its name, and takes it out again', async () => {
    const views = new Registry<ProgressView>('view');
    // The plugin uses nothing else of the context.
    const teardown = await embedView().setup?.({ views } as PluginContext);
    expect(views.get('embed').name).to.equal('embed');
    await teardown?.();
    expect(views.size).to.equal(0);
  });
});
