// Keeps what is typed: a moment after each pause it goes to the server, or, for a visitor without a
// session, into the browser's storage. What could not be saved is kept in the storage as well and
// sent again. Where somebody else has saved meanwhile, nothing is saved any more until the reader
// has chosen.

import {
  type Beginning,
  type Entry,
  type LocalDraft,
  type Other,
  otherOf,
  type SaveOutcome,
} from "./drafts.ts";

/**
 * untouched: as it was when the page came. kept: in this browser only, as it should be for a
 * visitor. The last eight need the reader's eye.
 */
export type DraftState =
  | "untouched"
  | "saved"
  | "kept"
  | "saving"
  | "offline"
  | "fault"
  | "no-storage"
  | "signed-out"
  | "other-viewer"
  | "too-large"
  | "conflict";

export interface KeeperParts {
  viewer: { kind: "nobody" | "guest" | "member"; tag: string };
  /** Of this page. */
  tab: string;
  local: LocalDraft;
  beginning: Beginning;
  /** Not worth saving for as long as nothing else was. */
  starter: string;
  text: () => string;
  /** Puts another text into the editor, undoably. */
  replace: (text: string) => void;
  isTooLarge: (text: string) => boolean;
  /** To the server. */
  send: (draft: { source: string; revision: number }) => Promise<SaveOutcome>;
  onState: (state: DraftState) => void;
  onConflict: (other: Other) => void;
}

const QUIET_MS = 600;
/** Who types without a pause is saved all the same. */
const LONGEST_MS = 3000;
const RETRY_MS = [2000, 4000, 8000, 15_000, 30_000];

export class DraftKeeper {
  readonly #parts: KeeperParts;
  readonly #loadedAtMs = Date.now();
  #revision: number;
  /** What is stored where it should be. */
  #stored: string | null;
  /** On its way; and the last one that was, whose answer may never have come. */
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

  /** What stands here would be gone with the page. */
  get isAtRisk(): boolean {
    return (
      this.#isUnsaved() &&
      (this.#state === "too-large" ||
        this.#state === "no-storage" ||
        this.#other?.isUnsent === true)
    );
  }

  /** Once the editor shows what it begins with. */
  begin(): void {
    const { conflict } = this.#parts.beginning;
    if (conflict !== null) this.#stop(conflict);
    else if (this.#isUnsaved()) void this.#save();
    else this.#settle();
  }

  /** The text has changed. */
  edited(): void {
    this.#unsavedSinceMs ??= performance.now();
    // Told at once, and not when it would have been sent; and each time, since the page says how
    // much it is.
    if (this.#other === undefined && this.#parts.isTooLarge(this.#parts.text())) {
      this.#state = "too-large";
      this.#parts.onState("too-large");
    }
    this.#saveSoon(
      Math.max(0, Math.min(QUIET_MS, this.#unsavedSinceMs + LONGEST_MS - performance.now())),
    );
  }

  /** Now: the page goes out of sight, or the connection is back. */
  flush(): void {
    if (!this.#isUnsaved()) return;
    // A save that is on its way will not be waited for.
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
    // With a session it matters only once this page has something to save; what is saved, the
    // server tells then.
    if (this.#isLocal || (!entry.isSent && this.#isUnsaved() && this.#sending === null))
      this.#stop(otherOf(entry));
  }

  /** The reader has chosen. */
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

  /** `isChosen`: the reader knows of the other text, and wants this one. */
  async #save(isChosen = false): Promise<void> {
    clearTimeout(this.#timer);
    if (this.#other !== undefined) {
      // A reload must not lose this one; but it must not take the place of the only copy of the
      // other either.
      if (!this.#other.isUnsent) this.#backUp(true);
      return;
    }
    // One after the other: the answer brings the revision that the next one goes on from.
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
        // More was typed meanwhile.
        this.#unsavedSinceMs = performance.now();
        return this.#saveSoon(QUIET_MS);
      case "conflict": {
        const { other } = outcome;
        // An earlier save of this page arrived, only its answer did not.
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

  /** Everything is where it should be. */
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
      // A guest's stays: whoever signs in next in this browser is asked whether to take it along.
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
    this.#tell(this.#isLocal ? "kept" : "saved");
  }

  /**
   * Into the browser's storage; false where another page's text is there and would be lost, or
   * where that is the only place and it is closed.
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
      this.#stop(otherOf(there));
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
