import type { ResourceFigures, ResourceStatus } from '@tonearm/core';
import { expect } from 'chai';
import { cleanupText, resourcesText } from '../../src/replies/resources-text.js';
import { speechIn } from '../../src/texts/speech.js';

function figures(kind: ResourceFigures['kind'], limit: number | null, facts: Partial<ResourceFigures> = {}) {
  return { kind, limit, open: 1, created: 3, released: 2, refused: 0, reasons: {}, ...facts };
}

const STATUS: ResourceStatus = {
  voiceConnections: figures('voice-connection', 10, { reasons: { unused: 2 } }),
  streams: figures('stream', null, { refused: 1, reasons: { limit: 1 } }),
  childProcesses: figures('child-process', 4),
  requests: figures('request', null),
  sessions: { active: 1, halted: 0, idle: 2 },
  memory: { residentBytes: 123_000_000, softBytes: 400_000_000, hardBytes: 500_000_000, level: 'soft' },
};

describe('resourcesText', () => {
  it('says what is used, and why something was refused, in each language', () => {
    expect(resourcesText(STATUS, speechIn('en')).split('\n')).to.deep.equal([
      '**Voice connections:** 1 of 10 (3 created, 2 released, 0 refused)',
      '**Open tracks:** 1 (3 created, 2 released, 1 refused)',
      '**Child processes (ffmpeg, yt-dlp):** 1 of 4 (3 created, 2 released, 0 refused)',
      '**Sessions:** 1 active, 0 halted, 2 idle',
      '**Memory:** 123 MB: short, so nothing is done ahead of time (I save from 400 MB, and refuse from 500 MB)',
      '**Requests refused for want of memory:** 0',
      '**Why:** 1 refused at a limit; 2 left after being unused for long',
    ]);
    const german = resourcesText(STATUS, speechIn('de')).split('\n');
    expect(german.slice(3, 5)).to.deep.equal([
      '**Sitzungen:** 1 aktiv, 0 angehalten, 2 untätig',
      '**Speicher:** 123 MB: knapp, darum geschieht nichts im Voraus (ich spare ab 400 MB und lehne ab 500 MB ab)',
    ]);
    expect(german.at(-1)).to.equal(
      '**Warum:** 1 an einer Grenze abgelehnt; 2 gegangen, weil sie lange ungenutzt waren',
    );
  });
});

describe('resourcesText of what was refused', () => {
  it('says each reason there is, and that memory is at its limit', () => {
    const reasons = { 'memory-soft': 1, 'memory-hard': 2, 'made-room': 3, cleanup: 4, orphan: 5 };
    const memory = { ...STATUS.memory, level: 'hard' } as const;
    const streams = figures('stream', null, { reasons });
    const lines = resourcesText({ ...STATUS, memory, streams }, speechIn('en')).split('\n');
    expect(lines[4]).to.contain('at its limit, so new requests are refused');
    expect(lines.at(-1)).to.match(
      /1 refused when memory was short; 2 refused when memory was at its limit; 3 idle, and left/,
    );
    expect(lines.at(-1)).to.match(/4 idle, and left by \/cleanup; 5 .* that had outlived their track$/);
  });
});

describe('cleanupText', () => {
  const report = { sessions: 1, children: 0, cacheEntries: 2, expired: 0 };

  it('says what was let go of', () => {
    expect(cleanupText(report, speechIn('en'))).to.equal(
      'Closed 1 session that was not in use, dropped 0 entries of the cache that had expired, and let 2 entries of it go from memory.',
    );
    expect(cleanupText({ ...report, children: 2 }, speechIn('de'))).to.equal(
      'Geschlossen: 1 ungenutzte Sitzung. Beendet: 2 überflüssige Kindprozesse. Im Cache abgelaufen: 0 Einträge. Aus dem Speicher entlassen: 2 Einträge.',
    );
  });

  it('says that there was nothing', () => {
    const nothing = { sessions: 0, children: 0, cacheEntries: 0, expired: 0 };
    expect(cleanupText(nothing, speechIn('fr'))).to.equal('Il n’y avait rien à libérer.');
  });
});
