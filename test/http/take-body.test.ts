// The one clock: a body has some seconds to arrive, and its arrival time is taken before anything
// else is awaited.

import { connect } from "node:net";
import type { AddressInfo } from "node:net";
import { serve } from "@hono/node-server";
import { Hono } from "hono";
import { HTTPException } from "hono/http-exception";
import { expect, onTestFinished, test } from "vitest";
import type { AppEnv } from "../../src/http/environment.ts";
import { takeBody } from "../../src/http/take-body.ts";

/** Answers a form with its field `a` and the time of its arrival. */
function createApp(limits: Parameters<typeof takeBody>[0], now?: () => number) {
  const app = new Hono<AppEnv>();
  app.use(takeBody(limits, now));
  app.onError((error, c) => c.text("refused", error instanceof HTTPException ? error.status : 500));
  return app.all("/", async (c) =>
    c.text(`${(await c.req.parseBody<{ a?: string }>()).a ?? "-"} ${c.get("receivedAtMs")}`),
  );
}

async function listen(app: Hono<AppEnv>): Promise<number> {
  const server = serve({ fetch: app.fetch, port: 0, hostname: "127.0.0.1" });
  onTestFinished(() => void server.close());
  await new Promise((resolve) => server.once("listening", resolve));
  return (server.address() as AddressInfo).port;
}

/** Everything that arrives over a connection until the server closes it. */
function send(port: number, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, "127.0.0.1", () => socket.write(text));
    let heard = "";
    socket
      .setEncoding("utf8")
      .on("data", (chunk: string) => (heard += chunk))
      .on("error", reject)
      .on("close", () => resolve(heard));
  });
}

const head = (type: string, length: number) =>
  `POST / HTTP/1.1\r\nhost: localhost\r\ncontent-type: ${type}\r\ncontent-length: ${length}\r\n\r\n`;

test("a body that never ends: 408, and the connection is closed", async () => {
  const port = await listen(createApp({ form: 50, file: 600_000 }));
  const heard = await send(port, `${head("application/x-www-form-urlencoded", 100)}a=1`);
  expect(heard).toMatch(/^HTTP\/1\.1 408 /);
  expect(heard).toMatch(/\r\nconnection: close\r\n/i);
});

test("a file has more time than a form", async () => {
  const port = await listen(createApp({ form: 600_000, file: 50 }));
  expect(await send(port, `${head("multipart/form-data; boundary=x", 100)}--x`)).toMatch(
    /^HTTP\/1\.1 408 /,
  );
});

test("the time is that of the last byte, however long the rest takes, and the form can still be read", async () => {
  let nowMs = 1000;
  const app = createApp({ form: 60_000, file: 60_000 }, () => nowMs);
  let finish: () => void = () => undefined;
  const body = new ReadableStream({
    start: (controller) => {
      controller.enqueue(new TextEncoder().encode("a="));
      finish = () => {
        nowMs = 2000;
        controller.enqueue(new TextEncoder().encode("5"));
        controller.close();
      };
    },
  });
  const init: RequestInit & { duplex: "half" } = {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body,
    duplex: "half",
  };
  const answer = Promise.resolve(app.request("/", init)).then((response) => response.text());
  finish();
  expect(await answer).toBe("5 2000");
});

test("a request without a body has arrived at once", async () => {
  const app = createApp({ form: 60_000, file: 60_000 }, () => 7);
  expect(await (await app.request("/")).text()).toBe("- 7");
  expect(await (await app.request("/", { method: "POST" })).text()).toBe("- 7");
});
