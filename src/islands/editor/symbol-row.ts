// The row of symbols above a phone's keyboard. Tapping one leaves the focus in the editor, so that
// the keyboard stays open. For the Tab key it is one stop, and the arrow keys move inside it.

import type { CodeEditor } from "./code-editor.ts";

export function enableSymbolRow(row: HTMLElement, editor: Pick<CodeEditor, "insert">): void {
  const buttons = [...row.querySelectorAll<HTMLButtonElement>("button")];
  for (const event of ["pointerdown", "mousedown"])
    row.addEventListener(event, (pressed) => pressed.preventDefault());
  const choose = (chosen: HTMLButtonElement) => {
    for (const button of buttons) button.tabIndex = button === chosen ? 0 : -1;
  };
  row.addEventListener("click", ({ target }) => {
    const button = (target as Element).closest<HTMLButtonElement>("button");
    if (button === null) return;
    choose(button);
    const symbol = button.textContent.trim();
    editor.insert(symbol === "Tab" ? "\t" : symbol);
  });
  row.addEventListener("keydown", (event) => {
    const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
    const to = {
      ArrowLeft: at - 1,
      ArrowRight: at + 1,
      Home: 0,
      End: buttons.length - 1,
    }[event.key];
    const button = to === undefined ? undefined : buttons[to];
    if (button === undefined) return;
    event.preventDefault();
    choose(button);
    button.focus();
  });

  // A phone's keyboard covers the window's lower end without making the window smaller.
  const screen = window.visualViewport;
  const place = () => {
    const below = screen === null ? 0 : window.innerHeight - screen.height - screen.offsetTop;
    row.style.setProperty("--keyboard", `${Math.max(0, Math.round(below))}px`);
  };
  screen?.addEventListener("resize", place);
  screen?.addEventListener("scroll", place);
  place();
  choose(buttons[0]!);
  row.hidden = false;
}
