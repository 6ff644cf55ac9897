import type { CircuitReport, SchedulerStats, TaskStatus } from '@tonearm/core';
import { HOSTILE_TEXTS } from '@tonearm/core/testing';
import { expect } from 'chai';
import { statusText } from '../../src/replies/status-text.js';
import { LANGUAGES } from '../../src/texts/catalogue.js';
import { speechIn } from '../../src/texts/speech.js';

const FRESH: SchedulerStats = {
  pending: 0,
  running: 0,
  succeeded: 0,
  failed: 0,
  cancelled: 0,
  retries: 0,
  successRate: null,
  wait: null,
  run: null,
  expectedWaitMs: 0,
  uptimeMs: 5_000,
  workers: 3,
  busyWorkers: 0,
  perWorker: [],
  capacity: 100,
};

const closed = (source: string): CircuitReport => ({ source, status: 'closed', nextTryAtMs: null, reason: null });

const aTask = (facts: Partial<TaskStatus> = {}): TaskStatus => ({
  id: 'task-4fz9qk27',
  name: 'needle drop',
  requestedBy: '100',
  priority: 'high',
  state: { status: 'running', attempt: 1, startedAtMs: 0 },
  percent: 40,
  position: null,
  ...facts,
});

describe('statusText', () => {
  it('says little of a bot that has just begun', () => {
    expect(
      statusText({ stats: FRESH, circuits: [closed('one')], tasks: [] }, speechIn('en')).split('\n'),
    ).to.deep.equal([
      '**Tasks:** 0 pending, 0 running, 0 finished (room for 100)',
      '**Since the start** (5 seconds ago): nothing tried yet, 0 retried',
      '**Times** (half below / 95 % below): wait not known yet, run not known yet; a new request waits for nobody',
      '**Workers:** 0 of 3 busy',
      '**Sources:** all work',
      '**This server:** nothing asked for yet',
    ]);
  });

  it('says how much succeeded, how long things take, what each worker does, and which sources are failing', () => {
    const current = { tenant: 'guild', name: 'needle drop', forMs: 300 };
    const stats = {
      ...FRESH,
      ...{ pending: 4, running: 1, succeeded: 97, failed: 2, cancelled: 1, retries: 7, successRate: 97 / 99 },
      ...{ wait: { p50Ms: 120, p95Ms: 4_210 }, run: { p50Ms: 1_900, p95Ms: 12_400 }, expectedWaitMs: 3_500 },
      ...{ uptimeMs: 7_380_000, workers: 2, busyWorkers: 1 },
      perWorker: [
        { number: 1, completed: 90, failed: 2, busyShare: 0.416, current },
        { number: 2, completed: 7, failed: 0, busyShare: 0, current: null },
      ],
    };
    const failing: CircuitReport = {
      source: 'one',
      status: 'open',
      nextTryAtMs: 1_767_225_620_000,
      reason: 'No *answer*.',
    };
    const probing: CircuitReport = { ...closed('two'), status: 'half-open' };
    const tasks = [aTask(), aTask({ state: { status: 'queued', sinceMs: 0 }, percent: 0, position: 3 })];
    expect(
      statusText({ stats, circuits: [failing, probing, closed('three')], tasks }, speechIn('en')).split('\n'),
    ).to.deep.equal([
      '**Tasks:** 4 pending, 1 running, 100 finished (room for 100)',
      '**Since the start** (2 hours 3 minutes ago): 98 % succeeded, 7 retried',
      '**Times** (half below / 95 % below): wait 0.1 s / 4.2 s, run 1.9 s / 12 s; a new request waits 3.5 s',
      '**Workers:** 1 of 2 busy (#1 ▶ 90 done, 2 failed, 42 % busy · #2 7 done, 0 % busy)',
      '**Sources:** 2 of 3 failing',
      '⚠️ one is failing, next try <t:1767225620:R>: No \\*answer\\*.',
      '⚠️ two was failing and is being tried again',
      '**This server:** 2 tasks',
      '`task-4fz9qk27` needle drop: 40 %, high priority, running',
      '`task-4fz9qk27` needle drop: 0 %, high priority, waiting, 3 before it',
    ]);
  });

  it('says why a source fails in the language of the server, with its numbers', () => {
    const reason = { english: 'Down.', texts: { de: 'Nicht erreichbar.' } };
    const failing: CircuitReport = { source: 'one', status: 'open', nextTryAtMs: 1_767_225_620_000, reason };
    const stats = { ...FRESH, wait: { p50Ms: 120, p95Ms: 4_210 }, expectedWaitMs: 3_500, uptimeMs: 7_380_000 };
    const tasks = [aTask({ state: { status: 'queued', sinceMs: 0 }, percent: 0, position: 3 })];
    expect(statusText({ stats, circuits: [failing], tasks }, speechIn('de')).split('\n')).to.deep.equal([
      '**Aufgaben:** 0 warten, 0 laufen, 0 erledigt (Platz für 100)',
      '**Seit dem Start** (vor 2 Stunden und 3 Minuten): noch nichts versucht, 0 wiederholt',
      '**Zeiten** (die Hälfte darunter / 95 % darunter): Warten 0,1 s / 4,2 s, Laufen noch nicht bekannt; eine neue Anfrage wartet 3,5 s',
      '**Worker:** 0 von 3 beschäftigt',
      '**Quellen:** 1 von 1 fallen aus',
      '⚠️ one fällt aus, nächster Versuch <t:1767225620:R>: Nicht erreichbar.',
      '**Dieser Server:** 1 Aufgabe',
      '`task-4fz9qk27` needle drop: 0 %, hohe Priorität, wartet, 3 davor',
    ]);
  });

  it('stays within a message, whatever people ask for and however much fails', () => {
    for (const text of Object.values(HOSTILE_TEXTS)) {
      const worker = { completed: 1_000_000, failed: 1_000_000, busyShare: 1, current: null };
      const perWorker = Array.from({ length: 50 }, (_, index) => ({ number: index + 1, ...worker }));
      const circuits = Array.from({ length: 20 }, (): CircuitReport => {
        return { source: text, status: 'open', nextTryAtMs: 1_767_225_620_000, reason: text };
      });
      const tasks = Array.from({ length: 200 }, () => aTask({ name: text }));
      for (const language of LANGUAGES) {
        const said = statusText({ stats: { ...FRESH, perWorker }, circuits, tasks }, speechIn(language));
        expect(said.length).to.be.at.most(2_000);
        expect(said).to.match(/… (and \d+ more|und \d+ weitere|et \d+ autres)$/);
      }
    }
  });
});
