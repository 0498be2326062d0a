// The exercise page in the browser: puts the editor, drafts, live tests and the divider together.

import type {
  LiveTestAnswer,
  EditorData,
  EditorWords,
  TypeProblemShown,
} from "../catalogue/editor-data.ts";
import { createAskAssist } from "./editor/assist/ask-assist.ts";
import { createCodeEditor } from "./editor/code-editor.ts";
import { enableDivider } from "./editor/divider.ts";
import { DraftKeeper, type DraftState } from "./editor/draft-keeper.ts";
import { beginDraft, LocalDraft, parseEntry } from "./editor/drafts.ts";
import { enableEditorTools } from "./editor/editor-tools.ts";
import { linkLines } from "./editor/line-links.ts";
import { type LiveTestState, LiveTests } from "./editor/live-tests.ts";
import { Notices } from "./editor/notices.ts";
import { openStorage } from "./editor/open-storage.ts";
import { OwnTests, type OwnTestState } from "./editor/own-tests.ts";
import { readPreferences } from "./editor/preferences.ts";
import { createProblemList } from "./editor/problem-list.ts";
import { sendDraft } from "./editor/send-draft.ts";
import { SubmittedCode } from "./editor/submitted-code.ts";
import { enableSubmitting, pressSubmit } from "./editor/submitting.ts";
import { enableTrying } from "./editor/try-it.ts";
import type { OwnTest } from "../../grader/doors/reports.ts";

const find = (id: string) => document.getElementById(id)!;
const data = JSON.parse(find("editor-data").textContent) as EditorData;
const { words, viewer, starter, maxSourceBytes } = data;
const language = document.documentElement.lang;
const tab = newTabName();
const form = find("editor-form") as HTMLFormElement;
const area = find("source") as HTMLTextAreaElement;
const notices = new Notices(find("notices"));
const say = (name: keyof EditorWords, places: Record<string, string> = {}) =>
  Object.entries(places).reduce(
    (text, [place, value]) => text.replaceAll(`{${place}}`, value),
    words[name],
  );

// ---- drafts at the start -----------------------------------------------------------------------
const storage = openStorage(() => localStorage);
const visitorDraft = new LocalDraft(storage, "visitor", data.exercise);
const local =
  viewer.kind === "member" ? new LocalDraft(storage, viewer.tag, data.exercise) : visitorDraft;
const beginning = beginDraft(
  data,
  local.read(),
  viewer.kind === "member" ? visitorDraft.read() : undefined,
);

// ---- the editor --------------------------------------------------------------------------------
const encoder = new TextEncoder();
/** Called at every key, so only a text near the limit is measured. */
const isTooLarge = (text: string) =>
  text.length > maxSourceBytes / 3 && encoder.encode(text).length > maxSourceBytes;

const host = find("code-editor");
const symbols = find("symbols");
const preferences = readPreferences(storage);
area.hidden = true;
host.hidden = false;
const editor = createCodeEditor({
  parent: host,
  source: beginning.source,
  label: words.label,
  describedBy: "editor-keys",
  nonce: data.nonce,
  phrases: data.phrases,
  onChange: (isTyped) => {
    if (isTyped) for (const name of ["reset", "loaded", "format"]) notices.hide(name);
    tools.edited();
    keeper.edited();
    liveTests.edited();
  },
  onSubmit: () => pressSubmit(form),
  onFormat: () => tools.format(),
  onEscape: () => tools.fullScreen.leave(),
  fontSize: preferences.fontSize,
  wrapsLines: preferences.wrapsLines,
  assist: {
    ask: createAskAssist(data, tab),
    exports: data.exports,
    words,
    isAutomatic: preferences.suggests,
  },
  coveredPx: () => symbols.offsetHeight,
});
form.querySelector("label")!.addEventListener("click", () => editor.focus());

/** Shows another text, and offers to restore the previous one. */
function replaceWithUndo(name: string, text: string, message: string): void {
  const before = editor.text();
  if (before === text) return;
  editor.replace(text);
  notices.show(name, "info", message, [
    {
      label: words.undo,
      run: () => {
        editor.replace(before);
        notices.hide(name);
        editor.focus();
      },
    },
  ]);
}

// ---- saving drafts -----------------------------------------------------------------------------

const draftState = find("draft-state");

const keeper = new DraftKeeper({
  viewer,
  tab,
  local,
  beginning,
  starter,
  text: editor.text,
  replace: editor.replace,
  isTooLarge,
  send: (draft) => sendDraft(data, draft),
  onState: showDraftState,
  onConflict: (other) => {
    const choose = (choice: "mine" | "theirs") => {
      notices.hide("conflict");
      keeper.resolve(choice);
      editor.focus();
    };
    const time = new Intl.DateTimeFormat(language, {
      dateStyle: "short",
      timeStyle: "short",
    }).format(other.savedAt ?? new Date());
    notices.show("conflict", "warn", say("conflict", { time }), [
      { label: words.keepMine, run: () => choose("mine") },
      { label: words.takeOther, run: () => choose("theirs") },
    ]);
  },
});

function showDraftState(state: DraftState): void {
  const quiet: Partial<Record<DraftState, string>> = {
    untouched: "",
    saved: words.saved,
    local: words.localOnly,
    saving: words.saving,
  };
  const size = `${Math.ceil(encoder.encode(editor.text()).length / 1024)} KiB`;
  const loud: Partial<Record<DraftState, string>> = {
    offline: words.offline,
    error: words.error,
    "no-storage": words.noStorage,
    "too-large": say("tooLarge", { size, limit: `${maxSourceBytes / 1024} KiB` }),
  };
  // A save happens at every pause, so a screen reader announces only errors.
  draftState.setAttribute("aria-live", loud[state] === undefined ? "off" : "polite");
  draftState.classList.toggle("bad", loud[state] !== undefined);
  draftState.textContent = loud[state] ?? quiet[state] ?? "";
  if (state === "signed-out")
    notices.show("session", "warn", words.signedOut, [
      { label: words.signInLink, href: data.signInUrl },
    ]);
  else if (state === "other-viewer")
    notices.show("session", "warn", words.otherViewer, [
      { label: words.reload, href: `${data.path}${data.query}` },
    ]);
  else if (state === "saved") notices.hide("session");
}

if (beginning.visitorDraft !== null) {
  const theirs = beginning.visitorDraft;
  const choose = (isTaken: boolean) => {
    notices.hide("visitor");
    visitorDraft.remove();
    if (isTaken) editor.replace(theirs);
    editor.focus();
  };
  notices.show("visitor", "warn", words.visitorDraft, [
    { label: words.keepAccount, run: () => choose(false) },
    { label: words.takeBrowser, run: () => choose(true) },
  ]);
} else if (viewer.kind === "member") {
  visitorDraft.remove();
}

window.addEventListener("storage", (event) => {
  const entry = event.key === local.key ? parseEntry(event.newValue) : undefined;
  if (entry !== undefined) keeper.heard(entry);
});
window.addEventListener("pagehide", () => keeper.flush());
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "hidden") keeper.flush();
});
window.addEventListener("online", () => {
  keeper.flush();
  void ownTests.send();
  liveTests.retry();
});
window.addEventListener("beforeunload", (event) => {
  if (!isLeavingWithForm && keeper.isAtRisk) event.preventDefault();
});

const reset = find("reset");
reset.hidden = false;
reset.addEventListener("click", () => {
  replaceWithUndo("reset", starter, words.wasReset);
  editor.focus();
});

const tools = enableEditorTools({
  editor,
  words,
  notices,
  preferences,
  storage,
  isTooLarge,
  onTooLarge: () => showDraftState("too-large"),
});

// ---- live tests --------------------------------------------------------------------------------
const liveTestState = find("live-test-state");
const results = find("results");
results.hidden = false;
/** What the shown results are about; undefined before the first. */
let shown: { source: string; verdict: string; summary: string } | undefined;
/** The sentence about them: code that has been submitted is not suggested to be submitted. */
const summarize = () =>
  shown?.verdict === "accepted" && submittedCode.has(shown.source)
    ? words.allSubmitted
    : (shown?.summary ?? "");

const listProblems = createProblemList({
  parent: find("type-problems"),
  title: words.types,
  atLine: (line) => say("atLine", { line: String(line) }),
  onChoose: editor.goTo,
});
const ownTests = new OwnTests({
  data,
  storage,
  newId: newTabName,
  onChange: () => liveTests.retry(),
  onState: showOwnTestState,
});
const liveTests = new LiveTests({
  path: data.path,
  query: data.query,
  tab,
  text: editor.text,
  ownTests: () => ownTests.tests,
  isTooLarge,
  onTests: showTests,
  onTypes: showTypes,
  onState: showTestState,
});

function showTests(answer: LiveTestAnswer & { state: "done" }, source: string): void {
  // HTML from the server, rendered by the same components as a report.
  const report = find("live-test-report");
  report.innerHTML = answer.html;
  const ownTestList = find("own-tests");
  ownTestList.innerHTML = answer.ownTestsHtml;
  ownTestList.hidden = answer.ownTestsHtml === "";
  for (const part of [report, ownTestList]) linkLines(part, editor.goTo);
  shown = { source, verdict: answer.verdict, summary: answer.summary };
  liveTestState.textContent = summarize();
  results.dataset["verdict"] = answer.verdict;
  listProblems([]);
  // Without new results, the old marks move with the text until TypeScript has answered.
  if (answer.problems.length > 0)
    editor.showProblems(answer.problems.map((problem) => ({ ...problem, severity: "error" })));
}

function showOwnTestState(state: OwnTestState): void {
  const { tryWords } = data;
  const texts: Record<OwnTestState, string> = {
    saved: tryWords.kept,
    here: tryWords.keptHere,
    unsaved: tryWords.unsaved,
    full: tryWords.full,
    "no-storage": tryWords.noStorage,
    "not-removed": tryWords.notRemoved,
  };
  find("own-test-state").textContent = texts[state];
}

const putIntoTry = enableTrying({
  data,
  tab,
  text: editor.text,
  onKeep: (test) => void ownTests.add(test),
  onAnswer: (box) => linkLines(box, editor.goTo),
});
results.addEventListener("click", (event) => {
  const call = (event.target as Element).closest<HTMLElement>("[data-try]");
  if (call !== null) putIntoTry(call.dataset["try"]!);
  const button = (event.target as Element).closest<HTMLElement>("[data-remove-own-test]");
  if (button !== null) void ownTests.remove(Number(button.dataset["removeOwnTest"]));
});
results.addEventListener("submit", (event) => {
  const form = (event.target as Element).closest<HTMLFormElement>("form.keep-case");
  if (form === null) return;
  event.preventDefault();
  const field = form.querySelector<HTMLInputElement>("[name='test']")!;
  void ownTests.add(JSON.parse(field.value) as OwnTest);
});

function showTypes(found: TypeProblemShown[]): void {
  const problems = found.map(({ code, ...problem }) => ({ ...problem, source: `TS${code}` }));
  editor.showProblems(problems);
  listProblems(problems);
}

function showTestState(state: LiveTestState): void {
  const texts: Record<LiveTestState, string> = {
    idle: summarize(),
    checking: words.checking,
    busy: words.busy,
    paused: words.paused,
    offline: words.checkOffline,
    "too-large": words.checkTooLarge,
  };
  liveTestState.textContent = texts[state];
  results.classList.toggle("stale", state !== "idle");
}

// ---- submitting --------------------------------------------------------------------------------
const submittedCode = new SubmittedCode(
  openStorage(() => sessionStorage),
  data,
);
let isLeavingWithForm = false;
let submitted: string | undefined;
enableSubmitting({
  form,
  goal: find("goal"),
  notices,
  words,
  prepare: () => {
    const source = editor.text();
    if (isTooLarge(source)) {
      showDraftState("too-large");
      return false;
    }
    area.value = source;
    // The same form sent twice is one submission. Other code, sent after going back in the browser,
    // is a new one.
    if (submitted !== undefined && submitted !== source)
      form.querySelector<HTMLInputElement>("[name='form-key']")!.value = newTabName();
    submitted = source;
    keeper.flush();
    return true;
  },
  onLeave: () => {
    isLeavingWithForm = true;
    submittedCode.record(submitted!);
  },
});
window.addEventListener("pageshow", (event) => {
  isLeavingWithForm = false;
  // Back from the submission's page, and not loaded again.
  if (event.persisted && liveTestState.textContent === shown?.summary)
    liveTestState.textContent = summarize();
});
document.addEventListener("keydown", (event) => {
  // The editor has the same key, and handles it first.
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !event.defaultPrevented)
    pressSubmit(form);
});

// ---- hints -------------------------------------------------------------------------------------
// Their buttons send the editor's form only to save its code, and drafts are saved here.
for (const button of document.querySelectorAll<HTMLButtonElement>("#hint-form button"))
  button.removeAttribute("form");

// ---- start -------------------------------------------------------------------------------------
enableDivider(find("divider"), find("workbench"));
keeper.begin();
if (data.from !== null) {
  replaceWithUndo("loaded", data.from.source, words.loadedAttempt);
  // Removed, so that a reload does not replace newer text with it.
  history.replaceState(null, "", `${data.path}${data.query}`);
}
void ownTests.begin();
if (editor.text() !== starter || ownTests.tests.length > 0) liveTests.retry();

/** Random letters and digits. */
function newTabName(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(10)), (byte) =>
    byte.toString(16).padStart(2, "0"),
  ).join("");
}
