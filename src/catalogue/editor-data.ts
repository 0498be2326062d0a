// The data that the server passes to the editor in the browser: one block of JSON in the page. Only
// types, so that both sides can import it.

import type { OwnTest } from "../../grader/doors/reports.ts";
import type { AssistAnswer } from "../../grader/doors/type-errors.ts";

export interface EditorData {
  /** The address of the exercise: "/exercises/pack/exercise", after the base of the site. */
  path: string;
  /** "?assignment=…" if the page is for an assignment: added to every request. Else "". */
  query: string;
  /** "pack/exercise": identifies this exercise's drafts in the browser. */
  exercise: string;
  viewer: {
    kind: "nobody" | "guest" | "member";
    /** Distinguishes the drafts of users in the same browser; "" for a visitor. */
    tag: string;
  };
  starter: string;
  /** What the code must export. */
  exports: { name: string; signature: string }[];
  /** The text stored on the server for this user; null if there is none. */
  draft: { source: string; revision: number } | null;
  /** An attempt to continue from. It replaces the draft, which can be undone. */
  from: { source: string } | null;
  /** The oldest first; empty for a visitor. */
  ownTests: OwnTestEntry[];
  maxSourceBytes: number;
  signInUrl: string;
  /** The nonce for this page's style elements. */
  nonce: string;
  words: EditorWords;
  tryWords: TryWords;
  /** CodeMirror's own strings in the reader's language. */
  phrases: Record<string, string>;
}

export const EDITOR_WORDS = [
  "label",
  "saved",
  "saving",
  "offline",
  "error",
  "localOnly",
  "tooLarge",
  "noStorage",
  "signedOut",
  "otherViewer",
  "signInLink",
  "reload",
  "conflict",
  "visitorDraft",
  "keepMine",
  "takeOther",
  "keepAccount",
  "takeBrowser",
  "wasReset",
  "undo",
  "loadedAttempt",
  "submitting",
  "notSent",
  "notSentError",
  "notSentRefused",
  "tryAgain",
  "checking",
  "busy",
  "paused",
  "checkOffline",
  "checkTooLarge",
  "types",
  "atLine",
  "allSubmitted",
  "formatting",
  "formatted",
  "formatUnchanged",
  "formatOffline",
  "formatNotParsed",
  "formatNotParsedAt",
  "goToLine",
  "vimKeysOffline",
  "noType",
  "typeBusy",
  "snippetForOf",
  "snippetFor",
  "snippetMap",
  "snippetMatrix",
  "snippetFunction",
] as const;

export const TRY_WORDS = [
  "kept",
  "keptHere",
  "unsaved",
  "full",
  "noStorage",
  "notRemoved",
  "offline",
  "error",
  "busy",
  "paused",
  "running",
] as const;

export type TryWords = Record<(typeof TRY_WORDS)[number], string>;

/** "{limit}" and the like are placeholders for values that only the browser knows. */
export type EditorWords = Record<(typeof EDITOR_WORDS)[number], string>;

/** A test of the viewer's own. */
export interface OwnTestEntry {
  id: string;
  test: OwnTest;
}

/** PUT and DELETE …/own-tests/:id */
export type OwnTestAnswer =
  | { state: "saved" }
  /** There are too many, or they are too long together. */
  | { state: "full" }
  /** As for drafts. */
  | { state: "nobody" }
  | { state: "other" };

/** POST …/try */
export type TryAnswer =
  | { state: "done"; html: string }
  | { state: "busy"; retryMs: number }
  | { state: "paused"; retryMs: number }
  | { state: "replaced" };

/** PUT …/draft */
export type DraftAnswer =
  | { state: "saved"; revision: number }
  | { state: "conflict"; source: string; revision: number; savedAt: string }
  /** nobody: the session has ended. other: another user has signed in. */
  | { state: "nobody" }
  | { state: "other" };

/** POST …/submissions, asked for as JSON */
export type SendAnswer =
  | { state: "recorded"; url: string }
  /** Nothing is recorded: the reason, and the current buttons, as HTML from the server. */
  | { state: "ask"; html: string };

export interface LineProblem {
  /** From 1, in UTF-16 units. */
  line: number;
  column: number;
  message: string;
}

/** POST …/live-tests */
export type LiveTestAnswer =
  | {
      state: "done";
      verdict: string;
      summary: string;
      html: string;
      problems: LineProblem[];
      /** The own tests with their results, as HTML; "" if there are none. */
      ownTestsHtml: string;
    }
  /** Too many live tests are running: try again later. */
  | { state: "busy"; retryMs: number }
  /** There are no slots. */
  | { state: "paused"; retryMs: number }
  /** A newer text from the same tab has replaced it. */
  | { state: "replaced" };

export interface TypeProblemShown extends LineProblem {
  endLine: number;
  endColumn: number;
  severity: "error" | "warning";
  /** TypeScript's number: 2322. */
  code: number;
}

/** POST …/types */
export type TypesAnswer =
  | { state: "done"; problems: TypeProblemShown[] }
  | { state: "busy"; retryMs: number }
  | { state: "replaced" };

/** POST …/assist: an editor's question about a place in the code. */
export type AssistReply =
  | { state: "done"; answer: AssistAnswer }
  /** Not now: the editor offers what it knows itself. */
  | { state: "busy" }
  | { state: "replaced" };
