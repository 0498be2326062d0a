// Bodies above the size limit, over a real connection: refused each time, the sender hears it, and the
// next request is answered.

import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { MAX_FORM_BYTES } from "../../src/http/security.ts";
import { startSite, type TestSite } from "../support/site.ts";

let site: TestSite;
beforeAll(async () => {
  site = await startSite();
});
afterAll(() => site.close());

const SUM = "/exercises/tiny/sum";

test.each([
  ["PUT", `${SUM}/draft`],
  ["POST", `${SUM}/live-tests`],
  ["POST", `${SUM}/types`],
  ["POST", `${SUM}/submissions`],
  ["POST", `/api/v1${SUM}/submissions`],
  ["POST", `/api/v1${SUM}/live-tests`],
])(
  "%s %s: 413 for a body of known length and for one that comes in pieces, repeatedly",
  async (method, path) => {
    const text = JSON.stringify({ source: "x".repeat(2 * MAX_FORM_BYTES) });
    const pieces = () => new Blob([text.slice(0, 100_000), text.slice(100_000)]).stream();
    const statuses: number[] = [];
    for (const body of [text, pieces(), text, pieces()]) {
      const init: RequestInit & { duplex: "half" } = {
        method,
        headers: { origin: site.url, "content-type": "application/json" },
        body,
        duplex: "half",
      };
      statuses.push((await fetch(`${site.url}${path}`, init)).status);
      statuses.push((await fetch(`${site.url}/healthz`)).status);
    }
    expect(statuses).toEqual([413, 200, 413, 200, 413, 200, 413, 200]);
  },
);

test.each(["of known length", "in pieces"])(
  "a body %s is read to its end before it is refused, so that the sender hears the answer",
  async (kind) => {
    const length = 3 * MAX_FORM_BYTES;
    const inPieces = kind === "in pieces";
    const piece = (bytes: number) =>
      inPieces ? `${bytes.toString(16)}\r\n${"x".repeat(bytes)}\r\n` : "x".repeat(bytes);
    const size = inPieces ? "transfer-encoding: chunked" : `content-length: ${length}`;
    const socket = openRequest(size);
    let heard = "";
    const closed = new Promise<void>((resolve, reject) => {
      socket
        .setEncoding("utf8")
        .on("data", (chunk: string) => (heard += chunk))
        .on("error", reject)
        .on("close", () => resolve());
    });
    const send = (text: string) => new Promise((resolve) => socket.write(text, resolve));
    await send(piece(2 * MAX_FORM_BYTES));
    // By now the server knows that it is too much.
    await fetch(`${site.url}/healthz`);
    expect(heard).toBe("");
    await send(piece(MAX_FORM_BYTES) + (inPieces ? "0\r\n\r\n" : ""));
    await send("GET /healthz HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n");
    await closed;
    expect(heard).toMatch(/^HTTP\/1\.1 413 [^]*HTTP\/1\.1 200 /);
  },
);

test("a body of gigabytes is refused by its length alone", async () => {
  const socket = openRequest("content-length: 9999999999");
  const heard: string[] = [];
  socket.setEncoding("utf8").on("data", (chunk: string) => heard.push(chunk));
  await once(socket, "close");
  expect(heard.join("")).toMatch(/^HTTP\/1\.1 413 /);
});

test("a body without end is not read for ever", async () => {
  const socket = openRequest("transfer-encoding: chunked");
  // Whether the answer is heard is chance: the sender does not listen.
  socket.on("error", () => undefined);
  const closed = new Promise<void>((resolve) => socket.on("close", () => resolve()));
  const mebibyte = `${(2 ** 20).toString(16)}\r\n${"x".repeat(2 ** 20)}\r\n`;
  let sent = 0;
  for (; sent < 200 && !socket.destroyed; sent++)
    if (!socket.write(mebibyte))
      await Promise.race([new Promise((resolve) => socket.once("drain", resolve)), closed]);
  await closed;
  expect(sent).toBeLessThan(200);
  expect((await fetch(`${site.url}/healthz`)).status).toBe(200);
});

function openRequest(size: string): Socket {
  const socket = connect(Number(new URL(site.url).port), "127.0.0.1");
  socket.write(`PUT ${SUM}/draft HTTP/1.1\r\nhost: x\r\norigin: ${site.url}\r\n${size}\r\n\r\n`);
  return socket;
}
