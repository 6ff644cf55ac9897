// Looks a long playlist up in a process of its own, and prints what was loaded on the main thread meanwhile.
import { registerHooks } from 'node:module';

const loaded: string[] = [];
registerHooks({
  load: (url, context, next) => {
    loaded.push(url);
    return next(url, context);
  },
});
const ofTheLibrary = () => loaded.filter((url) => url.includes('/youtubei.js/')).length;

const { aContext, aSource } = await import('../a-source.js');
const { aVideo, listAnswer, lockupViewModel } = await import('../answers.js');
const { source, tube, close } = await aSource();
const videos = Array.from({ length: 500 }, (_, index) => lockupViewModel(aVideo(index)));
tube.on('/browse', () => ({ json: listAnswer(videos) }));
const found = await source.resolve({ source: 'youtube', kind: 'playlist', id: 'PLx' }, aContext());
await close();
const onMainThread = ofTheLibrary();
// The probe sees it, if it is there.
await import('youtubei.js');
const items = found.kind === 'playlist' ? found.playlist.items.length : 0;
process.stdout.write(JSON.stringify({ items, ours: loaded.length > 0, onMainThread, seen: ofTheLibrary() > 0 }));
