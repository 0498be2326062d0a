// The gradebook's table if scripts run: loads all data once, by column, and shows the visible rows.
// Searching, filtering and sorting need no request.

import type { GradebookData, GradebookStart } from "../gradebook/gradebook-data.ts";
import { GradebookGrid } from "./gradebook/grid.ts";
import { StudentOrder, type Wish } from "./gradebook/order.ts";

const place = document.getElementById("gradebook");
const start = document.getElementById("gradebook-start");
if (place !== null && start !== null)
  void open(place, JSON.parse(start.textContent) as GradebookStart);

async function open(container: HTMLElement, { path, words, flags }: GradebookStart): Promise<void> {
  const data = await load(`${path}/data.json`);
  if (data === undefined) return;
  const language = document.documentElement.lang;
  const order = new StudentOrder(data, language);
  const shown = document.getElementById("gradebook-shown");
  const form = document.querySelector<HTMLFormElement>("#gradebook-search");
  const query = form?.querySelector<HTMLInputElement>("[name=q]");
  const section = form?.querySelector<HTMLSelectElement>("[name=section]");
  const wish: Wish = {
    query: query?.value ?? "",
    section: section?.value ?? "",
    column: 0,
    isDescending: false,
  };

  const grid = new GradebookGrid(data, {
    path,
    words,
    flags,
    language,
    label: document.querySelector("h1")?.textContent ?? "",
    onSort: sort,
  });
  container.replaceChildren(grid.element);
  container.classList.add("is-grid");
  grid.mount();
  show();

  function show(): void {
    const places = order.arrange(wish);
    grid.show(places, wish);
    if (shown !== null)
      shown.textContent = words.shown
        .replace("{count}", String(places.length))
        .replace("{total}", String(data!.students.ids.length));
  }
  /** Sorting by the same column again reverses the order. Scores start with the highest. */
  function sort(column: number): void {
    wish.isDescending = column === wish.column ? !wish.isDescending : column !== 0;
    wish.column = column;
    show();
  }
  query?.addEventListener("input", () => {
    wish.query = query.value;
    show();
  });
  section?.addEventListener("change", () => {
    wish.section = section.value;
    show();
  });
  form?.addEventListener("submit", (event) => event.preventDefault());
  form?.querySelector("button")?.remove();
}

/** undefined: the data did not arrive, and the server's table stays. */
async function load(url: string): Promise<GradebookData | undefined> {
  const answer = await fetch(url, { headers: { accept: "application/json" } }).catch(
    () => undefined,
  );
  return answer?.ok === true ? ((await answer.json()) as GradebookData) : undefined;
}
