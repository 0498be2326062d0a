// The editor's buttons, settings and row of symbols, and what they say.

import type { EditorWords } from "../../catalogue/editor-data.ts";
import type { CodeEditor } from "./code-editor.ts";
import type { TextStorage } from "./drafts.ts";
import { createFormatting, type FormattingState } from "./formatting.ts";
import { enableFullScreen, type FullScreen } from "./full-screen.ts";
import type { Notices } from "./notices.ts";
import type { Preferences } from "./preferences.ts";
import { enableSettings } from "./settings-menu.ts";
import { enableSymbolRow } from "./symbol-row.ts";

export interface EditorToolsParts {
  editor: CodeEditor;
  words: EditorWords;
  notices: Notices;
  preferences: Preferences;
  storage: TextStorage;
  isTooLarge: (text: string) => boolean;
  onTooLarge: () => void;
}

export interface EditorTools {
  /** Formats the code. */
  format: () => void;
  fullScreen: FullScreen;
  /** Call when the text has changed. */
  edited: () => void;
}

const find = (id: string) => document.getElementById(id)!;

export function enableEditorTools({
  editor,
  words,
  notices,
  preferences,
  storage,
  isTooLarge,
  onTooLarge,
}: EditorToolsParts): EditorTools {
  const state = find("editor-state");

  const showNotParsed = (line: number | null) => {
    if (line === null) return notices.show("format", "warn", words.formatNotParsed, []);
    const place = (text: string) => text.replace("{line}", String(line));
    notices.show("format", "warn", place(words.formatNotParsedAt), [
      { label: place(words.goToLine), run: () => editor.goTo({ line, column: 1 }) },
    ]);
  };
  const showFormatting = (answer: FormattingState) => {
    const quiet: Partial<Record<FormattingState["kind"], string>> = {
      working: words.formatting,
      formatted: words.formatted,
      unchanged: words.formatUnchanged,
    };
    notices.hide("format");
    state.textContent = quiet[answer.kind] ?? "";
    if (answer.kind === "offline") notices.show("format", "warn", words.formatOffline, []);
    if (answer.kind === "too-large") onTooLarge();
    if (answer.kind === "not-parsed") showNotParsed(answer.line);
  };
  const format = createFormatting({ editor, isTooLarge, onState: showFormatting });
  const button = find("format");
  button.hidden = false;
  button.addEventListener("click", () => {
    format();
    editor.focus();
  });

  const keys = find("editor-keys");
  const isMac = /Mac|iPhone|iPad/.test(navigator.platform);
  const plainKeys = isMac ? keys.dataset["mac"]! : keys.textContent;
  const vimKeys = isMac ? keys.dataset["vimMac"]! : keys.dataset["vim"]!;
  const showKeys = (isVim: boolean) => {
    notices.hide("vim");
    keys.textContent = isVim ? vimKeys : plainKeys;
    keys.hidden = false;
  };
  showKeys(false);
  const suggestKeys = find("suggest-hint");
  if (isMac) suggestKeys.textContent = suggestKeys.dataset["mac"]!;
  enableSettings({
    preferences,
    storage,
    editor,
    onVimKeys: showKeys,
    onVimKeysFailed: () => {
      notices.show("vim", "warn", words.vimKeysOffline, []);
    },
  });

  enableSymbolRow(find("symbols"), editor);
  return {
    format,
    fullScreen: enableFullScreen(editor.measure),
    edited: () => {
      state.textContent = "";
    },
  };
}
