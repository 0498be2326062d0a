// Drafts as the browser knows them: what is kept in its own storage, what it begins with, and how a
// save can end. Nothing here touches the page, so that every turn it can take is tested without
// one.

import type { EditorData } from "../../catalogue/editor-data.ts";

/**
 * One draft in the browser's storage: the only copy of a visitor without a session; for others, of
 * what the server does not have yet.
 */
export interface Entry {
  source: string;
  /**
   * Of the newest save that its writer had seen; a visitor without a session counts here what the
   * server counts for others.
   */
  revision: number;
  /** Whose: EditorData.viewer.tag. */
  viewer: string;
  /** Which page wrote it. */
  tab: string;
  /** The server has it too. */
  isSent: boolean;
  /** A text that is on its way to the server, or was when the page was left. */
  sending: string | null;
  savedAtMs: number;
}

/** What somebody else has written meanwhile: another tab, another device. */
export interface Other {
  source: string;
  revision: number;
  /** null: not known. */
  savedAt: Date | null;
  /** The server does not have it yet. */
  isUnsent: boolean;
}

export type SaveOutcome =
  | { kind: "saved"; revision: number }
  | { kind: "conflict"; other: Other }
  /** Nobody is signed in any more, or somebody else is. */
  | { kind: "refused"; why: "signed-out" | "other-viewer" }
  /** To be tried again. */
  | { kind: "failed"; why: "offline" | "fault" };

export type TextStorage = Pick<Storage, "getItem" | "setItem" | "removeItem">;

export class LocalDraft {
  readonly key: string;
  readonly #storage: TextStorage;

  /** `owner`: a member's tag; "visitor" for everybody without an account, session or not. */
  constructor(storage: TextStorage, owner: string, exercise: string) {
    this.#storage = storage;
    this.key = `gradus.draft.${owner}.${exercise}`;
  }

  read(): Entry | undefined {
    try {
      return parseEntry(this.#storage.getItem(this.key));
    } catch {
      return undefined;
    }
  }

  /** False where the browser will not keep anything (private windows, a full storage). */
  write(entry: Entry): boolean {
    try {
      this.#storage.setItem(this.key, JSON.stringify(entry));
      return true;
    } catch {
      return false;
    }
  }

  remove(): void {
    try {
      this.#storage.removeItem(this.key);
    } catch {
      // Then there is nothing to take away either.
    }
  }
}

/** undefined for what was not written by this version of the page. */
export function parseEntry(text: string | null): Entry | undefined {
  if (text === null) return undefined;
  try {
    const entry = JSON.parse(text) as Partial<Entry> | null;
    const isEntry =
      typeof entry?.source === "string" &&
      Number.isInteger(entry.revision) &&
      typeof entry.viewer === "string" &&
      typeof entry.tab === "string" &&
      typeof entry.isSent === "boolean" &&
      (entry.sending === null || typeof entry.sending === "string") &&
      Number.isFinite(entry.savedAtMs);
    return isEntry ? (entry as Entry) : undefined;
  } catch {
    return undefined;
  }
}

export function otherOf({ source, revision, savedAtMs, isSent }: Entry): Other {
  return { source, revision, savedAt: new Date(savedAtMs), isUnsent: !isSent };
}

/** What the editor shows at first. */
export interface Beginning {
  source: string;
  /** Of the newest save that this source goes on from. */
  revision: number;
  /** What the server (for nobody: the storage) holds; null where it holds nothing. */
  stored: string | null;
  /** Both were changed: what is shown is this browser's. */
  conflict: Other | null;
  /** Written in this browser by somebody who was not signed in; unlike what the account holds. */
  visitorDraft: string | null;
}

/**
 * `own`: the entry under the viewer's own key; `visitor`: that of whoever wrote here without an
 * account (for a guest the two are the same, and only `own` is given).
 */
export function beginDraft(
  { viewer, draft, starter }: Pick<EditorData, "viewer" | "draft" | "starter">,
  own: Entry | undefined,
  visitor: Entry | undefined,
): Beginning {
  const beginning: Beginning = {
    source: draft?.source ?? starter,
    revision: draft?.revision ?? 0,
    stored: draft?.source ?? null,
    conflict: null,
    visitorDraft: null,
  };
  if (viewer.kind === "nobody")
    return own === undefined
      ? beginning
      : { ...beginning, source: own.source, revision: own.revision, stored: own.source };

  const isMine = own?.viewer === viewer.tag;
  if (own !== undefined && isMine && !own.isSent && own.source !== beginning.source) {
    beginning.source = own.source;
    // The server holds what this text goes on from, or what was on its way when the page was left:
    // it is only behind.
    const isBehind =
      draft === null || draft.revision <= own.revision || draft.source === own.sending;
    if (!isBehind)
      beginning.conflict = {
        source: draft.source,
        revision: draft.revision,
        savedAt: null,
        isUnsent: false,
      };
  }
  const left = isMine ? visitor : (own ?? visitor);
  if (left === undefined || left.source === starter || left.source === beginning.source)
    return beginning;
  if (beginning.stored === null && beginning.source === starter)
    return { ...beginning, source: left.source };
  return { ...beginning, visitorDraft: left.source };
}
