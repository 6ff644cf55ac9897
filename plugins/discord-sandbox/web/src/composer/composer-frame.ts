import { html, nothing, type TemplateResult } from 'lit';

/** Why it was not sent, and which option is to blame. */
export interface Problem {
  readonly option?: string;
  readonly words: string;
}

/** What surrounds a message box and a command's options alike. */
export function composerFrame(frame: {
  /** Above the box: a list to choose from, or a hint. */
  readonly above: unknown;
  readonly box: TemplateResult;
  readonly problem: Problem | undefined;
  readonly canSend: boolean;
  readonly onSend: () => void;
}): TemplateResult {
  const { above, box, problem, canSend, onSend } = frame;
  return html`<div class="composer">
      ${above}
      <div class="composer-box">
        ${box}<button type="button" class="send" ?disabled=${!canSend} @click=${onSend}>Send</button>
      </div>
    </div>
    <p class="composer-problem" role="alert">${problem?.words ?? nothing}</p>`;
}
