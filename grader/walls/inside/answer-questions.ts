// The inside of a program that is asked one thing after the other behind walls, without a thread
// beside it. It is stuck as long as a question keeps it, and dies where one is too much: its parent
// has the clock, and knows which question it was.

import { encodeFrame, FrameReader } from "../between/frames.ts";

const MAX_QUESTION_BYTES = 256 * 1024 * 1024;

/** To be called once everything is loaded. `answer` must not throw. */
export function answerQuestions(answer: (question: unknown) => object): void {
  // From here on no file is needed.
  process.permission?.drop("fs.read");
  const die = () => process.kill(process.pid, "SIGKILL");
  const send = (message: object) => process.stdout.write(encodeFrame(message));
  const reader = new FrameReader(MAX_QUESTION_BYTES);
  process.stdin.on("data", (chunk: Buffer) => {
    for (const text of reader.pushRaw(chunk)) send(answer(JSON.parse(text) as unknown));
  });
  // The parent is gone, or wants no more.
  process.stdin.on("end", die);
  process.stdin.on("error", die);
  process.stdout.on("error", die);
  send({ type: "ready" });
}
