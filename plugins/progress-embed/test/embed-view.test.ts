import type { Button, Embed, NowPlayingSnapshot, ProgressSnapshot } from '@tonearm/core';
import {
  aCancelledSnapshot,
  aFailedSnapshot,
  anAddedSnapshot,
  anEndedSnapshot,
  aNowPlayingSnapshot,
  aQueuedSnapshot,
  aRetryingSnapshot,
  aTrack,
  aWorkingSnapshot,
  itBehavesLikeAView,
  SNAPSHOT_AT_MS,
} from '@tonearm/core/testing';
import { expect } from 'chai';
import { EmbedView } from '../src/index.js';

const ENGLISH = { language: 'en' };

function card(snapshot: ProgressSnapshot): Embed {
  const [embed, ...others] = new EmbedView().render(snapshot, ENGLISH).embeds ?? [];
  expect(others).to.deep.equal([]);
  return embed ?? expect.fail('no card');
}

function lines(snapshot: ProgressSnapshot): readonly string[] {
  return (card(snapshot).description ?? '').split('\n');
}

function buttons(snapshot: ProgressSnapshot): readonly Button[] {
  const rows = new EmbedView().render(snapshot, ENGLISH).rows ?? [];
  return rows.flatMap((row) => (row.kind === 'buttons' ? row.buttons : []));
}

const actions = (snapshot: ProgressSnapshot) => buttons(snapshot).map(({ action }) => action);

describe('EmbedView', () => {
  itBehavesLikeAView(() => new EmbedView());

  it('gives every state a colour and a title of its own', () => {
    const states = [
      aQueuedSnapshot(),
      aWorkingSnapshot(),
      aRetryingSnapshot(),
      anAddedSnapshot(),
      aFailedSnapshot(),
      aCancelledSnapshot(),
    ].map(card);
    expect(states.map(({ title }) => title)).to.deep.equal([
      '⏳ Waiting in line',
      '🔎 Looking it up',
      '🔁 Trying again',
      '✅ Added to the queue',
      '❌ That did not work',
      '⏹️ Cancelled',
    ]);
    expect(new Set(states.map(({ colour }) => colour)).size).to.equal(states.length);
  });

  it('stamps a request with the time it was made, so that a state without news is the same message', () => {
    const later = aWorkingSnapshot({ atMs: SNAPSHOT_AT_MS + 900 });
    expect(card(later)).to.deep.equal(card(aWorkingSnapshot()));
    expect(card(later).timestampMs).to.equal(SNAPSHOT_AT_MS - 5_000);
  });

  it('names the task and its priority at the foot', () => {
    expect(card(aQueuedSnapshot({ priority: 'urgent' })).footer).to.equal('Task task-4fz9qk27 · urgent priority');
  });

  it('shows the place in the line', () => {
    expect(lines(aQueuedSnapshot())).to.deep.equal(['**needle drop**', '`────────────────────` 0 %', '3rd in line']);
    expect(lines(aQueuedSnapshot({ position: 0 })).at(-1)).to.equal('Next in line');
  });

  it('shows a bar of twenty cells, the stage and the time left', () => {
    expect(lines(aWorkingSnapshot({ percent: 42 }))).to.deep.equal([
      '**needle drop**',
      '`▬▬▬▬▬▬▬▬────────────` 42 %',
      'Reading the details · about 20 seconds left',
    ]);
    expect(lines(aWorkingSnapshot({ etaMs: null })).at(-1)).to.equal('Reading the details');
    expect(lines(aWorkingSnapshot({ etaErrorMs: 5_000 })).at(-1)).to.equal(
      'Reading the details · about 20 seconds left (± 5 seconds)',
    );
    expect(lines(aWorkingSnapshot({ attempt: 2 })).at(-1)).to.equal('Attempt 2');
  });

  it('keeps the bar at twenty cells from 0 to 100 %', () => {
    for (let percent = 0; percent <= 100; percent += 1) {
      const bar = lines(aWorkingSnapshot({ percent }))[1] ?? '';
      expect(bar).to.match(/^`▬*─*` \d+ %$/);
      expect(bar.split('`')[1]).to.have.lengthOf(20);
      expect(bar.includes('─')).to.equal(percent < 100);
    }
  });

  it('counts retries, and lets the reader’s own clock count down to the next', () => {
    expect(lines(aRetryingSnapshot()).slice(2)).to.deep.equal([
      'The source did not answer.',
      `Attempt 2 of 3 <t:${SNAPSHOT_AT_MS / 1000 + 4}:R>`,
    ]);
  });

  it('says why it failed and what to try', () => {
    expect(lines(aFailedSnapshot())).to.deep.equal([
      '**needle drop**',
      'The source did not answer.',
      'Try again in a minute, or ask for it from another source.',
      'Given up after 3 attempts',
    ]);
  });

  it('says how many tracks of a playlist the rules have left out', () => {
    const list = { kind: 'playlist', title: 'B-sides', trackCount: 12 } as const;
    expect(lines(anAddedSnapshot({ added: { ...list, leftOut: 9 } })).slice(0, 3)).to.deep.equal([
      '**B-sides**',
      'A playlist of 12 tracks',
      'Left out by the rules of this server: 9 tracks',
    ]);
    expect(lines(anAddedSnapshot({ added: list })).join()).to.not.include('Left out');
  });

  it('shows what was added, its picture and its place', () => {
    const track = aTrack({ artworkUrl: 'artwork:local/needle-drop' });
    const added = anAddedSnapshot({ added: { kind: 'track', track } });
    expect(card(added).thumbnailUrl).to.equal('artwork:local/needle-drop');
    expect(lines(added)).to.deep.equal([
      '**[Needle Drop](<https://music.example/needle-drop>)**',
      'The Tonearms · 3:00',
      '`▬▬▬▬▬▬▬▬▬▬▬▬▬▬▬▬▬▬▬▬` 100 %',
      '4 tracks ahead of it',
    ]);
    expect(lines(anAddedSnapshot({ tracksAhead: 0 })).at(-1)).to.equal('Plays next');
  });

  it('shows that another source stands in, while it asks, when it has found something, and when that plays', () => {
    const notice = 'one is failing, next try in 20 s; trying two';
    expect(lines(aWorkingSnapshot({ notice })).at(-1)).to.equal(notice);
    const detour = { answeredBy: 'two', insteadOf: 'one' };
    const words = 'From two, because one is failing';
    expect(lines(anAddedSnapshot({ added: { kind: 'track', track: aTrack(), detour } })).at(-1)).to.equal(words);
    expect(lines(aNowPlayingSnapshot({ detour }))).to.include(words);
    const sure = 'From two, because one cannot play it (a match of 92 %)';
    expect(lines(aNowPlayingSnapshot({ detour: { ...detour, score: 0.921 } }))).to.include(sure);
    const found = { ...detour, score: 0.921, described: true } as const;
    expect(lines(aNowPlayingSnapshot({ detour: found }))).to.include('From two, for one (92 % sure)');
    const chosen = 'From two, as was chosen here for one';
    expect(lines(aNowPlayingSnapshot({ detour: { ...found, chosen: true } }))).to.include(chosen);
  });

  it('has a button for who knows better, of what was found by its likeness alone', () => {
    const detour = { answeredBy: 'two', insteadOf: 'one' };
    const wrong = (detour: NowPlayingSnapshot['detour']) =>
      actions(aNowPlayingSnapshot({ ...(detour && { detour }) })).filter((action) => action.startsWith('rematch:'));
    expect(wrong({ ...detour, score: 0.9 })).to.deep.equal([`rematch:${aNowPlayingSnapshot().entryId}`]);
    expect([...wrong(detour), ...wrong(undefined)]).to.deep.equal([]);
  });

  it('can be cancelled until it has ended', () => {
    for (const open of [aQueuedSnapshot(), aWorkingSnapshot(), aRetryingSnapshot()]) {
      expect(actions(open)).to.deep.equal(['cancel:task-4fz9qk27']);
    }
    for (const over of [aFailedSnapshot(), aCancelledSnapshot(), anAddedSnapshot(), anEndedSnapshot()]) {
      expect(new EmbedView().render(over, ENGLISH).rows).to.deep.equal([]);
    }
  });

  it('shows what plays, with its controls', () => {
    const playing = aNowPlayingSnapshot({ track: aTrack({ artworkUrl: 'https://music.example/cover.jpg' }) });
    const { title, url, thumbnailUrl } = card(playing);
    expect({ title, url, thumbnailUrl }).to.deep.equal({
      title: '🎶 Needle Drop',
      url: 'https://music.example/needle-drop',
      thumbnailUrl: 'https://music.example/cover.jpg',
    });
    expect(lines(playing)).to.deep.equal([
      'Now playing · The Tonearms',
      '`▬▬▬▬▬▬●─────────────` 1:02 / 3:00',
      'Next: Run-out Groove, and 2 more',
      'Asked for by <@100000000000000001>',
    ]);
    expect(actions(playing)).to.deep.equal(['pause', 'skip', 'stop'].map((verb) => `${verb}:entry-7c2m`));
  });

  it('offers to resume while it is paused', () => {
    const paused = aNowPlayingSnapshot({ paused: true });
    expect(lines(paused)[0]).to.equal('Paused · The Tonearms');
    expect(actions(paused)).to.deep.equal(['resume', 'skip', 'stop'].map((verb) => `${verb}:entry-7c2m`));
  });

  it('says that the sound is still on its way', () => {
    expect(lines(aNowPlayingSnapshot({ buffering: true }))[0]).to.equal('Fetching the sound · The Tonearms');
    const late = aNowPlayingSnapshot({ buffering: true, trouble: 'The archive is closed.' });
    expect(lines(late)[1]).to.equal('The archive is closed.');
  });

  it('keeps the needle on the record', () => {
    const at = (positionMs: number) => lines(aNowPlayingSnapshot({ positionMs }))[1];
    expect(at(0)).to.equal('`●───────────────────` 0:00 / 3:00');
    expect(at(180_000)).to.equal('`▬▬▬▬▬▬▬▬▬▬▬▬▬▬▬▬▬▬▬●` 3:00 / 3:00');
    expect(at(999_000)).to.equal('`▬▬▬▬▬▬▬▬▬▬▬▬▬▬▬▬▬▬▬●` 3:00 / 3:00');
  });

  it('shows how long a live stream has played, without a bar', () => {
    const live = aNowPlayingSnapshot({ track: aTrack({ durationMs: null }) });
    expect(lines(live)[1]).to.equal('🔴 Live for 1:02');
  });

  it('calls nothing live of which only the length is unknown', () => {
    const track = aTrack({ durationMs: null, lengthUnknown: true });
    expect(lines(aNowPlayingSnapshot({ track }))[1]).to.equal('1:02');
    const added = anAddedSnapshot({ added: { kind: 'track', track } });
    expect(lines(added).join()).to.include('length unknown').and.not.include('live');
  });

  it('is drawn in German', () => {
    const german = (snapshot: ProgressSnapshot) => {
      const [embed] = new EmbedView().render(snapshot, { language: 'de' }).embeds ?? [];
      return [embed?.title, ...(embed?.description ?? '').split('\n'), embed?.footer].filter(Boolean);
    };
    expect(german(aQueuedSnapshot())).to.deep.equal([
      '⏳ Wartet auf die Suche',
      '**needle drop**',
      '`────────────────────` 0 %',
      'Als 3. an der Reihe',
      'Aufgabe task-4fz9qk27 · normale Priorität',
    ]);
    expect(german(aWorkingSnapshot({ etaErrorMs: 5_000, attempt: 2 })).slice(3, 5)).to.deep.equal([
      'Angaben werden gelesen · noch etwa 20 Sekunden (± 5 Sekunden)',
      'Versuch 2',
    ]);
    expect(german(aFailedSnapshot()).slice(2, 5)).to.deep.equal([
      'The source did not answer.',
      'Versuch es in einer Minute noch einmal oder frag bei einer anderen Quelle.',
      'Nach 3 Versuchen aufgegeben',
    ]);
    expect(german(anAddedSnapshot({ tracksAhead: 1 })).slice(-2)).to.deep.equal([
      '1 Titel davor',
      'Aufgabe task-4fz9qk27 · normale Priorität',
    ]);
    expect(german(aNowPlayingSnapshot())).to.deep.equal([
      '🎶 Needle Drop',
      'Es läuft · The Tonearms',
      '`▬▬▬▬▬▬●─────────────` 1:02 / 3:00',
      'Danach: Run-out Groove und 2 weitere Titel',
      'Gewünscht von <@100000000000000001>',
    ]);
  });

  it('is drawn in French, with the spaces of French', () => {
    const french = (snapshot: ProgressSnapshot) => {
      const { embeds = [], rows = [] } = new EmbedView().render(snapshot, { language: 'fr' });
      const labels = rows.flatMap((row) => (row.kind === 'buttons' ? row.buttons : [])).map(({ label }) => label);
      return [...(embeds[0]?.description ?? '').split('\n'), ...labels];
    };
    expect(french(aNowPlayingSnapshot({ waiting: 2 }))).to.deep.equal([
      'En cours · The Tonearms',
      '`▬▬▬▬▬▬●─────────────` 1:02 / 3:00',
      'Ensuite\u00A0: Run-out Groove, et 1 autre',
      'Demandé par <@100000000000000001>',
      ...['Pause', 'Passer', 'Arrêter'],
    ]);
    expect(french(aQueuedSnapshot({ position: 0 })).at(2)).to.equal('C’est le prochain');
  });

  it('ends as one quiet line', () => {
    expect(new EmbedView().render(anEndedSnapshot(), ENGLISH)).to.deep.equal({
      embeds: [
        {
          colour: 0x7d8494,
          description: 'Played **[Needle Drop](<https://music.example/needle-drop>)** · The Tonearms',
        },
      ],
      rows: [],
    });
  });

  it('says why a track was given up', () => {
    const outcome = { kind: 'failed', code: 'undecodable', reason: 'The file is not audio.' } as const;
    expect(lines(anEndedSnapshot({ outcome }))).to.deep.equal([
      '❌ Gave up on **[Needle Drop](<https://music.example/needle-drop>)** · The Tonearms',
      'The file is not audio.',
      'Try another upload of it.',
    ]);
  });
});
