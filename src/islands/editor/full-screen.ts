// Lets the editor and its results fill the window. The statement can be shown beside them.

export interface FullScreen {
  /** False if the editor did not fill the window. */
  leave: () => boolean;
}

const find = (id: string) => document.getElementById(id)!;

export function enableFullScreen(onChange: () => void): FullScreen {
  const workbench = find("workbench");
  const button = find("full-screen");
  const statementButton = find("show-statement");
  // Behind the editor, the keyboard and screen readers must not reach the rest of the page.
  const rest = document.querySelectorAll<HTMLElement>("a.skip, header.site, footer.site");
  let isFull = false;

  const showStatement = (isShown: boolean) => {
    workbench.classList.toggle("with-statement", isShown);
    statementButton.setAttribute("aria-pressed", String(isShown));
    onChange();
  };
  const set = (isOn: boolean) => {
    isFull = isOn;
    workbench.classList.toggle("full", isOn);
    button.setAttribute("aria-pressed", String(isOn));
    statementButton.hidden = !isOn;
    for (const element of rest) element.inert = isOn;
    showStatement(false);
  };
  const leave = () => {
    if (!isFull) return false;
    set(false);
    // The place of the page behind is another now.
    button.scrollIntoView({ block: "nearest" });
    return true;
  };

  button.addEventListener("click", () => set(!isFull));
  statementButton.addEventListener("click", () => {
    const isShown = !workbench.classList.contains("with-statement");
    showStatement(isShown);
    if (isShown) find("statement").scrollIntoView({ block: "nearest" });
  });
  document.addEventListener("keydown", (event) => {
    // The editor, its search panel and the settings handle the key first. While Chinese is being
    // composed, it belongs to the input method.
    if (event.key === "Escape" && !event.defaultPrevented && !event.isComposing) leave();
  });
  button.hidden = false;
  return { leave };
}
