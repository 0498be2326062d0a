// The code that was last submitted from this tab, so that the page does not suggest to submit it
// again. It outlives the page, because submitting opens another one.

import type { EditorData } from "../../catalogue/editor-data.ts";
import type { TextStorage } from "./drafts.ts";

export class SubmittedCode {
  readonly #storage: Pick<TextStorage, "getItem" | "setItem">;
  readonly #key: string;
  #source: string | undefined;

  constructor(
    storage: Pick<TextStorage, "getItem" | "setItem">,
    { viewer, exercise, query }: Pick<EditorData, "viewer" | "exercise" | "query">,
  ) {
    this.#storage = storage;
    // A visitor becomes a guest by submitting.
    const owner = viewer.kind === "member" ? viewer.tag : "visitor";
    // What was submitted for practice can still be submitted for an assignment.
    this.#key = `gradus.submitted.${owner}.${exercise}${query}`;
    try {
      this.#source = storage.getItem(this.#key) ?? undefined;
    } catch {
      // Only this page knows then.
    }
  }

  record(source: string): void {
    this.#source = source;
    try {
      this.#storage.setItem(this.#key, source);
    } catch {
      // Only this page knows then.
    }
  }

  has(source: string): boolean {
    return this.#source === source;
  }
}
