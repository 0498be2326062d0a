// A message's text as HTML: code in backticks, blocks of code, and nothing else.

import { expect, test } from "vitest";
import { MessageText } from "../../src/ui/message-text.tsx";

const render = (text: string) =>
  (MessageText({ text }) as unknown as { toString: () => string }).toString();
const block = (code: string) => `<pre class="message-code" tabindex="0"><code>${code}</code></pre>`;
const words = (html: string) => `<p class="comment-text">${html}</p>`;

test.each([
  ["one `word`", words("one <code>word</code>")],
  [
    "a\n\n```\nconst b = 1;\n\nreturn b;\n```\n\nc",
    words("a") + block("const b = 1;\n\nreturn b;") + words("c"),
  ],
  ["```ts\n<b> `x`\n```", block("&lt;b&gt; `x`")],
  ["```\na\n```\n```\nb\n```", block("a") + block("b")],
  ["```\n```", block("")],
])("%j", (text, html) => {
  expect(render(text)).toBe(html);
});

test("an open fence is text", () => {
  expect(render("look:\n```\nconst a")).not.toContain("<pre");
});
