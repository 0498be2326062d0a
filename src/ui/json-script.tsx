// Data for an island, embedded in its page.

import { html, raw } from "hono/html";

/** No text in it can end the element: "</script>" is escaped. */
export function JsonScript({ id, data }: { id: string; data: unknown }) {
  const text = JSON.stringify(data).replaceAll("<", "\\u003c");
  return html`<script type="application/json" id="${id}">${raw(text)}</script>`;
}
