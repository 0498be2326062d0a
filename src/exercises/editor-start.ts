// The data that a page contains for its editor: drafts, our own texts, and translations of
// CodeMirror's, by their English text.

import { MAX_SOURCE_BYTES } from "../../grader/index.ts";
import type { Work } from "../assignments/assignments.ts";
import type { AppContext } from "../http/environment.ts";
import { formatReturnQuery } from "../http/current-page.ts";
import type { Translate, WordKey } from "../i18n/index.ts";
import type { Offer } from "../catalogue/catalogue.ts";
import { computeViewerTag } from "../catalogue/viewer-tag.ts";
import type { Draft } from "./drafts.ts";
import {
  EDITOR_WORDS,
  type EditorData,
  type EditorWords,
  type OwnTestEntry,
  TRY_WORDS,
  type TryWords,
} from "../catalogue/editor-data.ts";

export interface EditorStart {
  draft: Draft | undefined;
  ownTests: OwnTestEntry[];
  from: { source: string } | undefined;
  work: Work | null;
}

export function describeEditor(
  c: AppContext,
  { pack, id, exercise }: Offer,
  { draft, ownTests, from, work }: EditorStart,
): EditorData {
  const site = c.get("site");
  const path = site.link(`/exercises/${pack}/${id}`);
  const query = work === null ? "" : `?assignment=${work.assignment.id}`;
  const t = c.get("t");
  return {
    path,
    query,
    exercise: `${site.base === "" ? "" : `${site.base}/`}${pack}/${id}`,
    viewer: { kind: c.get("viewer").kind, tag: computeViewerTag(c.get("viewer")) },
    starter: exercise.starters[c.get("language")],
    exports: exercise.manifest.exports.map(({ name, signature }) => ({ name, signature })),
    draft: draft === undefined ? null : { source: draft.source, revision: draft.revision },
    from: from === undefined ? null : { source: from.source },
    ownTests,
    maxSourceBytes: MAX_SOURCE_BYTES,
    signInUrl: site.link(`/sign-in${formatReturnQuery(c)}`),
    nonce: c.get("secureHeadersNonce")!,
    words: editorWords(t),
    tryWords: Object.fromEntries(TRY_WORDS.map((name) => [name, t(`ownTest.${name}`)])) as TryWords,
    phrases: editorPhrases(t),
  };
}

/** Placeholders that the browser fills in. */
const PLACES = {
  size: "{size}",
  reason: "{reason}",
  limit: "{limit}",
  time: "{time}",
  line: "{line}",
};

function editorWords(t: Translate): EditorWords {
  return Object.fromEntries(
    EDITOR_WORDS.map((name) => [name, t(`editor.${name}`, PLACES)]),
  ) as EditorWords;
}

/** CodeMirror replaces `$` by a number. */
const PHRASES: Record<string, WordKey> = {
  Find: "editor.find.find",
  Replace: "editor.find.replace",
  next: "editor.find.next",
  previous: "editor.find.previous",
  all: "editor.find.all",
  "match case": "editor.find.matchCase",
  regexp: "editor.find.regexp",
  "by word": "editor.find.byWord",
  replace: "editor.find.replaceOne",
  "replace all": "editor.find.replaceAll",
  close: "editor.find.close",
  "current match": "editor.find.currentMatch",
  "replaced $ matches": "editor.find.replacedMatches",
  "replaced match on line $": "editor.find.replacedOnLine",
  "on line": "editor.find.onLine",
  "Go to line": "editor.find.goToLine",
  go: "editor.find.go",
  Diagnostics: "editor.find.diagnostics",
  "No diagnostics": "editor.find.noDiagnostics",
  Completions: "editor.find.completions",
  "Control character": "editor.find.controlCharacter",
  "Selection deleted": "editor.find.selectionDeleted",
};

function editorPhrases(t: Translate): Record<string, string> {
  return Object.fromEntries(Object.entries(PHRASES).map(([english, key]) => [english, t(key)]));
}
