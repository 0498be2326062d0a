// One row of the grid. Rows that have left the sight are filled anew for others: making thirty cells costs more than changing what stands in them.

import type { CellText } from "./cell-text.ts";
import { FIRST_ASSIGNMENT } from "./order.ts";

export function element(tag: string, className: string, role?: string): HTMLElement {
  const made = document.createElement(tag);
  made.className = className;
  if (role !== undefined) made.setAttribute("role", role);
  return made;
}

export class GridRow {
  readonly element = element("div", "grid-row", "row");
  readonly cells: HTMLElement[] = [];

  constructor(columns: number) {
    for (let column = 0; column < columns; column++) {
      const cell = element("div", "cell", column === 0 ? "rowheader" : "gridcell");
      cell.setAttribute("aria-colindex", String(column + 1));
      cell.dataset["column"] = String(column);
      cell.tabIndex = -1;
      if (column >= FIRST_ASSIGNMENT) {
        const link = document.createElement("a");
        link.tabIndex = -1;
        cell.append(link);
      }
      this.cells.push(cell);
    }
    this.element.append(...this.cells);
  }

  /** `activeColumn`: of the cell that is in the tab order, where it is in this row. */
  fill(text: CellText, place: number, index: number, rowPx: number, activeColumn: number | null): void {
    this.element.style.transform = `translateY(${index * rowPx}px)`;
    this.element.setAttribute("aria-rowindex", String(index + 2));
    this.element.dataset["index"] = String(index);
    this.cells.forEach((cell, column) => {
      text.fill(cell, column, place);
      cell.tabIndex = column === activeColumn ? 0 : -1;
    });
  }
}
