// A person's language model on the summary of a pack: it writes as soon as the page is open and
// whenever a button is pressed, and its text appears character by character. The text is complete in
// the document from the beginning, so that a screen reader reads it once.

interface Answer {
  state: string;
  html: string;
  seed?: number;
}

/** Between two characters. */
const STEP_MS = 25;

const form = document.querySelector<HTMLFormElement>("#writing");
const written = document.getElementById("written");
if (form !== null && written !== null) begin(form, written);

function begin(form: HTMLFormElement, written: HTMLElement): void {
  const tab = newTabName();
  const { writing = "", offline = "" } = form.dataset;
  let asked = 0;

  const ask = async (submitter: HTMLElement | null) => {
    const turn = (asked += 1);
    written.textContent = writing;
    const answer = await send(form, submitter, tab);
    // A later press has its own answer.
    if (turn !== asked || answer?.state === "replaced") return;
    if (answer === undefined) {
      written.textContent = offline;
      return;
    }
    // HTML from the server, as on the page of a browser without scripts.
    written.innerHTML = answer.html;
    if (answer.seed !== undefined)
      form.querySelector<HTMLInputElement>("[name='seed']")!.value = String(answer.seed);
    reveal(written, () => turn === asked);
  };

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void ask(event.submitter);
  });
  if (written.textContent.trim() === "") void ask(null);
}

/** undefined if there was no answer. */
async function send(
  form: HTMLFormElement,
  submitter: HTMLElement | null,
  tab: string,
): Promise<Answer | undefined> {
  const fields = Object.fromEntries(
    [...new FormData(form, submitter)].filter(([, value]) => typeof value === "string"),
  );
  try {
    const response = await fetch(form.action, {
      method: "POST",
      headers: { "content-type": "application/json", accept: "application/json" },
      body: JSON.stringify({ ...fields, tab }),
    });
    const { state, html, seed } = (await response.json()) as Partial<Answer>;
    if (state === undefined || html === undefined) return undefined;
    return { state, html, ...(seed !== undefined && { seed }) };
  } catch {
    return undefined;
  }
}

function reveal(written: HTMLElement, isNewest: () => boolean): void {
  if (matchMedia("(prefers-reduced-motion: reduce)").matches) return;
  const characters = [...written.querySelectorAll<HTMLElement>(".written .added")].flatMap(split);
  let shown = 0;
  const step = () => {
    const character = characters[shown];
    if (character === undefined || !isNewest()) return;
    character.classList.remove("to-come");
    shown += 1;
    setTimeout(step, STEP_MS);
  };
  step();
}

/** Puts each character into an element of its own, which is not visible yet. */
function split(line: HTMLElement): HTMLElement[] {
  const characters = Array.from(line.textContent, (character) => {
    const element = document.createElement("span");
    element.textContent = character;
    element.className = "to-come";
    return element;
  });
  line.replaceChildren(...characters);
  return characters;
}

/** `crypto.randomUUID` exists only on encrypted pages. */
function newTabName(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(10)), (byte) =>
    byte.toString(16).padStart(2, "0"),
  ).join("");
}
