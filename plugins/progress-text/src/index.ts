import type { Plugin } from '@tonearm/core';
import { TextView } from './text-view.js';

export { TextView } from './text-view.js';

/** Shows progress in sentences. Choose it with `view: 'text'`. */
export function textView(): Plugin {
  return {
    name: 'progress-text',
    setup: ({ views }) => views.add(new TextView()),
  };
}
