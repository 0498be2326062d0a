// One row of the grid. Rows that scroll out of view are reused for others, because creating cells
// costs more than changing their text. Columns out of view have no cells.

import type { CellText } from "./cell-text.ts";
import { STUDENT } from "./order.ts";
import { createElement } from "./element.ts";

/** The columns that are in the page, and their positions. */
export interface ColumnsShown {
  columns: readonly number[];
  firstPx: number;
  columnPx: number;
}

export class GridRow {
  readonly element = createElement("div", "grid-row", "row");
  /** By column: only the visible ones. */
  readonly cells = new Map<number, HTMLElement>();

  /** `activeColumn`: the column of the cell in the tab order, if it is in this row. */
  fill(
    text: CellText,
    place: number,
    index: number,
    rowPx: number,
    shown: ColumnsShown,
    activeColumn: number | null,
  ): void {
    this.element.style.transform = `translateY(${index * rowPx}px)`;
    this.element.setAttribute("aria-rowindex", String(index + 2));
    this.element.dataset["index"] = String(index);
    this.#place(shown);
    for (const [column, cell] of this.cells) {
      text.fill(cell, column, place);
      cell.tabIndex = column === activeColumn ? 0 : -1;
    }
  }

  /** Reuses cells that scrolled out of view for those that came into view. */
  #place({ columns, firstPx, columnPx }: ColumnsShown): void {
    const spare: HTMLElement[] = [];
    for (const [column, cell] of this.cells) {
      if (columns.includes(column)) continue;
      spare.push(cell);
      this.cells.delete(column);
    }
    for (const column of columns) {
      let cell = this.cells.get(column);
      if (cell === undefined) {
        cell =
          spare.pop() ??
          createElement("div", "cell", column === STUDENT ? "rowheader" : "gridcell");
        cell.setAttribute("aria-colindex", String(column + 1));
        cell.dataset["column"] = String(column);
        this.cells.set(column, cell);
        if (!cell.isConnected || cell.parentElement !== this.element) this.element.append(cell);
      }
      if (column !== STUDENT) cell.style.left = `${firstPx + (column - 1) * columnPx}px`;
    }
    for (const cell of spare) cell.remove();
  }
}
