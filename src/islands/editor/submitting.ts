// Handles the form's buttons in the editor: submits and opens the submission's page, or stays and
// shows the server's question below the code, or an error with a button to try again.

import type { EditorWords } from "../../catalogue/editor-data.ts";
import type { Notices } from "./notices.ts";
import { sendSubmission } from "./send-submission.ts";

export interface SubmittingParts {
  form: HTMLFormElement;
  /** The element that contains the buttons. */
  goal: HTMLElement;
  notices: Notices;
  words: EditorWords;
  /** Puts the text into the form; false if it is too large to be sent. */
  prepare: () => boolean;
  /** The submission is recorded, and its page opens. */
  onLeave: () => void;
}

export function enableSubmitting({
  form,
  goal,
  notices,
  words,
  prepare,
  onLeave,
}: SubmittingParts): void {
  let isSending = false;
  const buttons = () => [...goal.querySelectorAll<HTMLButtonElement>("button")];
  const setBusy = (isBusy: boolean) => {
    isSending = isBusy;
    form.setAttribute("aria-busy", String(isBusy));
    // Not `disabled`: a keyboard user would lose the focus.
    for (const button of buttons()) button.setAttribute("aria-disabled", String(isBusy));
  };

  const send = async (submitter: HTMLElement | null): Promise<void> => {
    if (isSending || !prepare()) return;
    setBusy(true);
    notices.show("send", "info", words.submitting, []);
    const outcome = await sendSubmission(form.action, new FormData(form, submitter));
    setBusy(false);
    notices.hide("send");
    switch (outcome.state) {
      case "recorded":
        onLeave();
        location.assign(outcome.url);
        return;
      case "ask":
        goal.innerHTML = outcome.html;
        goal.scrollIntoView({ block: "nearest" });
        // Focused first, so that screen readers announce it, and so that a user who holds Enter
        // down does not choose one of the buttons.
        goal.querySelector<HTMLElement>("[role=alert]")?.focus();
        return;
      case "failed": {
        const text = {
          offline: words.notSent,
          error: words.notSentError.replace("{reason}", outcome.reason),
          refused: words.notSentRefused.replace("{reason}", outcome.reason),
        }[outcome.why];
        notices.show("send", "warn", text, [
          { label: words.tryAgain, run: () => void send(submitter) },
        ]);
        // On a phone, the button is far below the message.
        document.querySelector('[data-notice="send"]')?.scrollIntoView({ block: "nearest" });
      }
    }
  };

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void send(event.submitter);
  });
}

/**
 * Submits by the keyboard, as the page's first choice does. If there are several choices, the
 * server asks.
 */
export function pressSubmit(form: HTMLFormElement): void {
  form.requestSubmit(form.querySelector<HTMLButtonElement>("button.primary"));
}
