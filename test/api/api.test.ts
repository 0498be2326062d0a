import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readPublicBundle } from "../../grader/doors/public-bundles.ts";
import {
  liveTestAnswer,
  errorAnswer,
  exerciseAnswer,
  exerciseList,
  meAnswer,
  publishAnswer,
  submissionAnswer,
  submissionList,
} from "../../src/api/schemas.ts";
import { readEvents } from "../../src/cli/remote/event-stream.ts";
import { selectOptionalSubmission } from "../../src/grading/select-submission.ts";
import { ApiClient, eventually } from "../support/api-client.ts";
import { makeMember, type Member } from "../support/members.ts";
import { startSite, type TestSite } from "../support/site.ts";
import { SUM_LOOPS, SUM_RIGHT, SUM_WRONG } from "../support/submissions.ts";

let site: TestSite;
let api: ApiClient;
let ada: Member;
let bob: Member;
let owner: Member;

beforeAll(async () => {
  site = await startSite();
  api = new ApiClient(site.services);
  const { db } = site.services;
  ada = makeMember(db, { name: "Ada" });
  bob = makeMember(db, { name: "Bob" });
  owner = makeMember(db, { name: "Olga", isOwner: true });
  await eventually(async () => site.services.host.grader);
});

afterAll(() => site.close());

const SUM = "/api/v1/exercises/tiny/sum";

async function submit(member: Member, source: string, more: object = {}) {
  const response = await api.send("POST", `${SUM}/submissions`, {
    token: member.token,
    body: { source, ...more },
  });
  expect([200, 201]).toContain(response.status);
  return {
    status: response.status,
    location: response.headers.get("location"),
    submission: submissionAnswer.parse(await response.json()),
  };
}

async function graded(member: Member, id: string) {
  return eventually(async () => {
    const state = await api.get(`/api/v1/submissions/${id}`, submissionAnswer, {
      token: member.token,
    });
    return state.state === "done" ? state : undefined;
  });
}

describe("authentication", () => {
  test("a token identifies its user", async () => {
    expect(await api.get("/api/v1/me", meAnswer, { token: ada.token })).toMatchObject({
      kind: "member",
      name: "Ada",
      isOwner: false,
    });
    expect(await api.get("/api/v1/me", meAnswer, { token: owner.token })).toMatchObject({
      isOwner: true,
    });
  });

  test("without a token: 401 in the caller's language, with instructions", async () => {
    const response = await api.send("GET", "/api/v1/me");
    expect(response.status).toBe(401);
    expect(response.headers.get("www-authenticate")).toBe("Bearer");
    expect((await api.error("GET", "/api/v1/me", 401)).message).toMatch(
      /^This request needs a token/,
    );
    expect(
      (await api.error("GET", "/api/v1/me", 401, { headers: { "accept-language": "zh-CN" } }))
        .message,
    ).toMatch(/^这项操作需要令牌/);
  });

  test("an unknown, expired or revoked token is refused everywhere, even where no token is needed", async () => {
    const expired = makeMember(site.services.db, { expiresAt: new Date(Date.now() - 1000) });
    for (const token of ["gradus_nothing", expired.token]) {
      for (const path of ["/api/v1/me", "/api/v1/exercises", `${SUM}/bundle`])
        expect((await api.error("GET", path, 401, { token })).code).toBe("invalid-token");
    }
  });

  test("a browser session may change data only from the site's own pages", async () => {
    const error = await api.error("POST", `${SUM}/submissions`, 403, {
      body: { source: SUM_RIGHT },
      headers: { origin: "https://evil.example", cookie: "gradus.session_token=x" },
    });
    expect(error.code).toBe("origin");
  });

  test("a guest may submit with a browser session", async () => {
    const { headers } = await site.services.auth.api.signInAnonymous({
      headers: new Headers(),
      returnHeaders: true,
    });
    const cookie = headers
      .getSetCookie()
      .map((line) => line.split(";")[0])
      .join("; ");
    const response = await api.send("POST", `${SUM}/submissions`, {
      body: { source: SUM_RIGHT },
      headers: { cookie, origin: site.config.publicUrl },
    });
    expect(response.status).toBe(201);
    expect(await api.get("/api/v1/me", meAnswer, { headers: { cookie } })).toMatchObject({
      kind: "guest",
    });
  });
});

describe("exercises", () => {
  test("are listed with the caller's progress", async () => {
    const [pack] = (await api.get("/api/v1/exercises", exerciseList)).packs;
    expect(pack).toMatchObject({
      id: "tiny",
      exercises: [{ pack: "tiny", id: "sum", level: 1, maxScore: 10, progress: null }],
    });
    const eve = makeMember(site.services.db);
    await graded(eve, (await submit(eve, SUM_RIGHT)).submission.id);
    const [own] = (await api.get("/api/v1/exercises", exerciseList, { token: eve.token })).packs;
    expect(own!.exercises[0]!.progress).toMatchObject({ attempts: 1, score: 10, isSolved: true });
  });

  test("one exercise: its statements, its starter, and only the titles of hidden groups", async () => {
    const sum = await api.get(SUM, exerciseAnswer);
    const { exercise } = site.services.catalogue.find("tiny", "sum")!;
    expect(sum).toMatchObject({
      starters: exercise.starters,
      statements: exercise.statements,
      exports: [{ name: "total" }],
    });
    const hidden = sum.groups.filter(({ visible }) => !visible);
    expect(hidden.length).toBeGreaterThan(0);
    for (const group of hidden)
      expect(Object.keys(group).sort()).toEqual(["id", "points", "title", "visible"]);
    expect(JSON.stringify(sum)).not.toContain(exercise.modules.reference!.slice(0, 60));
  });

  test("an unknown exercise is 404", async () => {
    expect(await api.error("GET", "/api/v1/exercises/tiny/product", 404)).toEqual({
      code: "not-found",
      message: "There is no exercise called tiny/product.",
    });
    expect((await api.error("GET", "/api/v1/exercises/tiny/..%2F..%2Fetc", 400)).code).toBe(
      "invalid-request",
    );
    expect((await api.error("GET", "/api/v1/nothing", 404)).code).toBe("not-found");
  });
});

describe("the bundle", () => {
  test("is the grader's bundle, the same for each request, and sent again only if it has changed", async () => {
    const response = await api.send("GET", `${SUM}/bundle`);
    expect(response.status).toBe(200);
    const etag = response.headers.get("etag")!;
    const text = await response.text();
    const bundle = readPublicBundle(text, "tiny/sum");
    expect(bundle.hash).toBe(site.services.catalogue.find("tiny", "sum")!.hash);
    expect(etag).toContain(bundle.hash);
    expect(response.headers.get("cache-control")).toBe("private, no-cache");
    expect(await (await api.send("GET", `${SUM}/bundle`)).text()).toBe(text);
    const again = await api.send("GET", `${SUM}/bundle`, { headers: { "if-none-match": etag } });
    expect([again.status, await again.text()]).toEqual([304, ""]);
    expect(
      (await api.send("GET", `${SUM}/bundle`, { headers: { "if-none-match": '"other"' } })).status,
    ).toBe(200);
    const zipped = await api.send("GET", `${SUM}/bundle`, {
      headers: { "accept-encoding": "gzip" },
    });
    expect(zipped.headers.get("content-encoding")).toBe("gzip");
    expect(gunzipSync(await zipped.arrayBuffer()).toString()).toBe(text);
  });
});

describe("a submission", () => {
  test("is recorded and graded, and its report contains what a student may see", async () => {
    const { status, location, submission } = await submit(ada, SUM_WRONG, { fileName: "mine.ts" });
    expect(status).toBe(201);
    expect(location).toBe(`/api/v1/submissions/${submission.id}`);
    expect(submission).toMatchObject({
      pack: "tiny",
      exercise: "sum",
      fileName: "mine.ts",
      url: `${site.config.publicUrl}/submissions/${submission.id}`,
    });
    const done = await graded(ada, submission.id);
    expect(done.report.verdict).toBe("wrong-answer");
    const hidden = done.report.groups.filter(({ visible }) => !visible);
    expect(hidden.length).toBeGreaterThan(0);
    for (const group of hidden)
      expect(group).toMatchObject({ cases: [], passed: null, total: null });
    expect(done.report.usage).toBeNull();
    expect(done.limits).toEqual(
      site.services.catalogue.find("tiny", "sum")!.exercise.manifest.limits,
    );
  });

  test("with the same key twice is recorded once", async () => {
    const first = await submit(ada, SUM_RIGHT, { key: "abcdefgh01" });
    const second = await submit(ada, SUM_RIGHT, { key: "abcdefgh01" });
    expect([first.status, second.status]).toEqual([201, 200]);
    expect(second.submission.id).toBe(first.submission.id);
    // Another user's key is a different one.
    expect((await submit(bob, SUM_RIGHT, { key: "abcdefgh01" })).status).toBe(201);
  });

  test("of another user looks like one that does not exist", async () => {
    const { submission } = await submit(ada, SUM_RIGHT);
    for (const path of [
      `/api/v1/submissions/${submission.id}`,
      `/api/v1/submissions/${submission.id}/events`,
    ]) {
      const others = await api.error("GET", path, 404, { token: bob.token });
      expect(others).toEqual(
        await api.error("GET", path.replace(submission.id, "0000000000000000"), 404, {
          token: bob.token,
        }),
      );
      expect((await api.error("GET", path, 401)).code).toBe("sign-in");
    }
    // In a session the site owner sees it as the pack's author does; with a token it does not
    // exist.
    await graded(ada, submission.id);
    expect(
      await api.error("GET", `/api/v1/submissions/${submission.id}`, 404, { token: owner.token }),
    ).toMatchObject({ code: "not-found" });
    const seen = selectOptionalSubmission(
      site.services.db,
      { kind: "member", userId: owner.userId, name: "", siteRole: "owner" },
      submission.id,
    );
    expect(seen).toMatchObject({ seenBy: "staff", audience: "author" });
    expect(seen?.report?.groups.some(({ visible, cases }) => !visible && cases.length > 0)).toBe(
      true,
    );
  });

  test.each<[string, unknown, number, string]>([
    ["no JSON", "{", 400, "invalid-request"],
    ["no source", {}, 400, "invalid-request"],
    ["a source that is not text", { source: 3 }, 400, "invalid-request"],
    [
      "a file name that is a path",
      { source: SUM_RIGHT, fileName: "../x.ts" },
      400,
      "invalid-request",
    ],
    ["an empty key", { source: SUM_RIGHT, key: "A b" }, 400, "invalid-request"],
    ["more than 256 KiB", { source: "x".repeat(256 * 1024 + 1) }, 413, "too-large"],
    ["more than 256 KiB in fewer characters", { source: "数".repeat(100_000) }, 413, "too-large"],
    ["far more", { source: "x".repeat(2_000_000) }, 413, "too-large"],
  ])("with %s is refused", async (_name, body, status, code) => {
    expect(
      (await api.error("POST", `${SUM}/submissions`, status, { token: ada.token, body })).code,
    ).toBe(code);
  });

  test("the answer names the invalid fields", async () => {
    const error = await api.error("POST", `${SUM}/submissions`, 400, {
      token: ada.token,
      body: { fileName: "a/b" },
    });
    expect(error.fields).toEqual({ source: "is missing", fileName: "is not valid" });
  });

  test("of exactly 256 KiB is accepted", async () => {
    const source = SUM_RIGHT + "/".repeat(256 * 1024 - SUM_RIGHT.length);
    expect((await submit(bob, source)).status).toBe(201);
  });

  test("while two others wait: 429, with the time to retry", async () => {
    const eve = makeMember(site.services.db);
    const gone: string[] = [];
    // Each occupies a slot until its limit, so that later ones wait.
    const answers = await Promise.all(
      Array.from({ length: 4 + site.config.slots }, () =>
        api.send("POST", `${SUM}/submissions`, { token: eve.token, body: { source: SUM_LOOPS } }),
      ),
    );
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused.length).toBeGreaterThan(0);
    for (const response of refused) {
      expect(Number(response.headers.get("retry-after"))).toBeGreaterThan(0);
      expect(errorAnswer.parse(await response.json()).error).toEqual({
        code: "queue-full",
        message:
          "2 of your submissions are already waiting. Submit again once one of them is graded.",
      });
    }
    for (const response of answers)
      if (response.status === 201) gone.push(submissionAnswer.parse(await response.json()).id);
    for (const id of gone) await graded(eve, id);
  });

  test("sends events until the report, each a complete snapshot", async () => {
    const { submission } = await submit(bob, SUM_RIGHT);
    const response = await api.send("GET", `/api/v1/submissions/${submission.id}/events`, {
      token: bob.token,
    });
    expect(response.headers.get("content-type")).toContain("text/event-stream");
    const states = [];
    for await (const data of readEvents(
      response.body as unknown as AsyncIterable<Uint8Array>,
      1e6,
      30_000,
    ))
      states.push(submissionAnswer.parse(JSON.parse(data)));
    expect(states.at(-1)).toMatchObject({
      state: "done",
      id: submission.id,
      report: { verdict: "accepted" },
    });
    expect(states.slice(0, -1).every(({ state }) => state !== "done")).toBe(true);
    expect(JSON.stringify(states)).not.toContain(
      JSON.stringify(
        site.services.catalogue
          .find("tiny", "sum")!
          .exercise.groups.find(({ visible }) => !visible)!.cases[0]!.name,
      ),
    );
  });

  test("is listed, newest first, page by page", async () => {
    const eve = makeMember(site.services.db);
    const ids: string[] = [];
    for (let i = 0; i < 3; i++) {
      ids.unshift((await submit(eve, SUM_RIGHT)).submission.id);
      await graded(eve, ids[0]!);
    }
    const list = await api.get("/api/v1/submissions", submissionList, { token: eve.token });
    expect(list.submissions.map(({ id }) => id)).toEqual(ids);
    expect(list.submissions[0]).toMatchObject({
      verdict: "accepted",
      score: 10,
      maxScore: 10,
      attempt: 3,
    });
    expect(list.next).toBeNull();
    const before = list.submissions[0]!.id;
    expect(
      (
        await api.get(
          `/api/v1/submissions?pack=tiny&exercise=sum&before=${before}`,
          submissionList,
          { token: eve.token },
        )
      ).submissions.map(({ id }) => id),
    ).toEqual(ids.slice(1));
    expect(
      (await api.get("/api/v1/submissions?exercise=other", submissionList, { token: eve.token }))
        .submissions,
    ).toEqual([]);
    expect(
      (await api.error("GET", "/api/v1/submissions?before=Never", 400, { token: eve.token }))
        .fields,
    ).toEqual({ before: "is not valid" });
    await api.error("GET", "/api/v1/submissions", 401);
  });
});

describe("a live test", () => {
  test("runs the visible tests and stores nothing", async () => {
    const eve = makeMember(site.services.db);
    const response = await api.send("POST", `${SUM}/live-tests`, {
      token: eve.token,
      body: { source: SUM_WRONG },
    });
    expect(response.status).toBe(200);
    const { report, limits } = liveTestAnswer.parse(await response.json());
    expect(report.verdict).toBe("wrong-answer");
    expect(report.groups.every(({ visible }) => visible)).toBe(true);
    // Nothing shows how busy the machine is, including with other users' hidden tests.
    expect(report.usage).toBeNull();
    expect(limits.cpuTimeMs).toBeGreaterThan(0);
    expect(
      (await api.get("/api/v1/submissions", submissionList, { token: eve.token })).submissions,
    ).toEqual([]);
  });

  test("needs a user, and a source within the size limit", async () => {
    await api.error("POST", `${SUM}/live-tests`, 401, {
      body: { source: SUM_RIGHT },
      headers: { origin: site.config.publicUrl },
    });
    expect(
      (
        await api.error("POST", `${SUM}/live-tests`, 413, {
          token: ada.token,
          body: { source: "x".repeat(256 * 1024 + 1) },
        })
      ).code,
    ).toBe("too-large");
  });

  test("replaces an older one from the same tab; a user who exceeds the budget gets a time to retry", async () => {
    const eve = makeMember(site.services.db);
    // Different texts, because known answers cost nothing.
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, i) =>
        api.send("POST", `${SUM}/live-tests`, {
          token: eve.token,
          body: { source: `${SUM_LOOPS}// ${i}\n`, tab: i < 2 ? "same" : `tab-${i}` },
        }),
      ),
    );
    expect(answers[0]!.status).toBe(409);
    expect(errorAnswer.parse(await answers[0]!.json()).error.code).toBe("replaced");
    const busy = answers.filter(({ status }) => status === 429);
    expect(busy.length).toBeGreaterThan(0);
    for (const response of busy)
      expect(Number(response.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(answers.filter(({ status }) => ![200, 409, 429].includes(status))).toEqual([]);
  });
});

describe("publishing", () => {
  test("is allowed to the site owner only", async () => {
    for (const method of ["GET", "POST"]) {
      expect(
        (await api.error(method, "/api/v1/packs/publish", 403, { token: ada.token })).code,
      ).toBe("forbidden");
      await api.error(method, "/api/v1/packs/publish", method === "GET" ? 401 : 403);
    }
  });

  test("runs in the background and reports its result", async () => {
    const started = await api.send("POST", "/api/v1/packs/publish", { token: owner.token });
    expect(started.status).toBe(202);
    expect(publishAnswer.parse(await started.json()).state).not.toBe("failed");
    const done = await eventually(async () => {
      const answer = await api.get("/api/v1/packs/publish", publishAnswer, { token: owner.token });
      return answer.state === "running" ? undefined : answer;
    });
    expect(done).toMatchObject({
      state: "done",
      published: [],
      withdrawn: [],
      refused: [],
      problems: [],
      startedAt: null,
    });
    expect(done.finishedAt).not.toBeNull();
  });
});
