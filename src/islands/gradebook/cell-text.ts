// The text of a grid cell: numbers in the reader's language, and words or signs for everything that
// a colour shows.

import {
  listFlags,
  type GradebookData,
  type GradebookStart,
  chooseTone,
} from "../../gradebook/gradebook-data.ts";
import { FIRST_ASSIGNMENT, STUDENT, TOTAL } from "./order.ts";
import { createElement } from "./element.ts";

type TextOptions = GradebookStart & { language: string };

export class CellText {
  readonly #data: GradebookData;
  readonly #options: TextOptions;
  readonly #number: Intl.NumberFormat;
  /** Scores repeat, so each number is formatted once. */
  readonly #known = new Map<number, string>();

  constructor(data: GradebookData, options: TextOptions) {
    this.#data = data;
    this.#options = options;
    this.#number = new Intl.NumberFormat(options.language, { maximumFractionDigits: 2 });
  }

  #format(value: number): string {
    let text = this.#known.get(value);
    if (text === undefined) this.#known.set(value, (text = this.#number.format(value)));
    return text;
  }

  header(column: number): HTMLElement {
    const { words } = this.#options;
    const cell = createElement("div", "cell", "columnheader");
    const name = createElement("span", "title");
    cell.append(name);
    if (column === STUDENT) name.textContent = words.student;
    else if (column === TOTAL) name.textContent = words.total;
    else {
      const { title, points, weight, isRemoved, isOutdated } =
        this.#data.assignments[column - FIRST_ASSIGNMENT]!;
      name.textContent = title;
      name.title = title;
      const facts = createElement("span", isOutdated ? "of warn" : "of");
      if (isRemoved) facts.textContent = words.removed;
      else if (isOutdated) facts.textContent = words.outdated;
      else {
        const worth = words.of.replace("{points}", this.#format(points));
        const share = words.weight.replace("{weight}", this.#format(weight));
        facts.textContent = `${worth} · ${share}`;
      }
      cell.append(facts);
      if (isRemoved) cell.classList.add("removed");
    }
    return cell;
  }

  fill(cell: HTMLElement, column: number, place: number): void {
    if (column === STUDENT) this.#fillStudent(cell, place);
    else if (column === TOTAL) {
      const total = this.#data.totals[place] ?? null;
      cell.className = `cell total tone-${chooseTone(total, 100) ?? "none"}`;
      cell.textContent = total === null ? "–" : `${this.#format(total)}%`;
    } else this.#fillScore(cell, column - FIRST_ASSIGNMENT, place);
  }

  #fillStudent(cell: HTMLElement, place: number): void {
    const { names, ownNames, usernames, emails, left } = this.#data.students;
    const more = usernames[place] ?? emails[place] ?? "";
    const own = ownNames[place] ?? null;
    const name = own === null ? names[place]! : `${names[place]!} (${own})`;
    cell.textContent = name;
    cell.title = [name, usernames[place], emails[place]]
      .filter((text) => text !== null && text !== "")
      .join(" · ");
    if (more !== "") {
      const login = createElement("span", "login");
      login.textContent = more;
      cell.append(" ", login);
    }
    if (left[place] === 1) {
      const badge = createElement("span", "badge");
      badge.textContent = this.#options.words.left;
      cell.append(" ", badge);
    }
  }

  #fillScore(cell: HTMLElement, index: number, place: number): void {
    const { assignments, points, flags, students } = this.#data;
    const { path, words, flags: names } = this.#options;
    const { id, points: maxPoints, isRemoved } = assignments[index]!;
    const value = points[index]![place] ?? null;
    const flagged = listFlags(flags[index]![place]!);
    cell.className = isRemoved
      ? "cell score removed"
      : `cell score tone-${chooseTone(value, maxPoints) ?? "none"}`;
    let link = cell.firstElementChild;
    if (!(link instanceof HTMLAnchorElement)) {
      link = document.createElement("a");
      link.setAttribute("tabindex", "-1");
      cell.replaceChildren(link);
    }
    link.setAttribute("href", `${path}/${id}/${students.ids[place]!}`);
    link.textContent = value === null ? "–" : this.#format(value);
    if (value === null && flagged.length === 0) link.setAttribute("aria-label", words.noScore);
    else link.removeAttribute("aria-label");
    if (flagged.length === 0) return;
    const marks = createElement("span", "mark");
    marks.textContent = flagged.map((name) => names[name].mark).join(" ");
    marks.setAttribute("aria-hidden", "true");
    link.append(marks);
    // Added to the visible text instead of a label that replaces it, because users of speech
    // control say what they see.
    const said = createElement("span", "visually-hidden");
    said.textContent = [
      "",
      ...(value === null ? [words.noScore] : []),
      ...flagged.map((name) => names[name].name),
    ].join(", ");
    link.append(said);
  }
}
