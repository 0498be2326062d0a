// "What would the reference say?": sends a changed input when its button is pressed, and shows the
// answer below it. New results of the tests replace the whole report, so what someone has written,
// and the answer, are put back into the new form of the same case.

interface Remembered {
  input: string;
  /** HTML. */
  answer: string;
  isOpen: boolean;
}

const FORM = "form.reference-question";
const tab = newTabName();
/** By the input that the case's form had at first. */
const remembered = new Map<string, Remembered>();

const findArea = (form: HTMLFormElement) => form.querySelector("textarea")!;
const findAnswer = (form: HTMLFormElement) => form.querySelector<HTMLElement>(".reference-answer")!;
const nameCase = (form: HTMLFormElement) => findArea(form).defaultValue;
const listForms = (inside: ParentNode) => inside.querySelectorAll<HTMLFormElement>(FORM);
const findForm = (target: EventTarget | null) =>
  target instanceof Element ? target.closest<HTMLFormElement>(FORM) : null;

function remember(form: HTMLFormElement): void {
  remembered.set(nameCase(form), {
    input: findArea(form).value,
    answer: findAnswer(form).innerHTML,
    isOpen: form.closest("details")?.open ?? true,
  });
}

function restore(form: HTMLFormElement): void {
  const before = remembered.get(nameCase(form));
  if (before === undefined) return;
  findArea(form).value = before.input;
  findAnswer(form).innerHTML = before.answer;
  const details = form.closest("details");
  if (details !== null) details.open = before.isOpen;
}

async function ask(form: HTMLFormElement): Promise<void> {
  const input = findArea(form).value;
  const { asking = "", offline = "" } = form.dataset;
  // The button keeps the focus. A second press replaces the first question.
  findAnswer(form).textContent = asking;
  remember(form);
  const version = form.querySelector<HTMLInputElement>("[name='version']")!.value;
  const answer = await send(form.action, JSON.stringify({ input, version, tab }));
  if (answer?.state === "replaced") return;
  // New results may have replaced the form meanwhile.
  const name = nameCase(form);
  const shown = form.isConnected
    ? form
    : [...listForms(document)].find((other) => nameCase(other) === name);
  if (shown === undefined) return;
  if (answer === undefined) findAnswer(shown).textContent = offline;
  // HTML from the server, as on the page of a browser without scripts.
  else findAnswer(shown).innerHTML = answer.html;
  findAnswer(shown).scrollIntoView({ block: "nearest" });
  remember(shown);
}

/** undefined if there was no answer. */
async function send(
  address: string,
  body: string,
): Promise<{ state: string; html: string } | undefined> {
  try {
    const response = await fetch(address, {
      method: "POST",
      headers: { "content-type": "application/json", accept: "application/json" },
      body,
    });
    const { state, html } = (await response.json()) as { state?: string; html?: string };
    return state === undefined || html === undefined ? undefined : { state, html };
  } catch {
    return undefined;
  }
}

document.addEventListener("submit", (event) => {
  const form = findForm(event.target);
  if (form === null) return;
  event.preventDefault();
  void ask(form);
});
document.addEventListener("input", (event) => {
  const form = findForm(event.target);
  if (form !== null) remember(form);
});
// Before the exercise's page takes the same key to submit the code.
document.addEventListener(
  "keydown",
  (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    const form = findForm(event.target);
    if (form === null) return;
    event.preventDefault();
    void ask(form);
  },
  { capture: true },
);
// This event does not bubble.
document.addEventListener(
  "toggle",
  ({ target }) => {
    const form =
      target instanceof Element && target.matches("details.ask-reference")
        ? target.querySelector<HTMLFormElement>(FORM)
        : null;
    if (form !== null) remember(form);
  },
  { capture: true },
);

const observer = new MutationObserver((changes) => {
  for (const { addedNodes } of changes)
    for (const node of addedNodes)
      if (node instanceof Element) for (const form of listForms(node)) restore(form);
});
for (const report of document.querySelectorAll("#live-test-report, #status"))
  observer.observe(report, { childList: true });

/** `crypto.randomUUID` exists only on encrypted pages. */
function newTabName(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(10)), (byte) =>
    byte.toString(16).padStart(2, "0"),
  ).join("");
}
