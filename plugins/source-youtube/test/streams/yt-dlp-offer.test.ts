import { expect } from 'chai';
import fc from 'fast-check';
import { readYtDlpOffer } from '../../src/streams/yt-dlp-offer.js';
import { DESCRIPTION } from './a-yt-dlp.js';

describe('readYtDlpOffer', () => {
  it('takes the original, not evened, and what passes through first', () => {
    expect(readYtDlpOffer(DESCRIPTION).formats.map(({ url }) => url.pathname)).to.deep.equal(['/yt-dlp']);
  });

  it('offers a live stream by its playlist with the least picture', () => {
    const hls = { protocol: 'm3u8_native', acodec: 'mp4a.40.2', vcodec: 'avc1' };
    const formats = [
      { ...hls, format_id: '96', tbr: 4_000, url: 'https://manifest.googlevideo.com/96.m3u8' },
      { ...hls, format_id: '91', tbr: 290, url: 'https://manifest.googlevideo.com/91.m3u8' },
      { ...hls, format_id: '229', tbr: 100, acodec: 'none', url: 'https://manifest.googlevideo.com/229.m3u8' },
    ];
    const offer = readYtDlpOffer({ is_live: true, formats });
    expect(offer).to.deep.include({ live: true, formats: [] });
    expect(offer.hlsUrl?.pathname).to.equal('/91.m3u8');
  });

  it('never throws, whatever the description is', () => {
    const wild = fc.oneof(fc.jsonValue(), fc.string());
    const format = fc.record(
      {
        format_id: wild,
        url: wild,
        acodec: wild,
        vcodec: wild,
        protocol: wild,
        filesize: wild,
        format_note: wild,
        tbr: wild,
      },
      { requiredKeys: [] },
    );
    const descriptions = fc.oneof(
      fc.anything(),
      fc.record({ formats: fc.oneof(fc.array(format), wild), is_live: wild }),
    );
    fc.assert(fc.property(descriptions, (description) => readYtDlpOffer(description).withoutUrl === 0));
  });
});
