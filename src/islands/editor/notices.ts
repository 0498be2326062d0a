// Messages above the editor that ask a question or offer an action.

export interface NoticeAction {
  label: string;
  /** A link instead of a button. */
  href?: string;
  run?: () => void;
}

export class Notices {
  readonly #container: HTMLElement;
  readonly #shown = new Map<string, HTMLElement>();

  constructor(container: HTMLElement) {
    this.#container = container;
  }

  /** Replaces the message with the same name. */
  show(name: string, tone: "info" | "warn", text: string, actions: NoticeAction[]): void {
    const box = document.createElement("div");
    box.className = tone === "warn" ? "notice warn" : "notice";
    box.dataset["notice"] = name;
    const words = document.createElement("p");
    words.textContent = text;
    const row = document.createElement("p");
    row.className = "notice-actions";
    row.append(...actions.map((action) => renderAction(action)));
    box.append(words, row);
    this.hide(name);
    this.#shown.set(name, box);
    this.#container.append(box);
  }

  hide(name: string): void {
    this.#shown.get(name)?.remove();
    this.#shown.delete(name);
  }
}

function renderAction({ label, href, run }: NoticeAction): HTMLElement {
  if (href !== undefined) {
    const link = document.createElement("a");
    link.className = "button";
    link.href = href;
    link.textContent = label;
    return link;
  }
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = label;
  button.addEventListener("click", () => run?.());
  return button;
}
