// The examples for nginx and Caddy in docs/deploying/, each started in front of a real server: with
// a host of its own over TLS, and below a path. A page that waits for a report gets each change at
// once, because no proxy holds the stream back.

import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, symlinkSync } from "node:fs";
import { request as requestPlain, type IncomingMessage } from "node:http";
import { request as requestOverTls } from "node:https";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { CADDY, NEEDS_CADDY, startCaddy } from "../support/caddy.ts";
import { fillInExample } from "../support/deploying-examples.ts";
import { pathWithoutBubblewrap, REAL_BUBBLEWRAP } from "../support/failing-bubblewrap.ts";
import { freePorts, NEEDS_NGINX, NGINX, startNginx, startNginxWith } from "../support/nginx.ts";
import { temporaryFolder } from "../support/packs.ts";
import { startServerProcess, untilItListens } from "../support/server-process.ts";
import { SUM_RIGHT } from "../support/submissions.ts";

const OPENSSL = ["/usr/bin/openssl", "/usr/local/bin/openssl"].find((path) => existsSync(path));
const NEEDS_OPENSSL = OPENSSL === undefined ? " (skipped: there is no openssl)" : "";
const PATIENT = { timeout: 120_000 };

interface Certificate {
  file: string;
  keyFile: string;
}

interface Ports {
  /** The server's. */
  inside: number;
  /** The proxy's. */
  port: number;
  /** The proxy's, where it only redirects to HTTPS. */
  redirecting: number;
}

interface Proxy {
  name: string;
  isHere: boolean;
  usesTls: boolean;
  base: string;
  start: (ports: Ports, certificate: Certificate) => Promise<{ close: () => Promise<void> }>;
}

const nginxIsHere = { isHere: NGINX !== undefined };
const caddyIsHere = { isHere: CADDY !== undefined };
const ownHost = { usesTls: true, base: "" };
const belowPath = { usesTls: false, base: "/gradus" };

const PROXIES: Proxy[] = [
  {
    name: "nginx, with a host of its own",
    ...nginxIsHere,
    ...ownHost,
    start: ({ inside, port, redirecting }, { file, keyFile }) => {
      const servers = fillInExample("nginx-host.conf", {
        "127.0.0.1:3000": `127.0.0.1:${inside}`,
        "listen 80;": `listen 127.0.0.1:${redirecting};`,
        "listen 443 ssl": `listen 127.0.0.1:${port} ssl`,
        "server_name gradus.example.org": "server_name 127.0.0.1",
        "/etc/ssl/gradus/fullchain.pem": file,
        "/etc/ssl/gradus/privkey.pem": keyFile,
      });
      return startNginxWith(servers, [redirecting, port]);
    },
  },
  {
    name: "nginx, below a path",
    ...nginxIsHere,
    ...belowPath,
    start: ({ inside, port }) =>
      startNginx(
        new Map([
          [port, fillInExample("nginx-path.conf", { "127.0.0.1:3000/": `127.0.0.1:${inside}/` })],
        ]),
      ),
  },
  {
    name: "Caddy, with a host of its own",
    ...caddyIsHere,
    ...ownHost,
    start: ({ inside, port }, { file, keyFile }) =>
      startCaddy(
        fillInExample("Caddyfile-host", {
          "\ngradus.example.org {": `\nhttps://127.0.0.1:${port} {\n\ttls ${file} ${keyFile}`,
          "reverse_proxy 127.0.0.1:3000": `reverse_proxy 127.0.0.1:${inside}`,
        }),
        port,
      ),
  },
  {
    name: "Caddy, below a path",
    ...caddyIsHere,
    ...belowPath,
    start: ({ inside, port }) =>
      startCaddy(
        fillInExample("Caddyfile-path", {
          "\nexample.org {": `\nhttp://127.0.0.1:${port} {`,
          "reverse_proxy 127.0.0.1:3000": `reverse_proxy 127.0.0.1:${inside}`,
        }),
        port,
      ),
  },
];

/** For 127.0.0.1, signed by itself. */
function makeCertificate(): Certificate {
  const folder = temporaryFolder();
  const [file, keyFile] = [join(folder, "certificate.pem"), join(folder, "key.pem")];
  const request =
    "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=127.0.0.1 -addext subjectAltName=IP:127.0.0.1";
  const { status, stderr } = spawnSync(
    OPENSSL!,
    [...request.split(" "), "-keyout", keyFile, "-out", file],
    { encoding: "utf8" },
  );
  if (status !== 0) throw new Error(stderr);
  return { file, keyFile };
}

/** A guest whose browser trusts the certificate. */
class Guest {
  readonly #origin: string;
  readonly #ca: Buffer;
  #cookie = "";

  constructor(origin: string, { file }: Certificate) {
    this.#origin = origin;
    this.#ca = readFileSync(file);
  }

  /** Resolves as soon as the head of the answer is there. */
  async open(path: string, form?: Record<string, string>): Promise<IncomingMessage> {
    const url = new URL(path, this.#origin);
    const headers = {
      origin: this.#origin,
      cookie: this.#cookie,
      "content-type": "application/x-www-form-urlencoded",
    };
    const method = form === undefined ? "GET" : "POST";
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      const request =
        url.protocol === "https:"
          ? requestOverTls(url, { method, headers, ca: this.#ca }, resolve)
          : requestPlain(url, { method, headers }, resolve);
      request.on("error", reject);
      request.end(form === undefined ? "" : new URLSearchParams(form).toString());
    });
    const set = response.headers["set-cookie"]?.map((cookie) => cookie.split(";")[0]!);
    if (set !== undefined) this.#cookie = set.join("; ");
    return response.setEncoding("utf8");
  }

  async read(path: string, form?: Record<string, string>) {
    const response = await this.open(path, form);
    let text = "";
    for await (const chunk of response) text += String(chunk);
    return { status: response.statusCode, headers: response.headers, text };
  }
}

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
