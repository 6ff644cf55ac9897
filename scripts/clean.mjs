// Removes what builds and tests leave behind.
import { globSync, rmSync } from 'node:fs';

const leftovers = ['*/dist', 'plugins/*/dist', 'examples/*/dist', 'coverage', 'docs/api', '**/*.tsbuildinfo'];
for (const folder of globSync(leftovers, { exclude: ['node_modules'] }))
  rmSync(folder, { recursive: true, force: true });
