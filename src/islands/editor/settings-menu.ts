// The menu with the editor's settings. Its controls are outside the form's data and never submit
// it.

import type { CodeEditor } from "./code-editor.ts";
import type { TextStorage } from "./drafts.ts";
import { type Preferences, stepFontSize, writePreferences } from "./preferences.ts";

export interface SettingsParts {
  preferences: Preferences;
  storage: TextStorage;
  editor: Pick<CodeEditor, "setFontSize" | "setWrapping" | "setSuggesting" | "setVimKeys">;
  /** Vim keys are on, or off. */
  onVimKeys: (isOn: boolean) => void;
  /** Vim keys could not be loaded. */
  onVimKeysFailed: () => void;
}

const find = (id: string) => document.getElementById(id)!;

export function enableSettings(parts: SettingsParts): void {
  const { preferences, storage, editor } = parts;
  const menu = find("editor-settings") as HTMLDetailsElement;
  const size = find("font-size");
  const wrap = find("wrap-lines") as HTMLInputElement;
  const suggest = find("suggest") as HTMLInputElement;
  const vim = find("vim-keys") as HTMLInputElement;
  const save = () => writePreferences(storage, preferences);

  // ---- the size of the text --------------------------------------------------------------------
  const steps = [
    { button: find("font-smaller"), step: -1 },
    { button: find("font-larger"), step: 1 },
  ] as const;
  const showSize = () => {
    size.textContent = String(preferences.fontSize);
    // Not `disabled`: a keyboard user would lose the focus.
    for (const { button, step } of steps)
      button.setAttribute(
        "aria-disabled",
        String(stepFontSize(preferences.fontSize, step) === undefined),
      );
  };
  for (const { button, step } of steps)
    button.addEventListener("click", () => {
      preferences.fontSize = stepFontSize(preferences.fontSize, step) ?? preferences.fontSize;
      editor.setFontSize(preferences.fontSize);
      showSize();
      save();
    });

  // ---- long lines, suggestions, Vim keys -------------------------------------------------------
  wrap.checked = preferences.wrapsLines;
  wrap.addEventListener("change", () => {
    preferences.wrapsLines = wrap.checked;
    editor.setWrapping(wrap.checked);
    save();
  });

  suggest.checked = preferences.suggests;
  suggest.addEventListener("change", () => {
    preferences.suggests = suggest.checked;
    editor.setSuggesting(suggest.checked);
    save();
  });

  const setVimKeys = async (isOn: boolean): Promise<void> => {
    try {
      await editor.setVimKeys(isOn);
      parts.onVimKeys(isOn);
    } catch {
      // Offline. The choice stays stored if it was made before: the next page tries again.
      vim.checked = false;
      parts.onVimKeysFailed();
      return;
    }
    if (preferences.hasVimKeys === isOn) return;
    preferences.hasVimKeys = isOn;
    save();
  };
  vim.checked = preferences.hasVimKeys;
  vim.addEventListener("change", () => void setVimKeys(vim.checked));
  if (preferences.hasVimKeys) void setVimKeys(true);

  // ---- opening and closing ---------------------------------------------------------------------
  const close = () => {
    menu.open = false;
  };
  menu.addEventListener("keydown", (event) => {
    // Enter in a field would submit the form.
    if (event.key === "Enter" && event.target instanceof HTMLInputElement) event.preventDefault();
    if (event.key !== "Escape" || !menu.open) return;
    event.preventDefault();
    close();
    menu.querySelector("summary")!.focus();
  });
  menu.addEventListener("focusout", ({ relatedTarget }) => {
    if (relatedTarget instanceof Node && !menu.contains(relatedTarget)) close();
  });
  document.addEventListener("pointerdown", ({ target }) => {
    if (!menu.contains(target as Node)) close();
  });
  showSize();
  menu.hidden = false;
}
