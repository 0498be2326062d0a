// A client may disconnect at any moment. That is not an error of the server: no warning, no stack,
// and a 400 in the request log. An abandoned stream of events is over.

import { connect, type Socket } from "node:net";
import type { AddressInfo } from "node:net";
import { serve } from "@hono/node-server";
import { pino } from "pino";
import { expect, onTestFinished, test } from "vitest";
import { openQuietSite } from "../support/quiet-site.ts";
import { submitByForm } from "../support/submissions-in-place.ts";

interface Line {
  level: number;
  msg: string;
  route?: string;
  status?: number;
}

async function listen() {
  const lines: Line[] = [];
  const log = pino(
    { level: "debug" },
    { write: (line) => void lines.push(JSON.parse(line) as Line) },
  );
  const site = await openQuietSite({}, {}, log);
  const server = serve({ fetch: site.app.fetch, port: 0, hostname: "127.0.0.1" });
  onTestFinished(async () => {
    await new Promise((resolve) => server.close(resolve));
    site.close();
  });
  await new Promise((resolve) => server.once("listening", resolve));
  const { port } = server.address() as AddressInfo;
  const origin = `http://127.0.0.1:${port}`;
  const begin = (request: string, headers: Record<string, string>, body = ""): Promise<Socket> =>
    new Promise((resolve) => {
      const all = { host: `127.0.0.1:${port}`, origin, ...headers };
      const head = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
      const socket = connect(port, "127.0.0.1", () => {
        socket.write(`${request} HTTP/1.1\r\n${head.join("")}\r\n${body}`, () => resolve(socket));
      });
      socket.on("error", () => undefined);
    });
  return { site, lines, begin };
}

const FORM = "application/x-www-form-urlencoded";
const PARTS = "multipart/form-data; boundary=x";
const KNOWN = { "content-length": "1000" };
const PIECES = { "transfer-encoding": "chunked" };

test("a body that breaks off causes no error, however it was sent and wherever", async () => {
  const { lines, begin } = await listen();
  const sum = "/exercises/tiny/sum";
  const begun: [request: string, type: string, length: Record<string, string>, body: string][] = [
    [`POST ${sum}/submissions`, FORM, KNOWN, "a=1"],
    [`POST ${sum}/submissions`, FORM, PIECES, "3\r\na=1\r\n"],
    [`POST ${sum}/submissions`, PARTS, KNOWN, "--x\r\n"],
    [`POST ${sum}/submissions`, PARTS, PIECES, "3\r\n--x\r\n"],
    [`PUT ${sum}/draft`, "application/json", KNOWN, "{"],
    [`POST /api/v1${sum}/submissions`, "application/json", PIECES, "1\r\n{\r\n"],
    ["POST /courses/abc/people/import", PARTS, KNOWN, "--x\r\n"],
    ["POST /courses/abc/gradebook/import", PARTS, PIECES, "3\r\n--x\r\n"],
    ["POST /auth/callback/oidc", FORM, PIECES, "3\r\na=1\r\n"],
    ["POST /sign-in", FORM, PIECES, ""],
    ["DELETE /nowhere", FORM, PIECES, "5\r\na"],
  ];
  for (const [i, [request, type, length, body]] of begun.entries()) {
    const socket = await begin(request, { "content-type": type, ...length }, body);
    socket.resetAndDestroy();
    await expect
      .poll(() => lines.filter(({ msg }) => msg === "request").length, { timeout: 30_000 })
      .toBe(i + 1);
  }
  expect(lines.filter(({ level }) => level >= 40)).toEqual([]);
  expect(lines.map(({ status }) => status)).toEqual(Array(begun.length).fill(400));
}, 120_000);

test("a stream of events that its reader leaves is over, without an error", async () => {
  const { site, lines, begin } = await listen();
  const guest = site.visit();
  const id = await submitByForm(guest, "export const total = () => 0;");
  const cookie = [...guest.cookies].map((pair) => pair.join("=")).join("; ");
  const socket = await begin(`GET /submissions/${id}/events`, { cookie });
  await new Promise((resolve) => socket.once("data", resolve));
  expect(site.services.progress.listenerCount).toBe(1);
  socket.resetAndDestroy();
  await expect.poll(() => site.services.progress.listenerCount, { timeout: 30_000 }).toBe(0);
  expect(lines.filter(({ level }) => level >= 40)).toEqual([]);
}, 60_000);
