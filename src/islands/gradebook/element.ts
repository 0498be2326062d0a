// Creates the elements of the grid.

export function createElement(tag: string, className: string, role?: string): HTMLElement {
  const made = document.createElement(tag);
  made.className = className;
  if (role !== undefined) made.setAttribute("role", role);
  return made;
}
