// What surrounds the editor: its buttons and settings above it, and a row of symbols for phones
// below it. All of it needs scripts, so the island shows it.

import type { AppContext } from "../http/environment.ts";
import type { WordKey } from "../i18n/index.ts";

export function EditorTools({ c }: { c: AppContext }) {
  const t = c.get("t");
  return (
    <div class="editor-tools">
      <span class="editor-state" id="editor-state" role="status"></span>
      <button type="button" class="quiet" id="show-statement" aria-pressed="false" hidden>
        {t("editor.showStatement")}
      </button>
      <button
        type="button"
        class="quiet"
        id="format"
        title={t("editor.formatKey")}
        aria-keyshortcuts="Shift+Alt+F"
        hidden
      >
        {t("editor.format")}
      </button>
      <button type="button" class="quiet" id="reset" hidden>
        {t("editor.reset")}
      </button>
      <button type="button" class="quiet" id="full-screen" aria-pressed="false" hidden>
        {t("editor.fullScreen")}
      </button>
      <Settings c={c} />
    </div>
  );
}

/** The fields have no names, so the form does not send them. */
function Settings({ c }: { c: AppContext }) {
  const t = c.get("t");
  return (
    <details class="editor-settings" id="editor-settings" hidden>
      <summary>{t("editor.settings.title")}</summary>
      <div class="editor-settings-menu" role="group" aria-label={t("editor.settings.title")}>
        <div class="font-size" role="group" aria-label={t("editor.settings.fontSize")}>
          <span aria-hidden="true">{t("editor.settings.fontSize")}</span>
          <button type="button" id="font-smaller" aria-label={t("editor.settings.smaller")}>
            <span aria-hidden="true">−</span>
          </button>
          <output id="font-size"></output>
          <button type="button" id="font-larger" aria-label={t("editor.settings.larger")}>
            <span aria-hidden="true">+</span>
          </button>
        </div>
        <label>
          <input type="checkbox" id="wrap-lines" /> {t("editor.settings.wrap")}
        </label>
        <label>
          <input type="checkbox" id="suggest" aria-describedby="suggest-hint" />{" "}
          {t("editor.settings.suggest")}
        </label>
        <p class="muted" id="suggest-hint" data-mac={t("editor.settings.suggestHintMac")}>
          {t("editor.settings.suggestHint")}
        </p>
        <label>
          <input type="checkbox" id="vim-keys" aria-describedby="vim-hint" />{" "}
          {t("editor.settings.vim")}
        </label>
        <p class="muted" id="vim-hint">
          {t("editor.settings.vimHint")}
        </p>
        <p class="muted">
          {t("editor.settings.formatHint")} {t("editor.settings.stored")}
        </p>
      </div>
    </details>
  );
}

const SYMBOLS = [
  ["Tab", "tab"],
  ["(", "parenthesisOpen"],
  [")", "parenthesisClose"],
  ["[", "bracketOpen"],
  ["]", "bracketClose"],
  ["{", "braceOpen"],
  ["}", "braceClose"],
  ["=", "equals"],
  [">", "greater"],
  ["<", "less"],
  [";", "semicolon"],
  [":", "colon"],
  [".", "period"],
  [",", "comma"],
  ['"', "quote"],
  ["`", "backtick"],
  ["+", "plus"],
  ["-", "minus"],
  ["*", "times"],
  ["/", "slash"],
] as const satisfies [string, string][];

/** What takes several taps on a phone's keyboard. The script inserts the text of the button. */
export function SymbolRow({ c }: { c: AppContext }) {
  const t = c.get("t");
  return (
    <div class="symbols" id="symbols" role="toolbar" aria-label={t("editor.symbols.title")} hidden>
      {SYMBOLS.map(([symbol, name]) => (
        <button
          type="button"
          tabindex={-1}
          aria-label={t(`editor.symbols.${name}` satisfies WordKey)}
        >
          <span aria-hidden="true">{symbol}</span>
        </button>
      ))}
    </div>
  );
}
