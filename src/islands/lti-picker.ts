// Filters the exercises of the picker while the teacher types. All of them are on the page; what is
// chosen stays in sight.

import { matches, readFilter } from "../start-page/filter.ts";

const search = document.getElementById("picker-search");
if (search !== null) watch(search);

function watch(search: HTMLElement): void {
  const form = search.closest("form")!;
  const none = document.getElementById("picker-none")!;
  const packs = [...document.querySelectorAll<HTMLElement>(".picker-pack")];
  const query = search.querySelector<HTMLInputElement>("[name='q']")!;
  const apply = () => {
    const fields = new FormData(form);
    const filter = readFilter((name) => {
      const value = fields.get(name);
      return typeof value === "string" ? value : null;
    });
    for (const pack of packs) {
      const labels = [...pack.querySelectorAll<HTMLElement>("label[data-text]")];
      for (const label of labels) {
        const { text = "", level } = label.dataset;
        const isChosen = label.querySelector("input")!.checked;
        const searched = { text, level: Number(level), state: "new", fromText: false } as const;
        label.hidden = !isChosen && !matches(filter, searched);
      }
      pack.hidden = labels.every(({ hidden }) => hidden);
    }
    none.hidden = packs.some(({ hidden }) => !hidden);
  };
  search.querySelector("button")!.hidden = true;
  search.addEventListener("input", apply);
  // Enter would press the first button of the form.
  query.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault();
  });
  // What was typed before this script was there.
  apply();
}
