// A table of any length that has only its visible rows in the page. Header and first column do not
// move. The keyboard moves between cells as the ARIA practices for grids describe: one cell is in
// the tab order, and arrow keys move from there.

import {
  elementScroll,
  observeElementOffset,
  observeElementRect,
  Virtualizer,
  type VirtualizerOptions,
} from "@tanstack/virtual-core";
import type { GradebookData, GradebookStart } from "../../gradebook/gradebook-data.ts";
import { CellText } from "./cell-text.ts";
import { findTarget } from "./keys.ts";
import { FIRST_ASSIGNMENT, type Wish } from "./order.ts";
import { type ColumnsShown, GridRow } from "./row.ts";
import { createElement } from "./element.ts";

const ROW_PX = 36;
const OVERSCAN = 3;
const HEADER = -1;

export interface GridOptions extends GradebookStart {
  language: string;
  label: string;
  onSort: (column: number) => void;
}

type RowVirtualizer = Virtualizer<HTMLElement, HTMLElement>;

export class GradebookGrid {
  /** The scrolling element. */
  readonly element = createElement("div", "grid-scroll");
  readonly #text: CellText;
  readonly #options: GridOptions;
  readonly #grid = createElement("div", "grid", "grid");
  readonly #body = createElement("div", "grid-body", "rowgroup");
  readonly #headers: HTMLElement[] = [];
  readonly #head = createElement("div", "grid-head", "rowgroup");
  readonly #empty = createElement("div", "grid-row empty", "row");
  readonly #columns: number;
  readonly #virtualizer: RowVirtualizer;
  readonly #rows = new Map<number, GridRow>();
  readonly #spare: GridRow[] = [];
  #places: number[] = [];
  #shown: ColumnsShown = { columns: [], firstPx: 0, columnPx: 0 };
  #active = { row: HEADER, column: 0 };

  constructor(data: GradebookData, options: GridOptions) {
    this.#options = options;
    this.#text = new CellText(data, options);
    this.#columns = FIRST_ASSIGNMENT + data.assignments.length;
    this.#grid.setAttribute("aria-label", options.label);
    this.#grid.setAttribute("aria-describedby", "gradebook-legend");
    this.#grid.setAttribute("aria-colcount", String(this.#columns));
    this.#makeHead();
    const nothing = createElement("div", "cell", "gridcell");
    nothing.textContent = options.words.noMatch;
    this.#empty.append(nothing);
    this.#grid.append(this.#head, this.#body);
    this.element.append(this.#grid);
    this.#virtualizer = new Virtualizer(this.#virtualOptions(0));
    this.#grid.addEventListener("keydown", (event) => this.#onKey(event));
    this.#grid.addEventListener("click", (event) => this.#onClick(event));
    // Arrow keys continue from the focused cell, however it got the focus.
    this.#grid.addEventListener("focusin", (event) => this.#onFocus(event));
  }

  mount(): void {
    this.#virtualizer._didMount();
    this.#virtualizer._willUpdate();
    this.element.addEventListener("scroll", () => this.#showColumns(), { passive: true });
    new ResizeObserver(() => this.#showColumns()).observe(this.element);
  }

  /** The visible columns, the first one, and that of the active cell, as for rows. */
  #showColumns(): void {
    const { scrollLeft, clientWidth } = this.element;
    const [firstPx, columnPx] = [this.#headers[0]!.offsetWidth, this.#headers[1]!.offsetWidth];
    const from = 1 + Math.floor(scrollLeft / columnPx);
    const to = 1 + Math.ceil((scrollLeft + clientWidth - firstPx) / columnPx);
    const columns = this.#headers
      .map((_, column) => column)
      .filter(
        (column) =>
          column === 0 || column === this.#active.column || (column >= from && column <= to),
      );
    const before = this.#shown;
    if (
      before.firstPx === firstPx &&
      before.columnPx === columnPx &&
      before.columns.join() === columns.join()
    )
      return;
    this.#shown = { columns, firstPx, columnPx };
    for (const [index, row] of this.#rows) this.#fill(row, index);
  }

  #fill(row: GridRow, index: number): void {
    row.fill(
      this.#text,
      this.#places[index]!,
      index,
      ROW_PX,
      this.#shown,
      index === this.#active.row ? this.#active.column : null,
    );
  }

  /** Shows these students, in this order. */
  show(places: number[], wish: Wish): void {
    this.#places = places;
    this.#grid.setAttribute("aria-rowcount", String(places.length + 1));
    const direction = wish.isDescending ? "descending" : "ascending";
    this.#headers.forEach((header, column) =>
      header.setAttribute("aria-sort", column === wish.column ? direction : "none"),
    );
    if (this.#active.row >= places.length)
      this.#active = { row: HEADER, column: this.#active.column };
    for (const index of this.#rows.keys()) this.#free(index);
    this.#virtualizer.setOptions(this.#virtualOptions(places.length));
    this.#virtualizer._willUpdate();
    this.#body.style.height = `${Math.max(1, places.length) * ROW_PX}px`;
    if (places.length === 0) this.#body.append(this.#empty);
    else this.#empty.remove();
    this.#showColumns();
    this.#draw();
    this.#markActive();
  }

  #virtualOptions(count: number): VirtualizerOptions<HTMLElement, HTMLElement> {
    return {
      count,
      getScrollElement: () => this.element,
      estimateSize: () => ROW_PX,
      overscan: OVERSCAN,
      scrollToFn: elementScroll,
      observeElementRect,
      observeElementOffset,
      onChange: () => this.#draw(),
    };
  }

  #makeHead(): void {
    const row = createElement("div", "grid-row", "row");
    row.setAttribute("aria-rowindex", "1");
    for (let column = 0; column < this.#columns; column++) {
      const header = this.#text.header(column);
      header.setAttribute("aria-colindex", String(column + 1));
      header.dataset["column"] = String(column);
      header.tabIndex = -1;
      this.#headers.push(header);
      row.append(header);
    }
    this.#head.append(row);
  }

  /**
   * The visible rows, and always the row of the active cell, so that the focus never leaves the
   * page.
   */
  #draw(): void {
    const wanted = new Set(this.#virtualizer.getVirtualItems().map(({ index }) => index));
    if (this.#active.row !== HEADER && this.#active.row < this.#places.length)
      wanted.add(this.#active.row);
    for (const index of this.#rows.keys()) if (!wanted.has(index)) this.#free(index);
    for (const index of wanted) {
      if (this.#rows.has(index) || index >= this.#places.length) continue;
      const row = this.#spare.pop() ?? new GridRow();
      this.#fill(row, index);
      this.#rows.set(index, row);
      if (!row.element.isConnected) this.#body.append(row.element);
    }
    // Removes rows of the previous view.
    for (const row of this.#spare) row.element.remove();
  }

  #free(index: number): void {
    this.#spare.push(this.#rows.get(index)!);
    this.#rows.delete(index);
  }

  #cellAt({ row, column }: { row: number; column: number }): HTMLElement | undefined {
    return row === HEADER ? this.#headers[column] : this.#rows.get(row)?.cells.get(column);
  }

  #markActive(): void {
    for (const cell of this.#grid.querySelectorAll<HTMLElement>('[tabindex="0"]'))
      cell.tabIndex = -1;
    const cell = this.#cellAt(this.#active);
    if (cell !== undefined) cell.tabIndex = 0;
  }

  #activate(row: number, column: number): void {
    this.#active = { row, column };
    if (row !== HEADER) this.#scrollToRow(row);
    this.#showColumns();
    this.#draw();
    this.#markActive();
    const cell = this.#cellAt(this.#active);
    if (cell === undefined) return;
    this.#scrollToColumn(cell, column);
    this.#showColumns();
    cell.focus({ preventScroll: true });
  }

  #scrollToRow(row: number): void {
    const { element: scroller } = this;
    const sight = scroller.clientHeight - this.#head.offsetHeight;
    const top = row * ROW_PX;
    if (top < scroller.scrollTop) scroller.scrollTop = top;
    else if (top + ROW_PX > scroller.scrollTop + sight) scroller.scrollTop = top + ROW_PX - sight;
  }

  /** Scrolls the cell out from under the first column, which does not move. */
  #scrollToColumn(cell: HTMLElement, column: number): void {
    if (column === 0) return;
    const { element: scroller } = this;
    const frozen = this.#headers[0]!.offsetWidth;
    if (cell.offsetLeft - frozen < scroller.scrollLeft)
      scroller.scrollLeft = cell.offsetLeft - frozen;
    else if (cell.offsetLeft + cell.offsetWidth > scroller.scrollLeft + scroller.clientWidth)
      scroller.scrollLeft = cell.offsetLeft + cell.offsetWidth - scroller.clientWidth;
  }

  #onKey(event: KeyboardEvent): void {
    const { row, column } = this.#active;
    if (event.key === "Enter" || (event.key === " " && row === HEADER)) {
      event.preventDefault();
      if (row === HEADER) this.#options.onSort(column);
      else this.#cellAt(this.#active)?.querySelector("a")?.click();
      return;
    }
    const pageRows = Math.max(
      1,
      Math.floor((this.element.clientHeight - this.#head.offsetHeight) / ROW_PX) - 1,
    );
    const target = findTarget(event, this.#active, {
      rows: this.#places.length,
      columns: this.#columns,
      pageRows,
    });
    if (target === undefined) return;
    event.preventDefault();
    this.#activate(target.row, target.column);
  }

  #onClick(event: MouseEvent): void {
    const header = (event.target as HTMLElement).closest<HTMLElement>("[role=columnheader]");
    if (header === null) return;
    this.#activate(HEADER, Number(header.dataset["column"]));
    this.#options.onSort(this.#active.column);
  }

  #onFocus(event: FocusEvent): void {
    const cell = (event.target as HTMLElement).closest<HTMLElement>("[data-column]");
    if (cell === null) return;
    const index = cell.parentElement?.dataset["index"];
    this.#active = {
      row: index === undefined ? HEADER : Number(index),
      column: Number(cell.dataset["column"]),
    };
    this.#markActive();
  }
}
