// Gradus as it is usually installed: its folder belongs to root, and its account may write only the
// data folder; or root runs it with a umask that makes its files unreadable for others. Each in its
// own mounts, which only root can create.

import { spawnSync } from "node:child_process";
import {
  appendFileSync,
  chmodSync,
  chownSync,
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { buildSlotProgram } from "../../grader/slots/parent/build-slot-program.ts";
import { REAL_BUBBLEWRAP } from "../support/failing-bubblewrap.ts";
import { ROOT, TINY } from "../support/packs.ts";
import { BIN, RunningGradus, type RunOptions } from "../support/run-gradus.ts";
import { Student, untilItListens } from "../support/server-process.ts";
import { SUM_RIGHT, SUM_WRONG, writeSubmission } from "../support/submissions.ts";

const ACCOUNT = 4321;
const CACHE = join(ROOT, "node_modules", ".cache");
const canMount =
  process.platform === "linux" &&
  process.getuid?.() === 0 &&
  spawnSync("unshare", ["-m", "true"]).status === 0;
const open = (path: string): boolean =>
  (statSync(path).mode & 0o005) === 0o005 && (path === "/" || open(dirname(path)));
const why = canMount ? "" : " (skipped: only root can mount, and not everywhere)";

interface Started extends RunOptions {
  /** The mount over the cache beside the packages: options of a tmpfs. */
  cache: string;
  umask?: string;
  /** As this account, and no longer as root. */
  account?: number;
}

/** `command` with an empty file system over the cache; the mounts are its own and end with it. */
function startWithCache(
  command: string[],
  { cache, umask = "022", account, ...options }: Started,
): RunningGradus {
  const become =
    account === undefined
      ? []
      : ["setpriv", `--reuid=${account}`, `--regid=${account}`, "--clear-groups", "--no-new-privs"];
  const script = `mount -t tmpfs -o ${cache} tmpfs "$1" && shift && umask ${umask} && exec "$@"`;
  const running = new RunningGradus(
    "unshare",
    ["-m", "sh", "-c", script, "sh", CACHE, ...become, ...command],
    options,
  );
  onTestFinished(async () => {
    running.child.kill("SIGKILL");
    await running.ended;
  });
  return running;
}

/** In the system's temporary folder, which all accounts can enter. */
function folderOf(account: number, mode = 0o700): string {
  const folder = mkdtempSync(join(tmpdir(), "gradus-test-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  chownSync(folder, account, account);
  chmodSync(folder, mode);
  return folder;
}

interface Ready {
  walls: { standing: string[] };
}

/** Until it grades; a right and a wrong submission get their verdicts. Ended in order. */
async function gradeOnSite(server: RunningGradus): Promise<Ready> {
  const url = await untilItListens(server);
  await expect
    .poll(async () => (await fetch(`${url}/readyz`)).status, { timeout: 60_000 })
    .toBe(200);
  const ready = (await (await fetch(`${url}/readyz`)).json()) as Ready;
  const student = new Student();
  for (const [source, verdict] of [
    [SUM_RIGHT, "accepted"],
    [SUM_WRONG, "wrong answer"],
  ] as const) {
    const page = `/submissions/${await student.submit(url, source)}`;
    await expect
      .poll(async () => (await student.send(url, page)).text(), { timeout: 60_000 })
      .toContain(verdict);
  }
  expect(
    (await fetch(`${url}${/"(\/assets\/styles[^"]+)"/.exec(await (await fetch(url)).text())![1]!}`))
      .status,
  ).toBe(200);
  server.child.kill("SIGTERM");
  expect((await server.ended).code).toBe(0);
  return ready;
}

/**
 * The first owner has changed a pack, and publishes it: it is checked in a separate process, which
 * needs what the server needs.
 */
async function publishOnSite(server: RunningGradus, packs: string): Promise<void> {
  const url = await untilItListens(server);
  await server.until("it names the owner's link", () => server.stderr.includes("/setup/"));
  const owner = new Student();
  const account = { name: "Olga", username: "olga", email: "", password: "correct horse battery" };
  expect((await owner.send(url, /\/setup\/\w+/.exec(server.stderr)![0], account)).status).toBe(303);
  appendFileSync(join(packs, "sum", "statement.en.md"), "\nOne more sentence.\n");
  expect((await owner.send(url, "/manage/publish", {})).status).toBe(303);
  await expect
    .poll(async () => (await owner.send(url, "/manage")).text(), { timeout: 120_000 })
    .toContain("1 new or changed");
}

const serve = [process.execPath, BIN, "serve"];
const siteOf = (data: string, temporary: string) => ({
  GRADUS_DATA: data,
  GRADUS_PACKS: TINY,
  GRADUS_LANGUAGE: "en",
  PORT: "0",
  TMPDIR: temporary,
  HOME: data,
});

if (canMount) mkdirSync(CACHE, { recursive: true });

describe.skipIf(!canMount)(`if the folder of packages cannot be written${why}`, () => {
  test("grading and the site work, from a folder that is removed afterwards; planted files in the folders of earlier versions are not touched", async () => {
    const temporary = folderOf(0, 0o1777);
    const planted = join(
      temporary,
      `gradus-${process.getuid!()}`,
      basename(buildSlotProgram().folder),
    );
    mkdirSync(planted, { recursive: true });
    // All submissions would be accepted, or nothing graded at all: it is enough that it would not
    // be ours.
    for (const name of ["slot.mjs", "worker.mjs", "prelude.js"])
      writeFileSync(join(planted, name), "process.exit(1);");
    for (const path of [dirname(planted), planted]) chownSync(path, ACCOUNT, ACCOUNT);

    for (const [source, code] of [
      [SUM_RIGHT, 0],
      [SUM_WRONG, 1],
    ] as const) {
      const graded = startWithCache(
        [process.execPath, BIN, "grade", "sum", writeSubmission(source), "--packs", TINY],
        { cache: "ro", env: { TMPDIR: temporary } },
      );
      expect(await graded.ended).toMatchObject({ code });
    }
    await gradeOnSite(startWithCache(serve, { cache: "ro", env: siteOf(folderOf(0), temporary) }));
    expect(readdirSync(temporary)).toEqual([basename(dirname(planted))]);
  }, 240_000);

  // Skipped if the account cannot even enter the project's folder.
  test.skipIf(!open(ROOT) || !open(process.execPath))(
    "an account that may write only the data folder runs the site",
    async () => {
      const data = folderOf(ACCOUNT);
      const packs = join(folderOf(0, 0o755), "tiny");
      cpSync(TINY, packs, { recursive: true });
      const server = startWithCache(serve, {
        cache: "ro",
        account: ACCOUNT,
        env: { ...siteOf(data, folderOf(0, 0o755)), GRADUS_PACKS: packs },
      });
      await publishOnSite(server, packs);
      await gradeOnSite(server);
      expect(existsSync(join(data, "gradus.db"))).toBe(true);
      expect(readdirSync(data).filter((name) => name.startsWith("gradus-"))).toEqual([]);
    },
    240_000,
  );
});

describe.skipIf(!canMount || REAL_BUBBLEWRAP === undefined)(
  `started by root with umask 077${why}${REAL_BUBBLEWRAP === undefined ? " (skipped: no bubblewrap)" : ""}`,
  () => {
    test("all four walls stand, with Node itself installed so that no one else can read it", async () => {
      const folder = folderOf(0);
      const node = join(folder, "node");
      copyFileSync(process.execPath, node);
      chmodSync(node, 0o700);
      const { walls } = await gradeOnSite(
        startWithCache([node, BIN, "serve"], {
          cache: "mode=0700",
          umask: "077",
          env: siteOf(folderOf(0), folder),
        }),
      );
      expect(walls.standing).toEqual(["permissions", "limits", "user", "namespaces"]);
    }, 240_000);
  },
);
