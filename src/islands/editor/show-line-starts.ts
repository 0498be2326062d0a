// Scrolls back to the first column as soon as the cursor can be seen from there. The editor alone
// scrolls only as far as the cursor needs, and would leave the starts of all lines out of view.

import type { Extension } from "@codemirror/state";
import { EditorView } from "@codemirror/view";

/** Room to the right of the cursor. */
const ROOM_PX = 40;

export function showLineStarts(): Extension {
  return EditorView.updateListener.of(({ view, selectionSet, docChanged }) => {
    if ((!selectionSet && !docChanged) || view.scrollDOM.scrollLeft === 0) return;
    view.requestMeasure({
      // One request, however many changes there are.
      key: showLineStarts,
      read: () => {
        const cursor = view.coordsAtPos(view.state.selection.main.head);
        if (cursor === null) return false;
        const { left } = view.contentDOM.getBoundingClientRect();
        const { clientWidth } = view.scrollDOM;
        const gutters = view.scrollDOM.querySelector<HTMLElement>(".cm-gutters")?.offsetWidth ?? 0;
        return cursor.right - left + ROOM_PX < clientWidth - gutters;
      },
      write: (fits) => {
        if (fits) view.scrollDOM.scrollLeft = 0;
      },
    });
  });
}
