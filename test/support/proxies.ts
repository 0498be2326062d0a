// The examples for nginx and Caddy in docs/deploying/, started in front of a server on this machine,
// and a guest who uses them.

import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { request as requestPlain, type IncomingMessage } from "node:http";
import { request as requestOverTls } from "node:https";
import { join } from "node:path";
import { CADDY, startCaddy } from "./caddy.ts";
import { fillInExample } from "./deploying-examples.ts";
import { NGINX, startNginx, startNginxWith } from "./nginx.ts";
import { temporaryFolder } from "./packs.ts";

export const OPENSSL = ["/usr/bin/openssl", "/usr/local/bin/openssl"].find((path) =>
  existsSync(path),
);
export const NEEDS_OPENSSL =
  OPENSSL === undefined ? " (skipped: there is no openssl; apt install openssl)" : "";
export interface Certificate {
  file: string;
  keyFile: string;
}

export interface Ports {
  /** The server's. */
  inside: number;
  /** The proxy's. */
  port: number;
  /** The proxy's, where it only redirects to HTTPS. */
  redirecting: number;
}

export interface Proxy {
  name: string;
  isHere: boolean;
  usesTls: boolean;
  base: string;
  /** `change`: of the example, before it is used. */
  start: (
    ports: Ports,
    certificate: Certificate,
    change?: (example: string) => string,
  ) => Promise<{ close: () => Promise<void> }>;
}

const unchanged = (example: string) => example;
const nginxIsHere = { isHere: NGINX !== undefined };
const caddyIsHere = { isHere: CADDY !== undefined };
const ownHost = { usesTls: true, base: "" };
const belowPath = { usesTls: false, base: "/gradus" };

export const PROXIES: Proxy[] = [
  {
    name: "nginx, with a host of its own",
    ...nginxIsHere,
    ...ownHost,
    start: ({ inside, port, redirecting }, { file, keyFile }, change = unchanged) => {
      const servers = fillInExample("nginx-host.conf", {
        "127.0.0.1:3000": `127.0.0.1:${inside}`,
        "listen 80;": `listen 127.0.0.1:${redirecting};`,
        "listen 443 ssl": `listen 127.0.0.1:${port} ssl`,
        "server_name gradus.example.org": "server_name 127.0.0.1",
        "/etc/ssl/gradus/fullchain.pem": file,
        "/etc/ssl/gradus/privkey.pem": keyFile,
      });
      return startNginxWith(change(servers), [redirecting, port]);
    },
  },
  {
    name: "nginx, below a path",
    ...nginxIsHere,
    ...belowPath,
    start: ({ inside, port }, _, change = unchanged) =>
      startNginx(
        new Map([
          [
            port,
            change(fillInExample("nginx-path.conf", { "127.0.0.1:3000/": `127.0.0.1:${inside}/` })),
          ],
        ]),
      ),
  },
  {
    name: "Caddy, with a host of its own",
    ...caddyIsHere,
    ...ownHost,
    start: ({ inside, port }, { file, keyFile }, change = unchanged) =>
      startCaddy(
        change(
          fillInExample("Caddyfile-host", {
            "\ngradus.example.org {": `\nhttps://127.0.0.1:${port} {\n\ttls ${file} ${keyFile}`,
            "reverse_proxy 127.0.0.1:3000": `reverse_proxy 127.0.0.1:${inside}`,
          }),
        ),
        port,
      ),
  },
  {
    name: "Caddy, below a path",
    ...caddyIsHere,
    ...belowPath,
    start: ({ inside, port }, _, change = unchanged) =>
      startCaddy(
        change(
          fillInExample("Caddyfile-path", {
            "\nexample.org {": `\nhttp://127.0.0.1:${port} {`,
            "reverse_proxy 127.0.0.1:3000": `reverse_proxy 127.0.0.1:${inside}`,
          }),
        ),
        port,
      ),
  },
];

/** For 127.0.0.1, signed by itself. */
export function makeCertificate(): Certificate {
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
export class Guest {
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
