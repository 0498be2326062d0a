// The page of the site owner.

import { readFileSync } from "node:fs";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { selectJoinLinks } from "../../src/membership/join-links.ts";
import { selectExamDays } from "../../src/assignments/exam-length.ts";
import { courses, enrolments, users } from "../../src/db/schema.ts";
import { accounts } from "../../src/db/auth-schema.ts";
import { auditEvents } from "../../src/db/audit-schema.ts";
import { PEOPLE_PAGE, selectPeople } from "../../src/manage/people.ts";
import { copyTiny, edit } from "../support/packs.ts";
import { openQuietSite, PASSWORD, type QuietSite } from "../support/quiet-site.ts";
import { submitByForm } from "../support/submissions-in-place.ts";

let site: QuietSite;
let owner: Awaited<ReturnType<QuietSite["signUp"]>>;
beforeAll(async () => {
  site = await openQuietSite();
  owner = await site.signUp("owner", { siteRole: "owner" });
});
afterAll(() => site.close());

const putPerson = (id: string, name: string, more: Partial<typeof users.$inferInsert> = {}) =>
  site.services.db
    .insert(users)
    .values({
      id,
      name,
      email: `${id}@no-mail.invalid`,
      createdAt: new Date(),
      updatedAt: new Date(),
      isAnonymous: false,
      ...more,
    })
    .run();

describe("courses", () => {
  test("are created with a name, and belong to their creator; the page shows their join links", async () => {
    const answer = await owner.post("/manage/courses", { title: "  机器学习导论\u202e 2026  " });
    const id = /^\/courses\/(\w+)$/.exec(answer.headers.get("location")!)![1]!;
    expect(site.services.db.select().from(courses).where(eq(courses.id, id)).get()).toMatchObject({
      title: "机器学习导论 2026",
    });
    expect(
      site.services.db
        .select({ role: enrolments.role })
        .from(enrolments)
        .where(eq(enrolments.courseId, id))
        .all(),
    ).toEqual([{ role: "owner" }]);
    expect(await (await owner.get("/manage")).text()).toContain(
      `/join/${selectJoinLinks(site.services.db, id)[0]!.code}`,
    );
    for (const title of ["", "   ", "x".repeat(121)]) {
      const refused = await owner.post("/manage/courses", { title });
      expect([refused.status, await refused.text()]).toEqual([
        422,
        expect.stringContaining("at most 120 characters"),
      ]);
    }
  });
});

describe("the longest exam", () => {
  test("is seven days, until the owner changes it; the log records that", async () => {
    const { db } = site.services;
    expect(await (await owner.get("/manage")).text()).toMatch(/name="examDays"[^>]*value="7"/);
    for (const examDays of ["", "0", "-3", "2.5", "367", "many"]) {
      const refused = await owner.post("/manage/exams", { examDays });
      expect([examDays, refused.status]).toEqual([examDays, 422]);
      expect(await refused.text()).toContain("Enter a whole number from 1 to 366.");
    }
    expect(selectExamDays(db)).toBe(7);
    expect((await owner.post("/manage/exams", { examDays: "14" })).headers.get("location")).toBe(
      "/manage?done=exams#exams",
    );
    expect((await owner.post("/manage/exams", { examDays: "14" })).status).toBe(303);
    expect(selectExamDays(db)).toBe(14);
    const changes = db
      .select()
      .from(auditEvents)
      .where(eq(auditEvents.action, "site.change"))
      .all();
    expect(changes).toMatchObject([
      { actorId: owner.userId, before: { examDays: 7 }, after: { examDays: 14 } },
    ]);
    expect(await (await owner.get("/manage/audit?area=site")).text()).toContain(
      "maximum exam length in days",
    );
  });
});

describe("people", () => {
  test("are found by a part of name, username or address; special characters are literal; guests and made-up addresses are not found", async () => {
    await submitByForm(site.visit(), "a guest's");
    putPerson("p1", "王小明", {
      username: "xiaoming",
      displayUsername: "XiaoMing",
      email: "wang@example.org",
    });
    putPerson("p2", "Under_score 100%");
    putPerson("p3", "Plain");
    const find = (query: string) =>
      selectPeople(site.services.db, query, 1).people.map(({ id }) => id);
    expect(find("小明")).toEqual(["p1"]);
    expect(find("XIAOM")).toEqual(["p1"]);
    expect(find("wang@EX")).toEqual(["p1"]);
    expect(find("_")).toEqual(["p2"]);
    expect(find("%")).toEqual(["p2"]);
    expect(find("\\")).toEqual([]);
    expect(find("no-mail")).toEqual([]);
    expect(find("Anonymous")).toEqual([]);
    expect(find("' or 1=1 --")).toEqual([]);
    const html = await (await owner.get(`/manage?q=${encodeURIComponent("小明")}`)).text();
    expect(html).toContain("wang@example.org");
    expect(html).not.toContain("Plain");
    expect(html).not.toContain("no-mail.invalid");
  });

  test("are listed a page at a time, each once", async () => {
    for (let i = 0; i < PEOPLE_PAGE * 2; i += 1) putPerson(`many${i}`, `Same Name`);
    const { total } = selectPeople(site.services.db, "Same", 1);
    expect(total).toBe(PEOPLE_PAGE * 2);
    const ids = [1, 2].flatMap((page) =>
      selectPeople(site.services.db, "Same", page).people.map(({ id }) => id),
    );
    expect(new Set(ids).size).toBe(PEOPLE_PAGE * 2);
    expect(ids).toHaveLength(PEOPLE_PAGE * 2);
    // A link to a page that no longer exists shows the last one.
    for (const page of [2, 3, 99]) {
      const html = await (await owner.get(`/manage?q=Same&page=${page}`)).text();
      expect(html).toContain("Page 2 of 2");
      expect(html).toContain("Same Name");
    }
    for (const page of ["0", "-1", "x", "1e9", "1.5"])
      expect([page, (await owner.get(`/manage?page=${page}`)).status]).toEqual([page, 200]);
  });

  test("get a link for a new password that works, shown once; guests and unknown users get none", async () => {
    const member = await site.signUp("lost-password");
    const html = await (await owner.post(`/manage/people/${member.userId}/reset-link`)).text();
    const secret = /\/reset\/([0-9a-z]{40})/.exec(html)![1]!;
    expect(await (await owner.get("/manage")).text()).not.toContain(secret);
    expect(
      (await site.visit().post(`/reset/${secret}`, { password: "a new password" })).status,
    ).toBe(303);
    expect(
      (await site.visit().post("/sign-in", { login: "lost-password", password: PASSWORD })).status,
    ).toBe(422);
    expect((await owner.post("/manage/people/nobody/reset-link")).status).toBe(404);
    const guestId = site.services.db
      .select()
      .from(users)
      .where(eq(users.isAnonymous, true))
      .get()!.id;
    expect((await owner.post(`/manage/people/${guestId}/reset-link`)).status).toBe(404);
    expect(
      site.services.db.select().from(accounts).where(eq(accounts.userId, guestId)).all(),
    ).toEqual([]);
  });
});

describe("packs", () => {
  test("are published again by a button, and the page shows the result", async () => {
    const packsFolder = copyTiny();
    const own = await openQuietSite({ packsFolder });
    const boss = await own.signUp("boss", { siteRole: "owner" });
    const statement = `${packsFolder}/sum/statement.en.md`;
    edit(
      statement,
      readFileSync(statement, "utf8"),
      `${readFileSync(statement, "utf8")}\nOne more sentence.\n`,
    );
    const before = own.services.catalogue.find("tiny", "sum")!.hash;
    expect((await boss.post("/manage/publish")).headers.get("location")).toBe("/manage#packs");
    expect(await (await boss.get("/manage")).text()).toContain("are being checked");
    // Joins the run in progress.
    const state = await own.services.publisher.publishChecked();
    expect(state.kind).toBe("done");
    expect(own.services.catalogue.find("tiny", "sum")!.hash).not.toBe(before);
    expect(await (await boss.get("/manage")).text()).toContain(
      "Published: 1 new or changed, 0 withdrawn.",
    );
    own.close();
  });

  test.each([
    ["noWorkers", "没有可用的评测节点", "Start a worker, then publish again."],
    ["redisAway", "无法连接 Redis", "Redis cannot be reached"],
    ["redisRefusing", "Redis 拒绝执行命令", "Redis refuses commands"],
    ["redisTaken", "同一前缀", "Another site uses the same prefix"],
    ["workersLost", "检查 tiny/sum 时", "Three workers stopped while they checked tiny/sum."],
  ] as const)(
    "that could not be checked (%s): the page says why and what to do",
    async (code, zh, en) => {
      const own = await openQuietSite();
      const boss = await own.signUp("boss", { siteRole: "owner" });
      const at = new Date();
      vi.spyOn(own.services.publisher, "state", "get").mockReturnValue({
        kind: "failed",
        since: at,
        at,
        cause: { code, name: code === "workersLost" ? "tiny/sum" : "" },
        problems: [],
      });
      const english = await (await boss.get("/manage")).text();
      expect(english).toContain(en);
      expect(english).toContain("Nothing was published.");
      expect(english).toContain('href="/manage/graders">Show graders</a>');
      boss.cookies.set("language", "zh-CN");
      expect(await (await boss.get("/manage")).text()).toContain(zh);
      own.close();
    },
  );

  test("with errors are listed with the file, the line and the error, in the reader's language: from the start on, and after each publishing", async () => {
    const packsFolder = copyTiny();
    const own = await openQuietSite({ packsFolder });
    const boss = await own.signUp("boss", { siteRole: "owner" });
    expect(await (await boss.get("/manage")).text()).not.toContain("Problems");
    edit(`${packsFolder}/sum/exercise.yaml`, /^level: .*$/m, "level: 12 <b>");
    await own.services.publisher.publishChecked();
    const english = await (await boss.get("/manage")).text();
    const place =
      /<code class="place">(tiny\/sum\/exercise\.yaml:\d+ level)<\/code><div>([^<]+)<\/div>/.exec(
        english,
      );
    expect(place).not.toBeNull();
    boss.cookies.set("language", "zh-CN");
    const chinese = await (await boss.get("/manage")).text();
    expect(chinese).toContain("发现的问题");
    expect(chinese).toContain(`<code class="place">${place![1]}</code>`);
    expect(chinese).not.toContain(place![2]);
    own.close();

    const again = await openQuietSite({ packsFolder });
    const other = await again.signUp("boss", { siteRole: "owner" });
    expect(await (await other.get("/manage")).text()).toContain(
      `<code class="place">${place![1]}</code>`,
    );
    again.close();
  });
});
