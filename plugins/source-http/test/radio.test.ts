import { expect } from 'chai';
import { anOpenContext, aWeb, type Page, type Web } from './a-web.js';
import { mp3Frames } from './audio-fixtures.js';

describe('Internet radio', () => {
  let web: Web;
  beforeEach(async () => {
    web = await aWeb();
  });
  afterEach(() => web.close());

  const station: Page = (request, response) => {
    const headers = { 'icy-name': 'Caf\xc3\xa9 del Bar', 'icy-br': '64', 'Content-Type': 'audio/mpeg' };
    const sound = mp3Frames(200);
    if (request.headers['icy-metadata'] !== '1') {
      response.writeHead(200, headers).write(sound);
      return;
    }
    response.writeHead(200, { ...headers, 'icy-metaint': '8000' });
    const text = Buffer.alloc(48);
    text.write("StreamTitle='Night Boat - Ferry';");
    for (let at = 0; at + 8000 <= sound.length; at += 8000) {
      response.write(
        Buffer.concat([
          sound.subarray(at, at + 8000),
          Buffer.from([at === 0 ? 3 : 0]),
          at === 0 ? text : Buffer.alloc(0),
        ]),
      );
    }
  };

  it('is live, by the name of the station, and its titles are not in its sound', async () => {
    web.put('/live', station);
    const track = await web.track('/live');
    expect(track).to.include({ title: 'Café del Bar', durationMs: null });
    const life = new AbortController();
    const stream = await web.source.open(track, anOpenContext({ positionMs: 90_000, streamSignal: life.signal }));
    const { readable, positionMs } = stream;
    expect(positionMs, 'now is where it was to go on').to.equal(90_000);
    const titles: string[] = [];
    stream.onTitle?.((title) => titles.push(title));
    let heard = Buffer.alloc(0);
    for await (const chunk of readable) {
      heard = Buffer.concat([heard, chunk]);
      if (heard.length >= 40_000) break;
    }
    expect(titles, 'told once, to who comes late too').to.deep.equal(['Night Boat - Ferry']);
    expect(heard.subarray(0, 40_000).equals(mp3Frames(200).subarray(0, 40_000))).to.equal(true);
    await web.whenQuiet();
  });

  it('is found behind a list of one, and behind the list of a station’s servers', async () => {
    web.put('/live', station);
    web.put('/station.m3u', `http://127.0.0.1:${web.port}/live\n`, { 'Content-Type': 'audio/x-mpegurl' });
    web.put(
      '/station.pls',
      '[playlist]\nFile1=/down\nTitle1=Bar (#1)\nLength1=-1\nFile2=/live\nTitle2=Bar (#2)\nLength2=-1\n',
    );
    for (const path of ['/station.m3u', '/station.pls']) {
      expect(await web.resolve(path), path).to.deep.include({
        kind: 'track',
        canonical: { source: 'http', kind: 'track', id: web.link('/live') },
      });
    }
  });
});
