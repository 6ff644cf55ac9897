/**
 * The order in which work would start if nothing else happened: level by level, and on each in rounds, one work per
 * tenant and turn. A work that stands in several lines starts once and costs the other lines no turn.
 * @param levels for each level the lines of the tenants, in the order of the round
 */
export function* turnOrder<W>(levels: Iterable<Iterable<readonly W[]>>): Generator<W, void> {
  const started = new Set<W>();
  for (const lines of levels) {
    let round = [...lines].map((line) => line[Symbol.iterator]());
    while (round.length > 0) {
      const goesOn: typeof round = [];
      for (const line of round) {
        const work = nextUnstarted(line, started);
        if (work === undefined) continue;
        started.add(work);
        yield work;
        goesOn.push(line);
      }
      round = goesOn;
    }
  }
}

function nextUnstarted<W>(line: Iterator<W>, started: ReadonlySet<W>): W | undefined {
  for (let next = line.next(); !next.done; next = line.next()) {
    if (!started.has(next.value)) return next.value;
  }
  return undefined;
}
