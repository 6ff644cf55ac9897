import type { Plugin } from '@tonearm/core';
import { EmbedView } from './embed-view.js';

export { EmbedView } from './embed-view.js';

/** Shows progress as an embed. Choose it with `view: 'embed'`. */
export function embedView(): Plugin {
  return {
    name: 'progress-embed',
    setup: ({ views }) => views.add(new EmbedView()),
  };
}
