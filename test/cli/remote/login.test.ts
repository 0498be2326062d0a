import { chmodSync, existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runGradus } from "../../support/command-host.ts";
import { sendJson, startFakeServer } from "../../support/fake-server.ts";
import { makeHome } from "../../support/home.ts";
import { makeMember, type Member } from "../../support/members.ts";
import { runGradus as runProcess } from "../../support/run-gradus.ts";
import { startSite, type TestSite } from "../../support/site.ts";

let site: TestSite;
let ada: Member;

beforeAll(async () => {
  site = await startSite();
  ada = makeMember(site.services.db, { name: "Ada \u001b[31mLovelace" });
});
afterAll(() => site.close());

describe("gradus login", () => {
  test("takes the token from a pipe, tests it, and stores it readable by its owner only", async () => {
    const { env, cwd, credentialsFile } = makeHome();
    const run = await runProcess(["login", site.url], { env, cwd, stdin: `${ada.token}\n` });
    expect(run).toMatchObject({
      code: 0,
      stderr: "",
      stdout: `Signed in to ${site.url} as Ada \\u{1b}[31mLovelace.\n`,
    });
    expect(JSON.parse(readFileSync(credentialsFile, "utf8"))).toEqual({
      url: site.url,
      token: ada.token,
    });
    expect(statSync(credentialsFile).mode & 0o777).toBe(0o600);
    expect((await runGradus(["status"], { env, cwd })).code).toBe(0);
  });

  test("takes the token from the environment, and completes an address", async () => {
    const { env, cwd, credentialsFile } = makeHome();
    const run = await runGradus(
      ["login", `${site.url.replace("http://", "")}/`, "--lang", "zh-CN"],
      { env: { ...env, GRADUS_TOKEN: ada.token }, cwd },
    );
    expect(run).toMatchObject({ code: 0, stderr: "" });
    expect(run.stdout).toContain(`的身份登录 ${site.url}。`);
    expect(JSON.parse(readFileSync(credentialsFile, "utf8"))).toMatchObject({ url: site.url });
  });

  test.each([
    [
      "one that the server does not know",
      "gradus_nothing",
      /responded: This token is not valid; it may have expired or been revoked/,
    ],
    ["none at all", "", /This is not a token/],
    ["one that is malformed", "two words", /This is not a token/],
  ])("does not store an invalid token: %s", async (_name, stdin, words) => {
    const { env, cwd, credentialsFile } = makeHome();
    const run = await runGradus(["login", site.url], { env, cwd, stdin });
    expect(run).toMatchObject({ code: 2, stdout: "" });
    expect(run.stderr).toMatch(words);
    expect(existsSync(credentialsFile)).toBe(false);
  });

  test.each([
    "ftp://example.org",
    "http://user:secret@example.org",
    "https://",
    "http://exa mple.org",
  ])("an invalid address: %s", async (address) => {
    const run = await runGradus(["login", address], { ...makeHome(), stdin: ada.token });
    expect(run).toMatchObject({ code: 2, stdout: "" });
    expect(run.stderr).toContain("is not a server address");
  });

  test("no server at that address", async () => {
    const gone = await startFakeServer(() => undefined);
    await gone.close();
    const run = await runGradus(["login", gone.url], { ...makeHome(), stdin: ada.token });
    expect(run).toMatchObject({
      code: 2,
      stdout: "",
      stderr:
        `gradus: ${gone.url} cannot be reached (ECONNREFUSED). Check the address and your ` +
        "connection, and try again.\n",
    });
  });

  test("warns if the connection to another machine is not encrypted", async () => {
    // No machine answers there (RFC 5737); the warning comes first.
    const fake = await startFakeServer((_, response) => sendJson(response, {}));
    const { env, cwd } = makeHome();
    const named = await runGradus(["login", fake.url.replace("127.0.0.1", "0.0.0.0")], {
      env,
      cwd,
      stdin: ada.token,
    });
    expect(named.stderr).toContain("is not encrypted, so others may read the token");
    const local = await runGradus(["login", fake.url], { env, cwd, stdin: ada.token });
    expect(local.stderr).not.toContain("is not encrypted");
  });
});

describe("the token", () => {
  test.each([
    ["", ""],
    ["/gradus", "/gradus"],
    ["/moved", ""],
  ])("is not sent to another place that a server redirects to: from %j to %j", async (from, to) => {
    const other = await startFakeServer((_, response) =>
      sendJson(response, { kind: "member", name: "Eve", isOwner: false, engine: "1" }),
    );
    const first = await startFakeServer(({ path }, response) =>
      response.writeHead(307, { location: `${other.url}${to}${path.slice(from.length)}` }).end(),
    );
    const { env, cwd, credentialsFile } = makeHome();
    const run = await runGradus(["login", `${first.url}${from}`], { env, cwd, stdin: ada.token });
    expect(run).toMatchObject({ code: 2, stdout: "" });
    expect(run.stderr).toContain(
      `${first.url}${from} redirects to ${other.url}${to}. The token was not sent there.`,
    );
    expect(other.requests).toEqual([]);
    expect(existsSync(credentialsFile)).toBe(false);
  });

  test("is sent only to the server that it was stored for", async () => {
    const other = await startFakeServer((_, response) => sendJson(response, { packs: [] }));
    const { env, cwd } = makeHome({ url: site.url, token: ada.token });
    const run = await runGradus(["list", "--server", other.url], { env, cwd });
    expect(run.code).toBe(0);
    await runGradus(["list", "--server", other.url], {
      env: { ...env, GRADUS_SERVER: site.url, GRADUS_TOKEN: ada.token },
      cwd,
    });
    expect(other.requests.length).toBe(2);
    for (const { headers } of other.requests) expect(headers.authorization).toBeUndefined();
    expect(
      (await runGradus(["submit", "sum", "x.ts", "--server", other.url], { env, cwd })).stderr,
    ).toContain(`You are not signed in to ${other.url}`);
  });

  test("in the environment takes precedence over the stored one", async () => {
    const other = await startFakeServer((_, response) =>
      sendJson(response, { submissions: [], next: null }),
    );
    const { env, cwd } = makeHome({ url: site.url, token: ada.token });
    const run = await runGradus(["status"], {
      env: { ...env, GRADUS_SERVER: other.url, GRADUS_TOKEN: "gradus_other" },
      cwd,
    });
    expect(run).toMatchObject({ code: 0, stdout: "You have not submitted anything yet.\n" });
    expect(other.requests.map(({ headers }) => headers.authorization)).toEqual([
      "Bearer gradus_other",
    ]);
  });

  test.skipIf(process.platform === "win32")(
    "in a file that others can read: the file is made private, with a message",
    async () => {
      const { env, cwd, credentialsFile } = makeHome({ url: site.url, token: ada.token });
      chmodSync(credentialsFile, 0o644);
      const run = await runGradus(["status"], { env, cwd });
      expect(run.code).toBe(0);
      expect(run.stderr).toContain(`Other users could read ${credentialsFile}; now only you can.`);
      expect(statSync(credentialsFile).mode & 0o777).toBe(0o600);
      expect((await runGradus(["status"], { env, cwd })).stderr).toBe("");
    },
  );

  test("in a damaged file is reported as such", async () => {
    const { env, cwd, credentialsFile } = makeHome({ url: site.url, token: ada.token });
    writeFileSync(credentialsFile, '{"url":"javascript:0","token":"x"}');
    expect(await runGradus(["status"], { env, cwd })).toMatchObject({
      code: 2,
      stdout: "",
      stderr: `gradus: ${credentialsFile} is not valid. Sign in again, or remove it with gradus logout.\n`,
    });
  });
});

describe("gradus logout", () => {
  test("removes the token; the second time there is none", async () => {
    const { env, cwd, credentialsFile } = makeHome({ url: site.url, token: ada.token });
    const run = await runProcess(["logout"], { env, cwd });
    expect(run).toMatchObject({ code: 0, stderr: "" });
    expect(existsSync(credentialsFile)).toBe(false);
    expect((await runGradus(["logout"], { env, cwd })).stdout).toBe(
      `You were not signed in: there is no ${credentialsFile}.\n`,
    );
    expect((await runGradus(["status"], { env, cwd })).stderr).toBe(
      "gradus: No server is set. Sign in first: gradus login URL\n",
    );
  });
});
