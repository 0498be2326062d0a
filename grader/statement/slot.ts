// The program that renders statements, one after the other, behind walls. It is stuck as long as a text keeps it, and dies where one is too much: its
// parent has the clock, and knows which text it was.

import { encodeFrame, FrameReader } from "../slots/frames.ts";
import type { StatementMessage, StatementRequest } from "./protocol.ts";
import { renderStatement } from "./render-statement.ts";
import { MAX_HTML_CHARACTERS } from "./wire.ts";

// Everything is loaded: from here on no file is needed.
process.permission?.drop("fs.read");

const die = () => process.kill(process.pid, "SIGKILL");
const send = (message: StatementMessage) => process.stdout.write(encodeFrame(message));

function answer({ id, text, targets }: StatementRequest): StatementMessage {
  try {
    const html = renderStatement(text, targets);
    if (html.length > MAX_HTML_CHARACTERS) return { type: "failed", id, detail: `${html.length} characters of HTML, more than ${MAX_HTML_CHARACTERS}` };
    return { type: "rendered", id, html };
  } catch (error) {
    return { type: "failed", id, detail: String(error instanceof Error ? error.message : error).slice(0, 300) };
  }
}

const reader = new FrameReader(256 * 1024 * 1024);
process.stdin.on("data", (chunk: Buffer) => {
  for (const text of reader.pushRaw(chunk)) send(answer(JSON.parse(text) as StatementRequest));
});
// The parent is gone, or wants no more.
process.stdin.on("end", die);
process.stdin.on("error", die);
process.stdout.on("error", die);
send({ type: "ready" });
