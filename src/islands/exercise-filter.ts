// Filters the exercises of the start page while the reader types. All of them are on the page, so
// nothing is requested. The address follows, so that a reload and a shared link show the same.

import type { ExerciseState } from "../grading/exercise-state.ts";
import { formatFilter, isActive, matches, readFilter } from "../start-page/filter.ts";

/** Browsers refuse to change the address too often. */
const ADDRESS_QUIET_MS = 250;

const form = document.querySelector<HTMLFormElement>("#exercise-filter");
if (form !== null) watch(form);

function watch(form: HTMLFormElement): void {
  const count = document.getElementById("filter-count")!;
  const clear = document.getElementById("filter-clear")!;
  const entries = [...document.querySelectorAll<HTMLElement>("ol.exercises > li")].map(
    (element) => ({
      element,
      text: element.dataset["text"]!,
      level: Number(element.dataset["level"]),
      state: element.dataset["state"] as ExerciseState,
      fromText: element.dataset["fromText"] === "true",
    }),
  );
  const none = count.dataset["none"]!;
  const words = count.dataset["count"]!;
  const numbers = new Intl.NumberFormat(document.documentElement.lang);
  let timer: ReturnType<typeof setTimeout> | undefined;

  const apply = () => {
    const fields = new FormData(form);
    const filter = readFilter((name) => {
      const value = fields.get(name);
      return typeof value === "string" ? value : null;
    });
    let shown = 0;
    for (const entry of entries) {
      const isShown = matches(filter, entry);
      entry.element.hidden = !isShown;
      if (isShown) shown += 1;
    }
    for (const pack of document.querySelectorAll<HTMLElement>("section.pack"))
      pack.hidden = pack.querySelector("ol.exercises > li:not([hidden])") === null;
    const text = shown === 0 ? none : words.replace("{shown}", () => numbers.format(shown));
    // A screen reader announces each change, even to the same text.
    if (count.textContent !== text) count.textContent = text;
    clear.hidden = !isActive(filter);
    clearTimeout(timer);
    timer = setTimeout(() => setAddress(formatFilter(filter)), ADDRESS_QUIET_MS);
  };

  // The form applies at once, so that its button has nothing to do.
  form.querySelector("button")!.hidden = true;
  form.addEventListener("input", apply);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    apply();
  });
  clear.addEventListener("click", (event) => {
    event.preventDefault();
    for (const field of form.querySelectorAll<HTMLInputElement | HTMLSelectElement>("[name]"))
      if (field instanceof HTMLInputElement && field.type === "checkbox") field.checked = false;
      else field.value = "";
    apply();
    // The link that had the focus is hidden now.
    form.querySelector("input")!.focus();
  });
  // Going back, a browser restores what the fields contained.
  window.addEventListener("pageshow", apply);
}

function setAddress(query: string): void {
  if (location.search === query) return;
  history.replaceState(history.state, "", `${location.pathname}${query}${location.hash}`);
  // The forms for language and appearance return to this page as it is now.
  const back = document.querySelector<HTMLInputElement>("form.preferences [name='back']");
  if (back !== null) back.value = `${back.value.split("?", 1)[0]!}${query}`;
}
