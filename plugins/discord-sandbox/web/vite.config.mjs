import { defineConfig } from 'vite';

/** Bundles the page into `dist/web`, from where the sandbox serves it. */
export default defineConfig({
  build: {
    outDir: '../dist/web',
    emptyOutDir: true,
    target: 'es2023',
    // The page's policy allows no data: addresses, so everything is a file.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
});
