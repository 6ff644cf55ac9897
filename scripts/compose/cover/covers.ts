import { seededRandom } from '../sound/random.js';
import { Canvas, type Colour } from './canvas.js';
import { bar, below, both, disc, everywhere, gradient, ring, without } from './shapes.js';

/** A record that sets like a sun over quiet hills, and the arm that is about to come down. */
export function needleDropCover(): Buffer {
  const night: Colour = [43, 33, 56];
  const ember: Colour = [214, 104, 76];
  const sand: Colour = [243, 203, 150];
  const canvas = new Canvas().fill(everywhere, (_, y) => gradient(night, ember, y * 1.15, 12));
  canvas.fill(disc(0.46, 0.55, 0.3), [29, 23, 36]);
  for (let groove = 0; groove < 7; groove++) canvas.fill(ring(0.46, 0.55, 0.15 + groove * 0.021, 0.0035), [74, 58, 78]);
  canvas
    .fill(disc(0.46, 0.55, 0.105), sand)
    .fill(ring(0.46, 0.55, 0.075, 0.004), ember)
    .fill(disc(0.46, 0.55, 0.014), night);
  canvas.fill(
    below((x) => 0.76 + 0.035 * Math.sin(7 * x + 0.4)),
    [112, 56, 66],
  );
  canvas.fill(
    below((x) => 0.84 + 0.03 * Math.sin(9 * x + 2.2)),
    [71, 42, 62],
  );
  canvas.fill(
    below((x) => 0.92 + 0.022 * Math.sin(11 * x + 4)),
    [38, 29, 48],
  );
  return tonearm(canvas, [0.86, 0.14], [0.64, 0.47], sand).toPng();
}

/** Neon stripes, and a record that glows through their slits. */
export function neonSleeveCover(): Buffer {
  const canvas = new Canvas().fill(everywhere, (_, y) => gradient([20, 16, 52], [58, 22, 92], y, 10));
  const random = seededRandom('neon-sleeve cover');
  for (let star = 0; star < 46; star++)
    canvas.fill(disc(random(), 0.62 * random(), 0.0014 + 0.002 * random()), [196, 188, 240]);
  let sun = disc(0.5, 0.46, 0.31);
  for (let slit = 0; slit < 7; slit++) {
    const y = 0.5 + slit * 0.045;
    sun = without(sun, bar(0, y, 1, y, 0.006 + slit * 0.0042));
  }
  canvas.fill(sun, (_, y) => gradient([255, 214, 92], [255, 58, 138], (y - 0.15) / 0.6, 16));
  canvas.fill(both(ring(0.5, 0.46, 0.08, 0.005), sun), [190, 40, 110]).fill(disc(0.5, 0.46, 0.016), [58, 22, 92]);
  canvas.fill(
    below(() => 0.74),
    [24, 12, 58],
  );
  for (let line = 0; line < 7; line++) {
    const y = 0.745 + 0.25 * (line / 6.4) ** 1.7;
    canvas.fill(bar(0, y, 1, y, 0.0042), [64, 224, 232]);
  }
  for (let spoke = -8; spoke <= 8; spoke++) {
    canvas.fill(
      both(
        bar(0.5 + spoke * 0.05, 0.742, 0.5 + spoke * 0.19, 1.05, 0.0038),
        below(() => 0.742),
      ),
      [64, 224, 232],
      0.8,
    );
  }
  return canvas.toPng();
}

/** One groove that runs in from the edge: calm and wide at first, then close and locked. */
export function leadInGrooveCover(): Buffer {
  const paper: Colour = [238, 230, 211];
  const sea: Colour = [25, 78, 88];
  const canvas = new Canvas().fill(everywhere, paper);
  for (let turn = 0; turn < 11; turn++) {
    const radius = 0.62 - turn * 0.07 + turn * turn * 0.0018;
    canvas.fill(disc(0.5, 0.56, radius), gradient([150, 196, 186], sea, turn / 10, 11));
    canvas.fill(ring(0.5, 0.56, radius, 0.004), paper, 0.75);
  }
  canvas.fill(disc(0.5, 0.56, 0.085), [233, 111, 68]).fill(disc(0.5, 0.56, 0.014), paper);
  return tonearm(canvas, [0.9, 0.1], [0.6, 0.4], [233, 111, 68]).toPng();
}

/** The arm from its pivot to the needle: the sign of the band. */
function tonearm(
  canvas: Canvas,
  [pivotX, pivotY]: readonly [number, number],
  [needleX, needleY]: readonly [number, number],
  colour: Colour,
): Canvas {
  const [elbowX, elbowY] = [needleX + 0.3 * (pivotX - needleX) + 0.03, needleY + 0.3 * (pivotY - needleY) + 0.03];
  return canvas
    .fill(bar(pivotX, pivotY, elbowX, elbowY, 0.014), colour)
    .fill(bar(elbowX, elbowY, needleX, needleY, 0.014), colour)
    .fill(
      bar(needleX, needleY, needleX + 0.25 * (elbowX - needleX), needleY + 0.25 * (elbowY - needleY), 0.034),
      colour,
    )
    .fill(disc(pivotX, pivotY, 0.045), colour)
    .fill(disc(pivotX, pivotY, 0.02), [30, 30, 44]);
}
