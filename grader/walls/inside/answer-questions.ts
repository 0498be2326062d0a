// The inside of a program behind walls that answers one request after another, without a worker
// thread. A request may block it, or end the process: the parent limits the time, and knows the
// request.

import { encodeFrame, FrameReader } from "../protocol/frames.ts";

const MAX_QUESTION_BYTES = 256 * 1024 * 1024;

/** Call it when everything is loaded. `answer` must not throw. */
export function answerQuestions(answer: (question: unknown) => object): void {
  // From here on, no files are needed.
  process.permission?.drop("fs.read");
  const die = () => process.kill(process.pid, "SIGKILL");
  const send = (message: object) => process.stdout.write(encodeFrame(message));
  const reader = new FrameReader(MAX_QUESTION_BYTES);
  process.stdin.on("data", (chunk: Buffer) => {
    for (const text of reader.pushRaw(chunk)) send(answer(JSON.parse(text) as unknown));
  });
  // The parent has ended, or closed the pipe.
  process.stdin.on("end", die);
  process.stdin.on("error", die);
  process.stdout.on("error", die);
  send({ type: "ready" });
}
