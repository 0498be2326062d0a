// What the server hands to the editor in the browser: one block of JSON in the page. Types alone,
// so that both sides can import it.

export interface EditorData {
  /** The address of the exercise: "/exercises/pack/exercise", behind the base of the site. */
  path: string;
  /** "?assignment=…" where it is for one: goes with everything that is sent. Else "". */
  query: string;
  /** "pack/exercise": names this exercise's drafts in the browser. */
  exercise: string;
  viewer: {
    kind: "nobody" | "guest" | "member";
    /** Tells one person's drafts from another's in the same browser; "" for nobody. */
    tag: string;
  };
  starter: string;
  /** What the server keeps for this person; null where it keeps nothing. */
  draft: { source: string; revision: number } | null;
  /** An attempt to go on from: it takes the draft's place, which can be undone. */
  from: { source: string } | null;
  maxSourceBytes: number;
  signInUrl: string;
  /** Of this page's style elements. */
  nonce: string;
  words: EditorWords;
  /** CodeMirror's own strings in the reader's language. */
  phrases: Record<string, string>;
}

export const EDITOR_WORDS = [
  "label",
  "saved",
  "saving",
  "offline",
  "fault",
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
  "notSentFault",
  "notSentRefused",
  "tryAgain",
  "checking",
  "busy",
  "paused",
  "checkOffline",
  "checkTooLarge",
  "types",
  "atLine",
] as const;

/** "{limit}" and the like stand for values that only the browser knows. */
export type EditorWords = Record<(typeof EDITOR_WORDS)[number], string>;

/** PUT …/draft */
export type DraftAnswer =
  | { state: "saved"; revision: number }
  | { state: "conflict"; source: string; revision: number; savedAt: string }
  /** nobody: signed out meanwhile. other: signed in as somebody else. */
  | { state: "nobody" }
  | { state: "other" };

/** POST …/submissions, asked for as JSON */
export type SendAnswer =
  | { state: "recorded"; url: string }
  /** Nothing is recorded: why, and the buttons that there are now, drawn by the server. */
  | { state: "ask"; html: string };

export interface LineProblem {
  /** From 1, in UTF-16 units. */
  line: number;
  column: number;
  message: string;
}

/** POST …/checks */
export type LiveTestAnswer =
  | { state: "done"; verdict: string; summary: string; html: string; problems: LineProblem[] }
  /** Too much is being checked: try again later. */
  | { state: "busy"; retryMs: number }
  /** There are no slots. */
  | { state: "paused"; retryMs: number }
  /** A newer text of the same tab has taken its place. */
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
