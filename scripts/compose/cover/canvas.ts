import { png } from './png.js';

/** The length of a cover's sides in pixels. */
export const COVER_PIXELS = 480;

/** Shades along a soft edge: enough for the eye, and few enough that the file stays small. */
const EDGE_STEPS = 4;

/** Red, green and blue, 0–255. */
export type Colour = readonly [red: number, green: number, blue: number];

/** How far a point lies outside a shape's edge; inside it is negative. One unit is the cover's side. */
export type Shape = (x: number, y: number) => number;

/** Shapes laid over each other like coloured paper, with soft edges. */
export class Canvas {
  private readonly pixels = new Float32Array(COVER_PIXELS * COVER_PIXELS * 3);

  /** Lays a shape down; `opacity` 1 covers what is below. */
  fill(shape: Shape, colour: Colour | ((x: number, y: number) => Colour), opacity = 1): this {
    for (let row = 0; row < COVER_PIXELS; row++) {
      for (let column = 0; column < COVER_PIXELS; column++) {
        const x = (column + 0.5) / COVER_PIXELS;
        const y = (row + 0.5) / COVER_PIXELS;
        const edge = Math.min(1, Math.max(0, 0.5 - shape(x, y) * COVER_PIXELS));
        const covered = (opacity * Math.round(edge * EDGE_STEPS)) / EDGE_STEPS;
        if (covered > 0)
          this.blend(3 * (row * COVER_PIXELS + column), typeof colour === 'function' ? colour(x, y) : colour, covered);
      }
    }
    return this;
  }

  /** The picture as a PNG. */
  toPng(): Buffer {
    return png(Uint8Array.from(this.pixels, Math.round), COVER_PIXELS);
  }

  private blend(at: number, colour: Colour, covered: number): void {
    for (let channel = 0; channel < 3; channel++) {
      this.pixels[at + channel] += covered * (colour[channel] - this.pixels[at + channel]);
    }
  }
}
