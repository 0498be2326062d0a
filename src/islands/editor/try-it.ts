// The line below the editor: evaluates an expression on the server, shows its value, and offers to
// add it as a test.

import type { EditorData, TryAnswer } from "../../catalogue/editor-data.ts";
import type { OwnTest } from "../../../grader/doors/reports.ts";

export interface TryParts {
  data: Pick<EditorData, "path" | "query" | "tryWords">;
  tab: string;
  text: () => string;
  onKeep: (test: OwnTest) => void;
  /** The element with an answer from the server. */
  onAnswer: (box: HTMLElement) => void;
}

const find = (id: string) => document.getElementById(id)!;

/** Returns a function that puts code into the line. */
export function enableTrying({
  data,
  tab,
  text,
  onKeep,
  onAnswer,
}: TryParts): (code: string) => void {
  const { tryWords: words } = data;
  const code = find("try-code") as HTMLTextAreaElement;
  const form = find("try-form") as HTMLFormElement;
  const answerBox = find("try-answer");
  const keepForm = find("keep-form") as HTMLFormElement;
  const expected = find("keep-expected") as HTMLInputElement;
  find("try").hidden = false;
  let tried = "";
  let going: AbortController | undefined;

  const say = (message: string) => {
    answerBox.replaceChildren();
    const line = document.createElement("p");
    line.className = "muted";
    line.textContent = message;
    answerBox.append(line);
  };

  const show = (answer: TryAnswer | "offline" | "error") => {
    if (typeof answer === "string") return say(words[answer]);
    if (answer.state === "busy" || answer.state === "paused") return say(words[answer.state]);
    if (answer.state !== "done") return;
    // HTML from the server.
    answerBox.innerHTML = answer.html;
    onAnswer(answerBox);
    keepForm.hidden = false;
  };

  const run = async () => {
    const asked = code.value.trim();
    if (asked === "") return code.focus();
    tried = asked;
    keepForm.hidden = true;
    going?.abort();
    going = new AbortController();
    const { signal } = going;
    say(words.running);
    try {
      const response = await fetch(`${data.path}/try${data.query}`, {
        method: "POST",
        headers: { "content-type": "application/json", accept: "application/json" },
        body: JSON.stringify({ source: text(), code: asked, tab: `${tab}-try` }),
        signal,
      });
      show(response.ok ? ((await response.json()) as TryAnswer) : "error");
    } catch {
      if (!signal.aborted) show("offline");
    }
  };

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void run();
  });
  code.addEventListener("keydown", (event) => {
    // Shift+Enter begins a new line. While Chinese is being composed, Enter belongs to the input
    // method.
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    event.stopPropagation();
    void run();
  });
  const fit = () => {
    code.rows = Math.min(8, code.value.split("\n").length);
  };
  code.addEventListener("input", fit);
  keepForm.addEventListener("submit", (event) => {
    event.preventDefault();
    const wanted = expected.value.trim();
    onKeep({ kind: "expression", code: tried, expected: wanted === "" ? null : wanted });
    keepForm.hidden = true;
    expected.value = "";
    code.focus();
  });
  return (wanted) => {
    code.value = wanted;
    fit();
    code.focus();
  };
}
