// What the form's buttons do in the editor: send, and go to the submission's page; or stay, with
// the server's question below the code, or a notice and a button to try again.

import type { EditorWords } from "../../catalogue/editor-data.ts";
import type { Notices } from "./notices.ts";
import { sendSubmission } from "./send-submission.ts";

export interface SubmittingParts {
  form: HTMLFormElement;
  /** Holds the buttons. */
  goal: HTMLElement;
  notices: Notices;
  words: EditorWords;
  /** Puts the text into the form; false if it is too large to be sent. */
  prepare: () => boolean;
  /** It is recorded, and the page goes to it. */
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
    // Not `disabled`: whoever has pressed it with the keyboard would lose their place.
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
        // Read out, and before the new buttons: whoever holds Enter down has chosen none of them.
        goal.querySelector<HTMLElement>("[role=alert]")?.focus();
        return;
      case "failed": {
        const text = {
          offline: words.notSent,
          fault: words.notSentFault.replace("{reason}", outcome.reason),
          refused: words.notSentRefused.replace("{reason}", outcome.reason),
        }[outcome.why];
        notices.show("send", "warn", text, [
          { label: words.tryAgain, run: () => void send(submitter) },
        ]);
        // On a phone the button is far below it.
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
 * By the keyboard: as the page's first choice does; where there is more than one, the server asks.
 */
export function pressSubmit(form: HTMLFormElement): void {
  form.requestSubmit(form.querySelector<HTMLButtonElement>("button.primary"));
}
