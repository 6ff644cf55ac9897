import { html, LitElement, type TemplateResult } from 'lit';

type Format = Intl.DateTimeFormatOptions;

/** docs: Reference, "Timestamp Styles"; R is relative to now. */
const FORMATS: Readonly<Record<string, Format>> = {
  t: { timeStyle: 'short' },
  T: { timeStyle: 'medium' },
  d: { dateStyle: 'short' },
  D: { dateStyle: 'long' },
  f: { dateStyle: 'long', timeStyle: 'short' },
  F: { dateStyle: 'full', timeStyle: 'short' },
};

const STEPS: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];

/** A point in time as Discord writes it; a relative one stays true while it is looked at. */
export class LiveTime extends LitElement {
  static override properties = { seconds: { attribute: false }, look: { attribute: false } };
  declare seconds: number;
  declare look: string;
  #timer = 0;

  protected override createRenderRoot(): this {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#timer = window.setInterval(() => this.look === 'R' && this.requestUpdate(), 1_000);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.#timer);
  }

  protected override render(): TemplateResult {
    const date = new Date(this.seconds * 1_000);
    if (Number.isNaN(date.getTime())) return html`Invalid date`;
    const words =
      this.look === 'R' ? relative(this.seconds - Date.now() / 1_000) : date.toLocaleString([], FORMATS[this.look]);
    return html`<time datetime=${date.toISOString()} title=${date.toLocaleString([], FORMATS['F'])}>${words}</time>`;
  }
}

function relative(seconds: number): string {
  const format = new Intl.RelativeTimeFormat([], { numeric: 'auto' });
  const [unit, size] = STEPS.find(([, length]) => Math.abs(seconds) >= length) ?? ['second', 1];
  return format.format(Math.round(seconds / size), unit);
}

customElements.define('live-time', LiveTime);
