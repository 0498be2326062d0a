// Saves drafts: a moment after each pause to the server, or, for a visitor without a session, to
// the browser's storage. A text that could not be saved is also stored in the browser and sent
// again. If another page has saved meanwhile, nothing more is saved until the reader has chosen a
// text.

import {
  type Beginning,
  type Entry,
  type LocalDraft,
  type Other,
  describeOther,
  type SaveOutcome,
} from "./drafts.ts";

/**
 * untouched: as it was when the page loaded. local: only in this browser, which is normal for a
 * visitor. The last eight need the reader's attention.
 */
export type DraftState =
  | "untouched"
  | "saved"
  | "local"
  | "saving"
  | "offline"
  | "error"
  | "no-storage"
  | "signed-out"
  | "other-viewer"
  | "too-large"
  | "conflict";

export interface KeeperParts {
  viewer: { kind: "nobody" | "guest" | "member"; tag: string };
  /** The id of this page. */
  tab: string;
  local: LocalDraft;
  beginning: Beginning;
  /** Not saved until the reader changes something else. */
  starter: string;
  text: () => string;
  /** Replaces the text in the editor, as one step to undo. */
  replace: (text: string) => void;
  isTooLarge: (text: string) => boolean;
  /** Sends a text to the server. */
  send: (draft: { source: string; revision: number }) => Promise<SaveOutcome>;
  onState: (state: DraftState) => void;
  onConflict: (other: Other) => void;
}

const QUIET_MS = 600;
/** A text is saved after this time even if the reader types without a pause. */
const LONGEST_MS = 3000;
const RETRY_MS = [2000, 4000, 8000, 15_000, 30_000];

export class DraftKeeper {
  readonly #parts: KeeperParts;
  readonly #loadedAtMs = Date.now();
  #revision: number;
  /** The text that is stored at its destination. */
  #stored: string | null;
  /** The text being sent, and the last one that was sent, whose answer may not have arrived. */
  #sending: string | null = null;
  #lastSent: string | null = null;
  #other: Other | undefined;
  #state: DraftState = "untouched";
  #timer: ReturnType<typeof setTimeout> | undefined;
  #unsavedSinceMs: number | undefined;
  #failures = 0;

  constructor(parts: KeeperParts) {
    this.#parts = parts;
    this.#revision = parts.beginning.revision;
    this.#stored = parts.beginning.stored;
  }

  get state(): DraftState {
    return this.#state;
  }

  /** Whether the text would be lost with the page. */
  get isAtRisk(): boolean {
    return (
      this.#isUnsaved() &&
      (this.#state === "too-large" ||
        this.#state === "no-storage" ||
        this.#other?.isUnsent === true)
    );
  }

  /** Call when the editor shows its first text. */
  begin(): void {
    const { conflict } = this.#parts.beginning;
    if (conflict !== null) this.#stop(conflict);
    else if (this.#isUnsaved()) void this.#save();
    else this.#settle();
  }

  /** Call when the text has changed. */
  edited(): void {
    this.#unsavedSinceMs ??= performance.now();
    // Reported immediately and at every change, because the page shows the size.
    if (this.#other === undefined && this.#parts.isTooLarge(this.#parts.text())) {
      this.#state = "too-large";
      this.#parts.onState("too-large");
    }
    this.#saveSoon(
      Math.max(0, Math.min(QUIET_MS, this.#unsavedSinceMs + LONGEST_MS - performance.now())),
    );
  }

  /** Saves immediately: the page is being hidden, or the connection is back. */
  flush(): void {
    if (!this.#isUnsaved()) return;
    // The page does not wait for a running save.
    if (this.#sending !== null) this.#backUp();
    void this.#save();
  }

  /** Another page of this browser has written to the same entry. */
  heard(entry: Entry): void {
    if (entry.tab === this.#parts.tab || this.#other !== undefined) return;
    if (entry.source === this.#parts.text()) {
      if (this.#isLocal) [this.#revision, this.#stored] = [entry.revision, entry.source];
      return;
    }
    // With a session, this matters only when this page has something to save, and then the server's
    // answer reports it.
    if (this.#isLocal || (!entry.isSent && this.#isUnsaved() && this.#sending === null))
      this.#stop(describeOther(entry));
  }

  /** Call when the reader has chosen a text. */
  resolve(choice: "mine" | "theirs"): void {
    const other = this.#other;
    if (other === undefined) return;
    this.#other = undefined;
    this.#revision = Math.max(this.#revision, other.revision);
    if (!other.isUnsent || this.#isLocal) this.#stored = other.source;
    if (choice === "theirs") this.#parts.replace(other.source);
    void this.#save(true);
  }

  get #isLocal(): boolean {
    return this.#parts.viewer.kind === "nobody";
  }

  #isUnsaved(): boolean {
    return this.#parts.text() !== (this.#stored ?? this.#parts.starter);
  }

  #tell(state: DraftState): void {
    if (state === this.#state) return;
    this.#state = state;
    this.#parts.onState(state);
  }

  #saveSoon(delayMs: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#save(), delayMs);
  }

  /** `isChosen`: the reader knows the other text, and wants this one. */
  async #save(isChosen = false): Promise<void> {
    clearTimeout(this.#timer);
    if (this.#other !== undefined) {
      // A reload must not lose this text, but it must not replace the only copy of the other text
      // either.
      if (!this.#other.isUnsent) this.#backUp(true);
      return;
    }
    // One save at a time: each needs the revision from the answer to the previous one.
    if (this.#sending !== null) return;
    if (!this.#isUnsaved()) return this.#settle();
    const source = this.#parts.text();
    if (this.#parts.isTooLarge(source)) return this.#tell("too-large");
    if (!this.#backUp(isChosen)) return;
    if (this.#isLocal) {
      this.#revision += 1;
      this.#stored = source;
      return this.#settle();
    }
    if (this.#failures === 0 && this.#state !== "signed-out" && this.#state !== "other-viewer")
      this.#tell("saving");
    this.#sending = source;
    const outcome = await this.#parts.send({ source, revision: this.#revision });
    this.#sending = null;
    this.#take(outcome, source);
    this.#lastSent = source;
  }

  #take(outcome: SaveOutcome, source: string): void {
    switch (outcome.kind) {
      case "saved":
        this.#failures = 0;
        this.#revision = outcome.revision;
        this.#stored = source;
        if (!this.#isUnsaved()) return this.#settle();
        // The text has changed again meanwhile.
        this.#unsavedSinceMs = performance.now();
        return this.#saveSoon(QUIET_MS);
      case "conflict": {
        const { other } = outcome;
        // An earlier save of this page arrived, but its answer did not.
        const isOwn = this.#failures > 0 && other.source === this.#lastSent;
        if (!isOwn && other.source !== this.#parts.text()) return this.#stop(other);
        this.#revision = other.revision;
        this.#stored = other.source;
        return this.#saveSoon(0);
      }
      case "refused":
        return this.#tell(outcome.why);
      case "failed":
        this.#tell(outcome.why);
        return this.#saveSoon(RETRY_MS[Math.min(this.#failures++, RETRY_MS.length - 1)]!);
    }
  }

  #stop(other: Other): void {
    clearTimeout(this.#timer);
    this.#other = other;
    this.#tell("conflict");
    this.#parts.onConflict(other);
  }

  /** The text is stored at its destination. */
  #settle(): void {
    this.#unsavedSinceMs = undefined;
    if (this.#stored === null) return this.#tell("untouched");
    const { local, viewer, tab } = this.#parts;
    if (!this.#isLocal) {
      const entry = local.read();
      const isDone =
        entry !== undefined &&
        entry.viewer === viewer.tag &&
        (entry.tab === tab || entry.source === this.#stored);
      if (isDone && viewer.kind === "member") local.remove();
      // A guest's copy stays: the next user who signs in in this browser may take it along.
      else if (isDone)
        local.write({
          ...entry,
          source: this.#stored,
          revision: this.#revision,
          tab,
          isSent: true,
          sending: null,
        });
    }
    this.#tell(this.#isLocal ? "local" : "saved");
  }

  /**
   * Stores the text in the browser. False if this would overwrite another page's text, or if the
   * browser is the only place and refuses.
   */
  #backUp(isChosen = false): boolean {
    const { local, viewer, tab } = this.#parts;
    const source = this.#parts.text();
    const there = local.read();
    if (
      !isChosen &&
      there !== undefined &&
      there.tab !== tab &&
      there.source !== source &&
      this.#isNews(there)
    ) {
      this.#stop(describeOther(there));
      return false;
    }
    const revision = this.#isLocal ? this.#revision + 1 : this.#revision;
    const isWritten = local.write({
      source,
      revision,
      viewer: viewer.tag,
      tab,
      isSent: false,
      sending: this.#sending ?? source,
      savedAtMs: Date.now(),
    });
    if (!isWritten && this.#isLocal) this.#tell("no-storage");
    return isWritten || !this.#isLocal;
  }

  /** Another page's text that is stored nowhere else, and that this page has not seen. */
  #isNews(entry: Entry): boolean {
    if (entry.viewer !== this.#parts.viewer.tag) return false;
    return this.#isLocal
      ? entry.revision > this.#revision
      : !entry.isSent && entry.savedAtMs > this.#loadedAtMs;
  }
}
