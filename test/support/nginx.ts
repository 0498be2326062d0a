// Debian's nginx as a reverse proxy: a separate process and folder. Without nginx, its tests are
// skipped, with a message.

import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { type AddressInfo, connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fillInExample } from "./deploying-examples.ts";

export const NGINX = [
  "/usr/sbin/nginx",
  "/usr/bin/nginx",
  "/usr/local/sbin/nginx",
  "/usr/local/bin/nginx",
].find((path) => existsSync(path));

/** For the title of a describe block: says why it is skipped. */
export const NEEDS_NGINX =
  NGINX === undefined ? " (skipped: there is no nginx; apt install nginx)" : "";

export interface Nginx {
  /** Its requests: "GET /gradus/ 200". */
  requests: () => string[];
  close: () => Promise<void>;
}

/**
 * docs/deploying/nginx-path.conf, for a site that listens on `port`: it strips the path, or
 * keeps it.
 */
export function locationInDocs(port: number, proxy: "stripping" | "keeping"): string {
  return fillInExample("nginx-path.conf", {
    "http://127.0.0.1:3000/;": `http://127.0.0.1:${port}${proxy === "stripping" ? "/" : ""};`,
  });
}

/**
 * A port that was free a moment ago: the address of a site is known before anything listens there.
 */
export async function freePort(): Promise<number> {
  return (await freePorts(1))[0]!;
}

/** As many of them, all different. */
export async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer());
  for (const server of servers)
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  for (const server of servers) await new Promise((resolve) => server.close(resolve));
  return ports;
}

/** `locations`: by the port that serves each. */
export function startNginx(locations: ReadonlyMap<number, string>): Promise<Nginx> {
  const servers = [...locations].map(
    ([port, location]) => `server {\n  listen 127.0.0.1:${port};\n${location}\n}`,
  );
  return startNginxWith(servers.join("\n"), [...locations.keys()]);
}

/** `servers`: what stands in nginx's http block. `ports`: those that it listens on. */
export async function startNginxWith(servers: string, ports: number[]): Promise<Nginx> {
  if (NGINX === undefined) throw new Error("there is no nginx");
  const folder = mkdtempSync(join(tmpdir(), "gradus-nginx-"));
  const log = join(folder, "requests.log");
  const child = spawn(NGINX, writeNginxConfig(folder, log, servers), { stdio: "ignore" });
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const close = async () => {
    child.kill("SIGTERM");
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
  for (const port of ports) {
    while (!(await isListening(port))) {
      if (child.exitCode === null) await sleep(20);
      else throw new Error(`nginx ended: ${readFileSync(join(folder, "error.log"), "utf8")}`);
    }
  }
  return {
    requests: () =>
      readFileSync(log, "utf8")
        .split("\n")
        .filter((line) => line !== ""),
    close,
  };
}

/** A whole configuration around the servers, in the folder. Returns nginx's arguments for it. */
export function writeNginxConfig(folder: string, log: string, servers: string): string[] {
  const config = join(folder, "nginx.conf");
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map(
    (name) => `  ${name}_temp_path ${join(folder, name)};`,
  );
  writeFileSync(
    config,
    `
daemon off;
master_process off;
pid ${join(folder, "pid")};
error_log ${join(folder, "error.log")};
events { worker_connections 512; }
http {
${temporary.join("\n")}
  log_format asked '$request_method $request_uri $status';
  access_log ${log} asked;
${servers}
}
`,
  );
  return ["-p", folder, "-c", config, "-e", join(folder, "error.log")];
}

export function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1", () => resolve(true));
    socket.on("error", () => resolve(false));
    socket.on("connect", () => socket.destroy());
  });
}
