import type { Colour, Shape } from './canvas.js';

/** The whole cover. */
export const everywhere: Shape = () => -1;

/** A disc. */
export function disc(centreX: number, centreY: number, radius: number): Shape {
  return (x, y) => Math.hypot(x - centreX, y - centreY) - radius;
}

/** A ring with the given thickness, half of it on either side of its radius. */
export function ring(centreX: number, centreY: number, radius: number, thickness: number): Shape {
  return (x, y) => Math.abs(Math.hypot(x - centreX, y - centreY) - radius) - thickness / 2;
}

/** A bar with round ends from one point to another. */
export function bar(fromX: number, fromY: number, toX: number, toY: number, thickness: number): Shape {
  const [dx, dy] = [toX - fromX, toY - fromY];
  return (x, y) => {
    const along = Math.min(1, Math.max(0, ((x - fromX) * dx + (y - fromY) * dy) / (dx * dx + dy * dy)));
    return Math.hypot(x - fromX - along * dx, y - fromY - along * dy) - thickness / 2;
  };
}

/** What lies below a line that may rise and fall. */
export function below(line: (x: number) => number): Shape {
  return (x, y) => line(x) - y;
}

/** What lies inside both. */
export function both(first: Shape, second: Shape): Shape {
  return (x, y) => Math.max(first(x, y), second(x, y));
}

/** What lies inside the first but not the second. */
export function without(first: Shape, second: Shape): Shape {
  return (x, y) => Math.max(first(x, y), -second(x, y));
}

/** The colour between two, in `bands` even steps, so that the picture stays small. */
export function gradient(from: Colour, to: Colour, share: number, bands: number): Colour {
  const step = Math.min(bands - 1, Math.max(0, Math.floor(share * bands))) / (bands - 1);
  const mix = (channel: 0 | 1 | 2) => from[channel] + step * (to[channel] - from[channel]);
  return [mix(0), mix(1), mix(2)];
}
