// The rules for drafts in the browser: the stored copy, the first text of the editor, and the
// results of a save. Does not use the page, so tests need none.

import type { EditorData } from "../../catalogue/editor-data.ts";

/**
 * A draft in the browser's storage: the only copy of a visitor without a session; for others, text
 * that the server does not have yet.
 */
export interface Entry {
  source: string;
  /**
   * The revision of the newest save that the writer had seen. For a visitor without a session, the
   * browser counts instead of the server.
   */
  revision: number;
  /** The owner of the text: EditorData.viewer.tag. */
  viewer: string;
  /** The id of the page that wrote it. */
  tab: string;
  /** Whether the server has it too. */
  isSent: boolean;
  /** A text that is being sent to the server, or was being sent when the page was closed. */
  sending: string | null;
  savedAtMs: number;
}

/** The text that another tab or device has saved meanwhile. */
export interface Other {
  source: string;
  revision: number;
  /** null: unknown. */
  savedAt: Date | null;
  /** Whether the server does not have it yet. */
  isUnsent: boolean;
}

export type SaveOutcome =
  | { kind: "saved"; revision: number }
  | { kind: "conflict"; other: Other }
  /** The session has ended, or belongs to another user. */
  | { kind: "refused"; why: "signed-out" | "other-viewer" }
  /** The save should be tried again. */
  | { kind: "failed"; why: "offline" | "error" };

export type TextStorage = Pick<Storage, "getItem" | "setItem" | "removeItem">;

export class LocalDraft {
  readonly key: string;
  readonly #storage: TextStorage;

  /**
   * `owner`: a member's tag; "visitor" for everyone without an account, with or without a session.
   */
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

  /** False if the browser refuses (private windows, a full storage). */
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
      // If the storage is not available, there is nothing to remove.
    }
  }
}

/** undefined if this version of the page did not write it. */
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

export function describeOther({ source, revision, savedAtMs, isSent }: Entry): Other {
  return { source, revision, savedAt: new Date(savedAtMs), isUnsent: !isSent };
}

/** The first text of the editor. */
export interface Beginning {
  source: string;
  /** The revision of the newest save that this text is based on. */
  revision: number;
  /** The text on the server (for a visitor: in the storage); null if there is none. */
  stored: string | null;
  /** Both were changed; the editor shows this browser's text. */
  conflict: Other | null;
  /** Written in this browser before signing in; differs from the text of the account. */
  visitorDraft: string | null;
}

/**
 * `own`: the entry under the viewer's own key; `visitor`: the entry of a visitor without an account
 * in this browser (for a guest both are the same, and only `own` is given).
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
    // The server has the text that this one is based on, or the one that was being sent when the
    // page was closed: it is only behind.
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
