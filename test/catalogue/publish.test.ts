// What the site offers: at the start every exercise that can be read, later only those that pass
// the quick check; and earlier versions stay readable.

import { readFileSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { eq } from "drizzle-orm";
import { afterEach, describe, expect, test } from "vitest";
import { createApp } from "../../src/app.tsx";
import { submissions } from "../../src/db/submission-schema.ts";
import { newId } from "../../src/db/id.ts";
import { selectOptionalSubmission } from "../../src/grading/select-submission.ts";
import { selectHistory } from "../../src/grading/select-history.ts";
import { selectHints } from "../../src/hints/select-hints.ts";
import { addTinyHints, TINY_HINTS } from "../support/hints-file.ts";
import { copyTiny, edit, temporaryFolder, TINY } from "../support/packs.ts";
import { startSite, type TestSite } from "../support/site.ts";

let site: TestSite | undefined;
afterEach(async () => {
  await site?.close();
  site = undefined;
});

async function siteOn(packsFolder: string, dataFolder?: string): Promise<TestSite> {
  site = await startSite(dataFolder === undefined ? { packsFolder } : { packsFolder, dataFolder });
  return site;
}

/** A visitor who keeps cookies. */
function visitor({ services }: TestSite) {
  const app = createApp(services);
  let cookie = "";
  return async (path: string, form?: Record<string, string>) => {
    const headers: Record<string, string> = {
      cookie,
      "accept-language": "en",
      origin: services.config.publicUrl,
    };
    const response = await app.request(
      path,
      form === undefined
        ? { headers }
        : { method: "POST", headers, body: new URLSearchParams(form) },
    );
    for (const set of response.headers.getSetCookie())
      cookie = [cookie, set.split(";")[0]!].filter((part) => part !== "").join("; ");
    return response;
  };
}

const SUM = readFileSync(join(TINY, "sum", "submissions", "accepted", "loop.ts"), "utf8");

async function submit(get: ReturnType<typeof visitor>): Promise<string> {
  const response = await get("/exercises/tiny/sum/submissions", {
    source: SUM,
    "form-key": newId(),
  });
  expect(response.status).toBe(303);
  return response.headers.get("location")!;
}

describe("publishing", () => {
  test("at the start offers the exercises in the folder with their figures, and no other files", async () => {
    const started = await siteOn(copyTiny());
    expect(started.published).toMatchObject({
      published: ["tiny/sum"],
      withdrawn: [],
      refused: [],
      problems: [],
    });
    const get = visitor(started);
    const page = await get("/exercises/tiny/sum");
    expect(page.status).toBe(200);
    expect(await (await get("/")).text()).toContain("/exercises/tiny/sum");
    for (const path of [
      "reference.ts",
      "generator.ts",
      "data/secret/hidden.json",
      "figures/../reference.ts",
      "figures/%2e%2e%2freference.ts",
      "assets/reference.ts",
    ]) {
      expect((await get(`/exercises/tiny/sum/${path}`)).status, path).toBe(404);
    }
  });

  test("a changed exercise takes effect without a restart, and leaves earlier submissions as they were", async () => {
    const folder = copyTiny();
    const started = await siteOn(folder);
    const { publisher, catalogue, db } = started.services;
    const before = catalogue.find("tiny", "sum")!;
    const get = visitor(started);
    const path = await submit(get);
    await expect
      .poll(async () => ((await (await get(`${path}/state`)).json()) as { state: string }).state)
      .toBe("done");

    edit(join(folder, "sum", "exercise.yaml"), /en: [^,}]+(,| \})/, "en: Another title$1");
    expect(catalogue.find("tiny", "sum")!.hash).toBe(before.hash);
    const [state, joined] = await Promise.all([
      publisher.publishChecked(),
      publisher.publishChecked(),
    ]);
    expect(joined).toBe(state);
    expect(state).toMatchObject({ kind: "done", result: { published: ["tiny/sum"], refused: [] } });
    const after = catalogue.find("tiny", "sum")!;
    expect(after.hash).not.toBe(before.hash);
    expect(after.exercise.manifest.title.en).toBe("Another title");

    const old = await (await get(path)).text();
    expect(old).toContain(before.exercise.manifest.title.en);
    expect(old).not.toContain("Another title");
    expect(
      db.select().from(submissions).where(eq(submissions.versionHash, before.hash)).all(),
    ).toHaveLength(1);
    await expect(catalogue.loadVersion(before.hash)).resolves.toMatchObject({ hash: before.hash });
  });

  test("refuses what does not pass the check, says why, and continues to offer the previous version", async () => {
    const folder = copyTiny();
    const { services } = await siteOn(folder);
    const { hash } = services.catalogue.find("tiny", "sum")!;
    // It can be read and graded, but an example no longer gets the verdict of its folder.
    edit(join(folder, "sum", "submissions", "accepted", "loop.ts"), /\+=/, "-=");
    const state = await services.publisher.publishChecked();
    if (state.kind !== "done") throw new Error(state.kind);
    expect(state.result).toMatchObject({ published: [], refused: ["tiny/sum"] });
    expect(state.result.problems.map(({ code }) => code)).toContain("example-verdict");
    expect(services.catalogue.find("tiny", "sum")!.hash).toBe(hash);

    // Not even readable.
    edit(join(folder, "sum", "exercise.yaml"), "limits:", "limitz:");
    const unreadable = await services.publisher.publishChecked();
    expect(unreadable).toMatchObject({
      kind: "done",
      result: { published: [], refused: ["tiny/sum"] },
    });
    expect(services.catalogue.find("tiny", "sum")!.hash).toBe(hash);
  });

  test("a changed hint is published without a new version, and a broken one is refused", async () => {
    const folder = copyTiny();
    const { services } = await siteOn(folder);
    const { publisher, catalogue, db } = services;
    const { hash } = catalogue.find("tiny", "sum")!;
    expect(selectHints(db, "tiny", "sum")).toBeNull();
    addTinyHints(folder);
    expect(await publisher.publishChecked()).toMatchObject({
      kind: "done",
      result: { published: ["tiny/sum"], refused: [], problems: [] },
    });
    expect(catalogue.find("tiny", "sum")!.hash).toBe(hash);
    expect(selectHints(db, "tiny", "sum")?.["total"]?.nudge.en).toBe(
      "What is the sum of an empty list?",
    );
    expect(await publisher.publishChecked()).toMatchObject({ result: { published: [] } });

    for (const broken of [
      TINY_HINTS.replace("nudge", "nod"),
      TINY_HINTS.replaceAll("sum_i", "sum_{"),
    ]) {
      addTinyHints(folder, broken);
      const state = await publisher.publishChecked();
      expect(state).toMatchObject({ result: { published: [], refused: ["tiny/sum"] } });
      expect(selectHints(db, "tiny", "sum")?.["total"]?.formula.en).toContain("sum_i");
    }

    rmSync(join(folder, "sum", "hints.yaml"));
    expect(await publisher.publishChecked()).toMatchObject({ result: { published: ["tiny/sum"] } });
    expect(selectHints(db, "tiny", "sum")).toBeNull();
  });

  test("a folder that does not exist reports that, and changes nothing", async () => {
    const folder = copyTiny();
    const { services } = await siteOn(folder);
    rmSync(folder, { recursive: true });
    const state = await services.publisher.publishChecked();
    expect(state.kind).toBe("failed");
    expect(services.catalogue.find("tiny", "sum")).toBeDefined();
  });

  test("a removed exercise is withdrawn; its submissions stay readable, also after a restart", async () => {
    const folder = copyTiny();
    const dataFolder = temporaryFolder();
    let started = await siteOn(folder, dataFolder);
    const get = visitor(started);
    const path = await submit(get);
    await expect
      .poll(async () => ((await (await get(`${path}/state`)).json()) as { state: string }).state)
      .toBe("done");
    await started.close();

    // The pack now has another exercise in its place.
    const other = copyTiny();
    edit(join(other, "pack.yaml"), "id: tiny", "id: other");
    edit(
      join(other, "sum", "exercise.yaml"),
      /uuid: .*/,
      "uuid: 11111111-2222-4333-8444-555555555555",
    );
    const renamed = join(temporaryFolder(), "other");
    renameSync(other, renamed);
    started = await siteOn(renamed, dataFolder);
    expect(started.published).toMatchObject({ published: ["other/sum"], withdrawn: ["tiny/sum"] });
    expect(started.services.catalogue.find("tiny", "sum")).toBeUndefined();
    const again = visitor(started);
    expect((await again("/exercises/tiny/sum")).status).toBe(410);
    expect((await again("/exercises/tiny/sum/submissions", { source: SUM })).status).toBe(404);
    const { userId } = started.services.db.select().from(submissions).get()!;
    const viewer = { kind: "guest", userId, name: "", siteRole: null } as const;
    expect(
      selectOptionalSubmission(started.services.db, viewer, path.split("/").at(-1)!)?.report
        ?.verdict,
    ).toBe("accepted");
    expect(selectHistory(started.services.db, userId)).toHaveLength(1);
  });
});
