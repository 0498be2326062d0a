// What becomes of the server when its starter ends: it ends with npm, however npm ends, and
// outlives a shell.

import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { describe, expect, onTestFinished, test } from "vitest";
import { findNpm, isNpm } from "../../src/cli/npm-runner.ts";
import { findOnPath } from "../../grader/walls/parent/launch-plans.ts";
import { signalAll } from "../support/processes.ts";
import { temporaryFolder, TINY } from "../support/packs.ts";
import { BIN, RunningGradus } from "../support/run-gradus.ts";
import { DatabaseReader, Student } from "../support/server-process.ts";
import { SUM_RIGHT } from "../support/submissions.ts";

const isLinux = process.platform === "linux";

interface Owned {
  pid: number;
  parent: number;
  command: string;
}

/**
 * The processes that have this data folder in their environment and still run: npm, shells, Node
 * twice, but no slot, which has no environment.
 */
function processesOf(dataFolder: string): Owned[] {
  return readdirSync("/proc").flatMap((name) => {
    try {
      const read = (file: string) => readFileSync(`/proc/${Number(name)}/${file}`, "latin1");
      const stat = read("stat");
      const [state, parent] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
      const isOurs =
        state !== "Z" && read("environ").split("\0").includes(`GRADUS_DATA=${dataFolder}`);
      return isOurs
        ? [{ pid: Number(name), parent: Number(parent), command: read("cmdline") }]
        : [];
    } catch {
      return [];
    }
  });
}

/**
 * A server on its own folder, started by `command`; whatever remains of it is killed when the test
 * is over.
 */
function startBy(
  command: string,
  args: string[],
  env: Record<string, string> = {},
): { running: RunningGradus; dataFolder: string; owned: () => Owned[] } {
  const dataFolder = temporaryFolder();
  const running = new RunningGradus(command, args, {
    env: { GRADUS_DATA: dataFolder, GRADUS_PACKS: TINY, PORT: "0", ...env },
    ownGroup: true,
  });
  const owned = () => processesOf(dataFolder);
  onTestFinished(async () => {
    signalAll(
      owned().map(({ pid }) => pid),
      "SIGKILL",
    );
    await running.ended;
  });
  return { running, dataFolder, owned };
}

/** `text`: what the server has written. */
async function untilItListens(running: RunningGradus, text: () => string): Promise<string> {
  let url: string | undefined;
  await running.until(
    "listens",
    () => (url = /"url":"(http:[^"]+)"/.exec(text())?.[1]) !== undefined,
    120_000,
  );
  return url!;
}

/** It still accepts a submission and grades it. */
async function expectItGoesOn(
  running: RunningGradus,
  url: string,
  dataFolder: string,
): Promise<void> {
  // Several times what the server takes to notice that npm is gone.
  await sleep(3000);
  await new Student().submit(url, SUM_RIGHT);
  const database = new DatabaseReader(dataFolder);
  onTestFinished(() => database.close());
  await running.until(
    "it is graded",
    () => database.numberOf("select count(*) from gradings") === 1,
    60_000,
  );
}

describe.skipIf(!isLinux || findOnPath("npm") === undefined)(
  "a server that was started by npm (skipped without npm, and without /proc)",
  () => {
    test.each<[NodeJS.Signals, string]>([
      // At a terminal Ctrl-C reaches all of them; npm alone survives SIGINT, and so does its
      // server.
      ["SIGINT", "its group"],
      ["SIGTERM", "npm alone"],
      ["SIGHUP", "npm alone"],
      ["SIGKILL", "npm alone"],
    ])(
      "ends in order when npm ends: %s to %s",
      async (signal, to) => {
        const { running, owned } = startBy("npm", ["start"]);
        await untilItListens(running, () => running.stdout);
        const servers = owned().filter(({ command }) => command.includes("bin.js"));
        expect(servers.length).toBeGreaterThan(0);
        process.kill(to === "its group" ? -running.pid : running.pid, signal);
        await running.until("nothing of it is left", () => owned().length === 0, 60_000);
        // The last output may still be in the pipe.
        const { stdout, stderr } = await running.ended;
        expect(stdout).toContain('"msg":"stopped"');
        expect(stderr).toContain("Stopping");
      },
      240_000,
    );
  },
);

describe.skipIf(!isLinux)("a server that was started otherwise (skipped without /proc)", () => {
  const server = `"${process.execPath}" "${BIN}" serve`;

  test("by a shell in its background continues when the shell is gone, even if it inherits a variable of npm's", async () => {
    const { running, dataFolder, owned } = startBy("sh", ["-c", `${server} & wait $!`], {
      npm_lifecycle_event: "start",
    });
    const url = await untilItListens(running, () => running.stdout);
    running.child.kill("SIGKILL");
    await running.until("the shell is gone", () => running.child.signalCode === "SIGKILL");
    await expectItGoesOn(running, url, dataFolder);
    process.kill(owned()[0]!.pid, "SIGTERM");
    await running.until("it ends on request", () => owned().length === 0, 60_000);
    expect((await running.ended).stdout).toContain('"msg":"stopped"');
  }, 240_000);

  test("with nohup continues at SIGHUP, and when the shell is gone", async () => {
    const log = join(temporaryFolder(), "nohup.out");
    const { running, dataFolder, owned } = startBy("sh", [
      "-c",
      `nohup ${server} > "${log}" 2>&1 < /dev/null &`,
    ]);
    const read = () => {
      try {
        return readFileSync(log, "utf8");
      } catch {
        return "";
      }
    };
    const url = await untilItListens(running, read);
    await running.ended;
    signalAll(
      owned().map(({ pid }) => pid),
      "SIGHUP",
    );
    await expectItGoesOn(running, url, dataFolder);
    expect(read()).not.toContain("Stopping");
  }, 240_000);
});

describe.skipIf(!isLinux)(
  "a signal at the moment when the server starts to listen (skipped without /proc)",
  () => {
    /**
     * The server sends itself `signal` in the turn in which its port opens: before the start
     * function has returned.
     */
    function serveWith(signal: NodeJS.Signals): { running: RunningGradus; dataFolder: string } {
      const script = join(temporaryFolder(), "signal.mjs");
      writeFileSync(
        script,
        `import { Server } from "node:net"; const { emit } = Server.prototype; ` +
          `Server.prototype.emit = function (name, ...rest) { if (name === "listening") ` +
          `process.kill(process.pid, "${signal}"); return emit.call(this, name, ...rest); };`,
      );
      return startBy(process.execPath, [BIN, "serve"], {
        NODE_OPTIONS: `--import=${pathToFileURL(script).href}`,
      });
    }

    test.each<NodeJS.Signals>(["SIGTERM", "SIGINT"])(
      "%s ends it in order",
      async (signal) => {
        const { running } = serveWith(signal);
        const { stdout, code } = await running.ended;
        expect(stdout).toContain('"msg":"stopped"');
        expect(code).toBe(0);
      },
      240_000,
    );

    test("SIGHUP is ignored without a terminal", async () => {
      const { running, dataFolder } = serveWith("SIGHUP");
      await expectItGoesOn(
        running,
        await untilItListens(running, () => running.stdout),
        dataFolder,
      );
      expect(running.stderr).not.toContain("Stopping");
    }, 240_000);
  },
);

describe("npm as an ancestor", () => {
  test.each([
    "npm start\0\0\0",
    "npm run start",
    "npm exec gradus serve",
    "/usr/bin/node\0/usr/lib/node_modules/npm/bin/npm-cli.js\0start",
    "node\0/usr/bin/pnpm\0start",
    "node /opt/yarn/bin/yarn.js start",
  ])("is recognized by %j", (command) => {
    expect(isNpm(command)).toBe(true);
  });

  test.each([
    "sh\0-c\0node src/cli/bin.js serve",
    "node\0/srv/npm-mirror/server.js",
    "tmux",
    "",
    "-bash",
    "nohup\0npm-like\0start",
  ])("is not %j", (command) => {
    expect(isNpm(command)).toBe(false);
  });

  test("is searched for only if npm has started the process", () => {
    expect(findNpm({})).toBeUndefined();
  });
});
