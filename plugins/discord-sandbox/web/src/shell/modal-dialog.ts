import type { APITextInputComponent } from 'discord-api-types/v10';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import type { OpenModal } from '../state/page-state.js';

const ACTION_ROW = 1;
const TEXT_INPUT = 4;
const PARAGRAPH = 2;

/** A form that the bot answered with. */
export class ModalDialog extends LitElement {
  static override properties = {
    modal: { attribute: false },
    onSubmit: { attribute: false },
    onClose: { attribute: false },
    problem: { state: true },
  };
  declare modal: OpenModal;
  /** Resolves to words when it was refused. */
  declare onSubmit: (interactionId: string, values: Readonly<Record<string, string>>) => Promise<string | undefined>;
  declare onClose: () => void;
  declare problem: string | undefined;

  protected override createRenderRoot(): this {
    return this;
  }

  protected override firstUpdated(): void {
    this.querySelector('dialog')?.showModal();
  }

  protected override render(): TemplateResult {
    const { title } = this.modal.form;
    return html`<dialog class="modal" aria-labelledby="modal-title" @close=${() => this.onClose()}>
      <form @submit=${(event: SubmitEvent) => this.#submit(event)}>
        <h2 id="modal-title">${title}</h2>
        ${this.#inputs().map((input) => field(input))}
        ${this.problem === undefined ? nothing : html`<p class="problem" role="alert">${this.problem}</p>`}
        <div class="modal-buttons">
          <button type="button" class="secondary" @click=${() => this.onClose()}>Cancel</button>
          <button type="submit" class="primary">Submit</button>
        </div>
      </form>
    </dialog>`;
  }

  #inputs(): readonly APITextInputComponent[] {
    return this.modal.form.components.flatMap((row) =>
      row.type === ACTION_ROW ? row.components.filter((input) => input.type === TEXT_INPUT) : [],
    );
  }

  #submit(event: SubmitEvent): void {
    event.preventDefault();
    const form = event.target;
    if (!(form instanceof HTMLFormElement)) return;
    const values = [...new FormData(form)].map(([name, value]) => [name, String(value)] as const);
    this.onSubmit(this.modal.interactionId, Object.fromEntries(values)).then(
      (problem) => {
        this.problem = problem;
      },
      (error: unknown) => {
        this.problem = String(error);
      },
    );
  }
}

function field(input: APITextInputComponent): TemplateResult {
  const { custom_id: id, label, required = true, value = '', placeholder = '', style } = input;
  const { min_length: least = 0, max_length: most = 4_000 } = input;
  const heading = html`<span class="field-label">${label ?? id}${required ? html` <span class="required">required</span>` : nothing}</span>`;
  return html`<label class="field">${heading}${
    style === PARAGRAPH
      ? html`<textarea name=${id} rows="4" ?required=${required} minlength=${least} maxlength=${most} placeholder=${placeholder} .value=${value}></textarea>`
      : html`<input name=${id} ?required=${required} minlength=${least} maxlength=${most} placeholder=${placeholder} .value=${value} />`
  }</label>`;
}

customElements.define('modal-dialog', ModalDialog);
