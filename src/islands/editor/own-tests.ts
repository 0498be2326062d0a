// The viewer's own tests in the browser: the list from the server, and those that only this browser
// has yet. A visitor without a session has only the latter.

import type { OwnTest } from "../../../grader/doors/reports.ts";
import type { EditorData, OwnTestAnswer, OwnTestEntry } from "../../catalogue/editor-data.ts";
import type { TextStorage } from "./drafts.ts";

/** here: in this browser only. */
export type OwnTestState = "saved" | "here" | "unsaved" | "full" | "no-storage" | "not-removed";

interface OwnTestParts {
  data: Pick<EditorData, "path" | "query" | "exercise" | "viewer" | "ownTests">;
  storage: TextStorage;
  newId: () => string;
  /** The list has changed. */
  onChange: () => void;
  onState: (state: OwnTestState) => void;
}

export class OwnTests {
  readonly #parts: OwnTestParts;
  #stored: OwnTestEntry[];
  /** Not on the server yet. */
  #unsent: OwnTestEntry[];

  constructor(parts: OwnTestParts) {
    this.#parts = parts;
    this.#stored = parts.data.ownTests;
    this.#unsent = this.#read(this.#key());
  }

  get tests(): OwnTest[] {
    return this.#entries.map(({ test }) => test);
  }

  get #entries(): OwnTestEntry[] {
    return [...this.#stored, ...this.#unsent];
  }

  /** Sends what this browser has: also what a visitor wrote before there was a session. */
  async begin(): Promise<void> {
    const { viewer } = this.#parts.data;
    if (viewer.kind === "nobody") return;
    // A guest's are under the same key.
    const isVisitors = this.#key() === this.#key("visitor");
    const before = isVisitors ? [] : this.#read(this.#key("visitor"));
    if (before.length > 0) {
      this.#unsent = [...this.#unsent, ...before];
      if (this.#write()) this.#remove(this.#key("visitor"));
      this.#parts.onChange();
    }
    await this.send();
  }

  /** A test that is in the list already is not added once more. */
  async add(test: OwnTest): Promise<void> {
    const text = JSON.stringify(test);
    if (this.tests.some((one) => JSON.stringify(one) === text)) return;
    this.#unsent = [...this.#unsent, { id: this.#parts.newId(), test }];
    const isKept = this.#write();
    this.#parts.onChange();
    if (this.#parts.data.viewer.kind === "nobody")
      return this.#parts.onState(isKept ? "here" : "no-storage");
    await this.send();
  }

  /** `index`: in `tests`. */
  async remove(index: number): Promise<void> {
    const entry = this.#entries[index];
    if (entry === undefined) return;
    if (this.#stored.includes(entry)) {
      const answer = await this.#ask("DELETE", entry.id, {});
      if (answer?.state !== "saved") return this.#parts.onState("not-removed");
      this.#stored = this.#stored.filter((one) => one !== entry);
    } else {
      this.#unsent = this.#unsent.filter((one) => one !== entry);
      this.#write();
    }
    this.#parts.onChange();
  }

  /** Call again when the connection is back. */
  async send(): Promise<void> {
    if (this.#parts.data.viewer.kind === "nobody") return;
    for (const entry of this.#unsent) {
      const answer = await this.#ask("PUT", entry.id, { test: entry.test });
      if (answer?.state !== "saved" && answer?.state !== "full")
        return this.#parts.onState("unsaved");
      this.#unsent = this.#unsent.filter((one) => one !== entry);
      this.#write();
      if (answer.state === "saved") this.#stored = [...this.#stored, entry];
      else this.#parts.onChange();
      this.#parts.onState(answer.state);
    }
  }

  async #ask(
    method: "PUT" | "DELETE",
    id: string,
    body: { test?: OwnTest },
  ): Promise<OwnTestAnswer | undefined> {
    const { path, query, viewer } = this.#parts.data;
    try {
      const response = await fetch(`${path}/own-tests/${id}${query}`, {
        method,
        headers: { "content-type": "application/json", accept: "application/json" },
        body: JSON.stringify({ ...body, viewer: viewer.tag }),
      });
      return response.ok || response.status === 409
        ? ((await response.json()) as OwnTestAnswer)
        : undefined;
    } catch {
      return undefined;
    }
  }

  // ---- the browser's storage -------------------------------------------------------------------
  #key(
    owner = this.#parts.data.viewer.kind === "member" ? this.#parts.data.viewer.tag : "visitor",
  ) {
    return `gradus.own-tests.${owner}.${this.#parts.data.exercise}`;
  }

  #read(key: string): OwnTestEntry[] {
    try {
      const entries = JSON.parse(this.#parts.storage.getItem(key) ?? "[]") as unknown;
      return Array.isArray(entries) ? entries.filter(isEntry) : [];
    } catch {
      return [];
    }
  }

  #write(): boolean {
    try {
      this.#parts.storage.setItem(this.#key(), JSON.stringify(this.#unsent));
      return true;
    } catch {
      return false;
    }
  }

  #remove(key: string): void {
    try {
      this.#parts.storage.removeItem(key);
    } catch {
      // If the storage is not available, there is nothing to remove.
    }
  }
}

/** Only the form that the page sends; the server checks the content. */
function isEntry(value: unknown): value is OwnTestEntry {
  const entry = value as Partial<OwnTestEntry> | null;
  const kind = entry?.test?.kind;
  return typeof entry?.id === "string" && (kind === "expression" || kind === "case");
}
