// Server-sent events behind the examples for nginx and Caddy: an event is at the client while the
// answer is still open. The server is a stand-in that sends one event, with the headers of the site's
// streams, and ends only when the test says so. The same test notices a proxy that buffers.

import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, onTestFinished, test } from "vitest";
import { NEEDS_CADDY } from "../support/caddy.ts";
import { freePorts, NEEDS_NGINX } from "../support/nginx.ts";
import {
  Guest,
  makeCertificate,
  NEEDS_OPENSSL,
  OPENSSL,
  PROXIES,
  type Proxy,
} from "../support/proxies.ts";

const PATIENT = { timeout: 60_000 };
/** An event that is held back has not arrived after this time, and on no machine arrives later. */
const HELD_MS = 2000;

/** The headers of src/submissions/events.tsx. */
const HEADERS = {
  "content-type": "text/event-stream",
  "cache-control": "no-cache, no-transform",
  "x-accel-buffering": "no",
};

/** A server that sends one event to everybody who asks. */
async function startStream() {
  const open: ServerResponse[] = [];
  const server = createServer((_, response) => {
    open.push(response);
    response.writeHead(200, HEADERS);
    response.write("event: waiting\ndata: 1\n\n");
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const end = () => open.forEach((response) => response.end());
  return { inside: (server.address() as AddressInfo).port, open, end };
}

/** What has arrived, and whether the answer is over. */
async function openBehind(proxy: Proxy, change?: (example: string) => string) {
  const { inside, open, end } = await startStream();
  const [port, redirecting] = (await freePorts(2)) as [number, number];
  const certificate = makeCertificate();
  const { close } = await proxy.start({ inside, port, redirecting }, certificate, change);
  onTestFinished(close);
  const guest = new Guest(`${proxy.usesTls ? "https" : "http"}://127.0.0.1:${port}`, certificate);
  const arrived = { text: "", isOver: false };
  const reading = guest.open(`${proxy.base}/submissions/x/events`).then((response) => {
    response
      .on("data", (chunk: string) => (arrived.text += chunk))
      .on("end", () => (arrived.isOver = true));
  });
  await expect.poll(() => open.length, PATIENT).toBe(1);
  return { arrived, reading, end };
}

/** In the place of an operator's mistake: everything is collected until the answer ends. */
const BUFFERING: Record<string, (example: string) => string> = {
  nginx: (example) =>
    example
      // An answer of HTTP/1.1 in chunks is never held back.
      .replace("proxy_http_version 1.1;", "proxy_http_version 1.0;")
      .replace(
        "proxy_read_timeout",
        "proxy_buffering on;\n proxy_ignore_headers X-Accel-Buffering;\n proxy_read_timeout",
      ),
  Caddy: (example) => example.replace(/(reverse_proxy [\d.:]+)/, "$1 {\n\t\tbuffer_responses\n\t}"),
};

describe.each(PROXIES)("behind $name", (proxy) => {
  const [program = ""] = proxy.name.split(",");
  const needs = program === "nginx" ? NEEDS_NGINX : NEEDS_CADDY;
  const cannot = !proxy.isHere || OPENSSL === undefined;

  test.skipIf(cannot)(
    `an event arrives before the answer ends${needs}${NEEDS_OPENSSL}`,
    async () => {
      const { arrived, reading, end } = await openBehind(proxy);
      await reading;
      await expect.poll(() => arrived.text, PATIENT).toContain("event: waiting");
      expect(arrived.isOver).toBe(false);
      end();
      await expect.poll(() => arrived.isOver, PATIENT).toBe(true);
    },
  );

  test.skipIf(cannot)(
    `with buffering, no event arrives before the answer ends${needs}${NEEDS_OPENSSL}`,
    async () => {
      const { arrived, reading, end } = await openBehind(proxy, BUFFERING[program]);
      await sleep(HELD_MS);
      expect(arrived.text).toBe("");
      end();
      await reading;
      await expect.poll(() => arrived.isOver, PATIENT).toBe(true);
      expect(arrived.text).toContain("event: waiting");
    },
  );
});

test.skipIf(!PROXIES[0]!.isHere || OPENSSL === undefined)(
  `nginx lets events pass with HTTP/1.0 too, since the stream's header switches buffering off${NEEDS_NGINX}${NEEDS_OPENSSL}`,
  async () => {
    const { arrived, reading, end } = await openBehind(PROXIES[0]!, (example) =>
      example.replace("proxy_http_version 1.1;", "proxy_http_version 1.0;"),
    );
    await reading;
    await expect.poll(() => arrived.text, PATIENT).toContain("event: waiting");
    expect(arrived.isOver).toBe(false);
    end();
  },
);
