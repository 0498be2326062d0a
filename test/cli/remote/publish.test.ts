import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { publishAnswer } from "../../../src/api/schemas.ts";
import { eventually } from "../../support/api-client.ts";
import { makeHome } from "../../support/home.ts";
import { makeMember, type Member } from "../../support/members.ts";
import { edit, TINY } from "../../support/packs.ts";
import { runGradus } from "../../support/run-gradus.ts";
import { startSite, type TestSite } from "../../support/site.ts";

let site: TestSite;
let owner: Member;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "gradus-packs-"));
  cpSync(TINY, join(folder, "tiny"), { recursive: true });
  site = await startSite({ packsFolder: join(folder, "tiny") });
  owner = makeMember(site.services.db, { isOwner: true });
  await eventually(async () => site.services.host.grader);
});
afterAll(async () => {
  await site.close();
  rmSync(folder, { recursive: true, force: true });
});

const publish = (member: Member, ...more: string[]) =>
  runGradus(["publish", ...more], makeHome({ url: site.url, token: member.token }));

test("no change, then a change, then one that fails the check: reported by file and line, and the previous version stays", async () => {
  expect(await publish(owner)).toMatchObject({
    code: 0,
    stdout: "No exercises are new or changed.\n",
  });

  edit(join(folder, "tiny", "sum", "statement.en.md"), /$/, "\nOne more sentence.\n");
  edit(join(folder, "tiny", "sum", "statement.zh-CN.md"), /$/, "\n再多一句话。\n");
  const changed = await publish(owner);
  expect(changed.stdout).toContain("✓ tiny/sum\n");
  expect(changed.stdout).toContain("1 exercise was published.\n");
  expect(changed.code).toBe(0);
  expect(changed.stderr).toContain("The server is checking 1 changed exercise…\n");
  const { hash } = site.services.catalogue.find("tiny", "sum")!;

  edit(join(folder, "tiny", "sum", "exercise.yaml"), "level: 1", "level: 9");
  const refused = await publish(owner, "--lang", "zh-CN");
  expect(refused.code).toBe(1);
  expect(refused.stdout).toContain("✗ tiny/sum\n");
  expect(refused.stdout).toMatch(/^ {4}tiny\/sum\/exercise\.yaml:4 level: 9/m);
  expect(refused.stdout).toContain("有 1 道练习未通过检查，保持原版本。\n");
  expect(site.services.catalogue.find("tiny", "sum")!.hash).toBe(hash);
  const json = await publish(owner, "--json");
  expect(json.code).toBe(1);
  expect(publishAnswer.parse(JSON.parse(json.stdout))).toMatchObject({
    state: "done",
    refused: ["tiny/sum"],
    published: [],
  });
  // Several runs of the quick check, each a process that runs every example.
}, 300_000);

test("is allowed to the owner only", async () => {
  const run = await publish(makeMember(site.services.db));
  expect(run).toMatchObject({
    code: 2,
    stdout: "",
    stderr: `gradus: ${site.url} responded: Only a site owner can publish packs.\n`,
  });
});
