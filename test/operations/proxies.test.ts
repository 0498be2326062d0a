// The examples for nginx and Caddy in docs/deploying/, each started in front of a real server: with
// a host of its own over TLS, and below a path. A page that waits for a report gets each change at
// once, because no proxy holds the stream back.

import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { NEEDS_CADDY } from "../support/caddy.ts";
import { pathWithoutBubblewrap, REAL_BUBBLEWRAP } from "../support/failing-bubblewrap.ts";
import { freePorts, NEEDS_NGINX } from "../support/nginx.ts";
import { temporaryFolder } from "../support/packs.ts";
import {
  Guest,
  makeCertificate,
  NEEDS_OPENSSL,
  OPENSSL,
  type Ports,
  PROXIES,
  type Proxy,
} from "../support/proxies.ts";
import { startServerProcess, untilItListens } from "../support/server-process.ts";
import { SUM_RIGHT } from "../support/submissions.ts";

const PATIENT = { timeout: 120_000 };

interface Site {
  proxy: Proxy;
  guest: Guest;
  origin: string;
  putUpWalls: () => void;
}

/**
 * A server and the proxy in front of it. Until `putUpWalls`, bubblewrap is missing, so that
 * everything waits.
 */
async function startBehind(proxy: Proxy, ports: Ports): Promise<Site> {
  const certificate = makeCertificate();
  const origin = `${proxy.usesTls ? "https" : "http"}://127.0.0.1:${ports.port}`;
  const bin = pathWithoutBubblewrap();
  const server = startServerProcess(temporaryFolder(), {
    env: {
      PATH: bin,
      PORT: String(ports.inside),
      GRADUS_URL: `${origin}${proxy.base}`,
      GRADUS_TRUSTED_PROXIES: "127.0.0.1",
      GRADUS_REQUIRE_WALLS: "1",
      GRADUS_SLOTS: "1",
      GRADUS_LANGUAGE: "en",
    },
  });
  const { close } = await proxy.start(ports, certificate);
  onTestFinished(close);
  await untilItListens(server);
  return {
    proxy,
    guest: new Guest(origin, certificate),
    origin,
    putUpWalls: () => symlinkSync(REAL_BUBBLEWRAP!, join(bin, "bwrap")),
  };
}

const here = PROXIES.filter(({ isHere }) => isHere);

// Started one after another, then used at once, since each takes up to 15 s to notice bubblewrap.
test.skipIf(here.length === 0 || OPENSSL === undefined)(
  `pages, a submission, and its events as they come, behind each proxy${NEEDS_NGINX}${NEEDS_CADDY}${NEEDS_OPENSSL}`,
  async () => {
    const submitBehind = async ({ proxy: { base }, guest, origin, putUpWalls }: Site) => {
      const first = await guest.read(`${base}/`);
      expect(first.status).toBe(200);
      const style = /href="([^"]*\/assets\/styles[^"]+)"/.exec(first.text)![1]!;
      expect(style.startsWith(`${base}/assets/`)).toBe(true);
      expect((await guest.read(style)).status).toBe(200);
      // Without the slash at its end the site answers too, or the proxy leads to the one with it.
      expect([200, 301]).toContain((await guest.read(base)).status);

      const sent = await guest.read(`${base}/exercises/tiny/sum/submissions`, {
        source: SUM_RIGHT,
      });
      expect(sent.status).toBe(303);
      const page = new URL(sent.headers.location!, origin).pathname;
      expect(page).toMatch(new RegExp(`^${base}/submissions/\\w+$`));

      // The stream says that it waits, and then only a few bytes now and then. Both come while it is
      // open.
      const stream = await guest.open(`${page}/events`);
      expect(stream.headers["content-type"]).toMatch("text/event-stream");
      let events = "";
      let isOver = false;
      stream.on("data", (chunk: string) => (events += chunk)).on("end", () => (isOver = true));
      await expect.poll(() => events, PATIENT).toContain("event: waiting");
      await expect.poll(() => events, PATIENT).toContain(": still here");
      expect(isOver).toBe(false);

      if (REAL_BUBBLEWRAP === undefined) return stream.destroy();
      putUpWalls();
      await expect.poll(() => events, PATIENT).toContain("event: done");
      await expect.poll(() => isOver, PATIENT).toBe(true);
      expect((await guest.read(page)).text).toContain("10 of 10 points");
    };
    const free = await freePorts(3 * here.length);
    const sites: Site[] = [];
    for (const [i, proxy] of here.entries()) {
      const [inside, port, redirecting] = free.slice(3 * i) as [number, number, number];
      sites.push(await startBehind(proxy, { inside, port, redirecting }));
    }
    await Promise.all(
      sites.map((site) =>
        submitBehind(site).catch((error: unknown) => {
          throw new Error(`behind ${site.proxy.name}`, { cause: error });
        }),
      ),
    );
  },
  300_000,
);
