// Debian's nginx as a reverse proxy: a separate process and folder. Without nginx, its tests are
// skipped, with a message.

import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { type AddressInfo, connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { ROOT } from "./packs.ts";

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
 * The example of docs/operating.md, for a site that listens on `port`: it strips the path, or keeps
 * it.
 */
export function locationInDocs(port: number, proxy: "stripping" | "keeping"): string {
  const docs = readFileSync(join(ROOT, "docs", "operating.md"), "utf8");
  const example = /```nginx\n(.*?)```/s.exec(docs)?.[1];
  if (example === undefined || !example.includes("http://127.0.0.1:3000/;"))
    throw new Error("docs/operating.md has no such example");
  return example.replace(
    "http://127.0.0.1:3000/;",
    `http://127.0.0.1:${port}${proxy === "stripping" ? "/" : ""};`,
  );
}

/**
 * A port that was free a moment ago: the address of a site is known before anything listens there.
 */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** `locations`: by the port that serves each. */
export async function startNginx(locations: ReadonlyMap<number, string>): Promise<Nginx> {
  if (NGINX === undefined) throw new Error("there is no nginx");
  const folder = mkdtempSync(join(tmpdir(), "gradus-nginx-"));
  const log = join(folder, "requests.log");
  const config = join(folder, "nginx.conf");
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map(
    (name) => `  ${name}_temp_path ${join(folder, name)};`,
  );
  const servers = [...locations].map(
    ([port, location]) => `  server {\n    listen 127.0.0.1:${port};\n${location}\n  }`,
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
${servers.join("\n")}
}
`,
  );
  const child = spawn(NGINX, ["-p", folder, "-c", config, "-e", join(folder, "error.log")], {
    stdio: "ignore",
  });
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const close = async () => {
    child.kill("SIGTERM");
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
  for (const port of locations.keys()) {
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

function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1", () => resolve(true));
    socket.on("error", () => resolve(false));
    socket.on("connect", () => socket.destroy());
  });
}
