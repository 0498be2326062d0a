// The form that submits: it says what the submission counts for, and the server asks if that has
// changed. Nothing becomes practice without notice, and no code is lost.

import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { assignments, courses } from "../../../src/db/schema.ts";
import { PASSWORD } from "../../support/quiet-site.ts";
import {
  buttonsOf,
  formOf,
  openSharedExercise,
  type SharedExercise,
  SUM,
} from "../../support/shared-exercise.ts";

const CODE = "export const total = () => 7; // <mine> & only mine";
const SHOWN = "export const total = () =&gt; 7; // &lt;mine&gt; &amp; only mine";
const HOUR_MS = 3_600_000;
const AUTUMN = "ML autumn, Linear regression";
const PRACTICE = "Submit as practice (does not count)";

let world: SharedExercise;
let page: string;
beforeEach(async () => {
  world = await openSharedExercise();
  page = `${SUM}?assignment=${world.autumn.assignment}`;
});
afterEach(() => {
  vi.useRealTimers();
  world.site.close();
});

const read = async (path: string) => (await world.student.get(path)).text();
/** Sends the page's form by the button with that label. */
const press = (html: string, label: string, more: Record<string, string> = {}) =>
  world.student.post(page.replace("?", "/submissions?"), {
    source: CODE,
    ...formOf(html, label),
    ...more,
  });
const sent = () => world.sentBy(world.student.userId);
/** Nothing was recorded; the page has the code and the reason. Returns it. */
const asked = async (answer: Response, status: number, ...words: string[]) => {
  const html = await answer.text();
  expect(answer.status).toBe(status);
  for (const text of [SHOWN, "Nothing has been submitted.", ...words]) expect(html).toContain(text);
  return html;
};

test("the button says what the submission counts for, and what it costs", async () => {
  world.setRules(world.autumn.assignment, {
    dueAtMs: Date.UTC(2099, 0, 1),
    lateUntilMs: Date.UTC(2099, 0, 9),
    late: { kind: "deduction", percent: 10, per: "day", floorPercent: 50 },
    attempts: { kind: "worth", points: [10, 7, 5] },
  });
  const html = await read(page);
  expect([...buttonsOf(html).keys()]).toEqual([`Submit to ${AUTUMN}`, PRACTICE]);
  for (const words of [
    "due Jan 1, 2099",
    "3 attempts left",
    "attempts earn up to 100, 70, 50 points",
    "the next one up to 100",
    "late work: 10% off per day, down to 50%",
    "last day for late work: Jan 9, 2099",
    "code that does not compile uses no attempt",
  ]) {
    expect(html).toContain(words);
  }
  const recorded = await press(html, `Submit to ${AUTUMN}`);
  expect(recorded.status).toBe(303);
  expect(sent()).toMatchObject([
    { assignmentId: world.autumn.assignment, isPractice: false, saidToCount: true, source: CODE },
  ]);
  expect(await read(recorded.headers.get("location")!)).toContain(
    `Counts for ${AUTUMN} as attempt 1 of 3: not graded yet`,
  );
});

test("the line ends that a browser adds do not count for the limit of 256 KiB", async () => {
  const html = await read(page);
  const lines = (count: number) => Array.from({ length: count }, () => "//67890\r\n").join("");
  const pressCode = (source: string) => press(html, `Submit to ${AUTUMN}`, { source });
  expect((await pressCode(lines(32 * 1024))).status).toBe(303);
  expect(Buffer.byteLength(sent()[0]!.source)).toBe(256 * 1024);
  expect((await pressCode(`${lines(32 * 1024)}x`)).status).toBe(413);
});

describe("an exercise of two courses", () => {
  test("without an address that says which: both are offered, by name", async () => {
    const html = await read(SUM);
    expect([...buttonsOf(html).keys()].sort()).toEqual([
      PRACTICE,
      `Submit to ${AUTUMN}`,
      "Submit to ML spring, Linear regression",
    ]);
    for (const { assignment } of [world.autumn, world.spring])
      expect(html).toContain(`href="${SUM}?assignment=${assignment}"`);
    await press(html, "Submit to ML spring, Linear regression");
    expect(sent()).toMatchObject([{ assignmentId: world.spring.assignment }]);
  });

  test("a form that names none of them leads to a question, not to a guess", async () => {
    const html = await asked(
      await world.student.post(`${SUM}/submissions`, { source: CODE }),
      409,
      "Which assignment is this for?",
    );
    expect(sent()).toEqual([]);
    await press(html, `Submit to ${AUTUMN}`);
    expect(sent()).toMatchObject([{ assignmentId: world.autumn.assignment }]);
  });
});

test("the same form and code, first as practice and then to the assignment: two submissions, and each resent is itself", async () => {
  const html = await read(page);
  const ways = [PRACTICE, `Submit to ${AUTUMN}`, PRACTICE, `Submit to ${AUTUMN}`];
  const places: (string | null)[] = [];
  for (const way of ways) places.push((await press(html, way)).headers.get("location"));
  expect(sent()).toMatchObject([
    { isPractice: true },
    { isPractice: false, assignmentId: world.autumn.assignment },
  ]);
  expect(places[0]).toBe(places[2]);
  expect(places[1]).not.toBe(places[0]);
});

test("waiting practice does not block the assignment", async () => {
  const html = await read(page);
  for (const i of [1, 2])
    expect(
      (await press(html, PRACTICE, { source: `${CODE}${i}`, "form-key": `${i}`.repeat(10) }))
        .status,
    ).toBe(303);
  expect(
    (await press(html, PRACTICE, { source: `${CODE}3`, "form-key": "3333333333" })).status,
  ).toBe(429);
  expect((await press(html, `Submit to ${AUTUMN}`)).status).toBe(303);
});

describe("the signed-in user", () => {
  test("signed out meanwhile: asked to sign in, and one more press submits", async () => {
    const html = await read(page);
    const cookies = [...world.student.cookies];
    world.student.forget();
    const question = await asked(
      await press(html, `Submit to ${AUTUMN}`),
      401,
      "You are signed out",
      `Sign in to submit to ${AUTUMN}.`,
      'target="_blank"',
      `/sign-in?next=${encodeURIComponent(page)}`,
    );
    expect(sent()).toEqual([]);
    for (const [name, value] of cookies) world.student.cookies.set(name, value);
    expect((await press(question, `Submit to ${AUTUMN}`)).status).toBe(303);
    expect(sent()).toMatchObject([{ assignmentId: world.autumn.assignment, saidToCount: true }]);
  });

  test("practice of a signed-out user is asked about, too, and then becomes a guest's", async () => {
    const html = await read(page);
    world.student.forget();
    const question = await asked(await press(html, PRACTICE), 401, "You are signed out");
    expect((await press(question, PRACTICE)).status).toBe(303);
    expect(sent()).toEqual([]);
  });

  test("signed in as another user: says as whom, and offers that user's assignments", async () => {
    const html = await read(page);
    const bob = await world.site.signUp("bob");
    world.enrol(bob.userId, world.autumn.course);
    world.student.cookies.clear();
    for (const [name, value] of bob.cookies) world.student.cookies.set(name, value);
    const question = await asked(
      await press(html, `Submit to ${AUTUMN}`),
      409,
      "You are now signed in as Name of bob",
    );
    expect([...world.sentBy(bob.userId), ...sent()]).toEqual([]);
    await press(question, `Submit to ${AUTUMN}`);
    expect(world.sentBy(bob.userId)).toMatchObject([{ assignmentId: world.autumn.assignment }]);
  });

  test("a guest's submission is practice, and the page says so before", async () => {
    const guest = world.site.visit();
    const html = await (await guest.get(SUM)).text();
    expect([...buttonsOf(html).keys()]).toEqual([PRACTICE]);
    expect(html).toContain("Sign in or join a course to submit to an assignment.");
    const answer = await guest.post(`${SUM}/submissions`, {
      source: CODE,
      ...formOf(html, PRACTICE),
    });
    expect(await (await guest.get(answer.headers.get("location")!)).text()).toContain(
      "Practice: does not count. It was not submitted to an assignment.",
    );
  });
});

describe("changes while the page was open", () => {
  test("the due time has passed: late, or as practice", async () => {
    const { assignment } = world.autumn;
    world.setRules(assignment, {
      dueAtMs: Date.now() + HOUR_MS,
      late: { kind: "deduction", percent: 10, per: "day", floorPercent: 0 },
    });
    const html = await read(page);
    world.setRules(assignment, {
      dueAtMs: Date.now() - HOUR_MS,
      late: { kind: "deduction", percent: 10, per: "day", floorPercent: 0 },
    });
    const question = await asked(
      await press(html, `Submit to ${AUTUMN}`),
      409,
      "The due date has passed",
      `If you submit to ${AUTUMN} now, you lose 10%.`,
    );
    expect(sent()).toEqual([]);
    await press(question, `Submit late to ${AUTUMN} (10% off)`);
    await press(question, PRACTICE, { "form-key": "0000000000" });
    expect(sent()).toMatchObject([
      { assignmentId: assignment, isPractice: false, saidToCount: true },
      { assignmentId: assignment, isPractice: true },
    ]);
  });

  test("a day later it costs more: asked again", async () => {
    const { assignment } = world.autumn;
    const late = { kind: "deduction", percent: 10, per: "day", floorPercent: 0 } as const;
    world.setRules(assignment, { dueAtMs: Date.now() - HOUR_MS, late });
    const html = await read(page);
    world.setRules(assignment, { dueAtMs: Date.now() - 25 * HOUR_MS, late });
    const question = await asked(
      await press(html, `Submit late to ${AUTUMN} (10% off)`),
      409,
      "The late deduction has grown",
      "you lose 20%",
    );
    expect([...buttonsOf(question).keys()]).toEqual([
      `Submit late to ${AUTUMN} (20% off)`,
      PRACTICE,
    ]);
  });

  test("closed: a submission is still recorded for its assignment, announced not to count", async () => {
    const { assignment } = world.autumn;
    const html = await read(page);
    world.setRules(assignment, { dueAtMs: Date.now() - HOUR_MS });
    const question = await asked(
      await press(html, `Submit to ${AUTUMN}`),
      409,
      "The due date has passed",
      "is closed, so submissions do not count now",
    );
    const answer = await press(question, `Submit to ${AUTUMN} (does not count now)`);
    expect(sent()).toMatchObject([
      { assignmentId: assignment, isPractice: false, saidToCount: false },
    ]);
    expect(await read(answer.headers.get("location")!)).toContain(
      `Does not count for ${AUTUMN}: it was submitted after the due date`,
    );
  });

  test("closed, and open again by a moved due time: asked, too, and then it counts like any other", async () => {
    const { assignment } = world.autumn;
    world.setRules(assignment, { dueAtMs: Date.now() - HOUR_MS });
    const closed = await read(page);
    world.setRules(assignment, { dueAtMs: Date.now() + HOUR_MS });
    const question = await asked(
      await press(closed, `Submit to ${AUTUMN} (does not count now)`),
      409,
      "This submission counts now",
      "Now they count.",
    );
    expect(sent()).toEqual([]);
    await press(question, `Submit to ${AUTUMN}`);
    expect(sent()).toMatchObject([
      { assignmentId: assignment, isPractice: false, saidToCount: true },
    ]);
  });

  test("beyond the limit is refused even while late work counts: waiting attempts may turn out to use none", async () => {
    const { assignment } = world.autumn;
    const page1 = {
      attempts: { kind: "limited", count: 1 },
      dueAtMs: Date.now() - HOUR_MS,
    } as const;
    world.setRules(assignment, { ...page1, late: { kind: "free" } });
    const html = await read(page);
    expect((await press(html, `Submit to ${AUTUMN}`)).status).toBe(303);
    const question = await asked(
      await press(html, `Submit to ${AUTUMN}`, { source: `${CODE} `, "form-key": "1111111111" }),
      409,
      "All attempts are used",
    );
    expect([...buttonsOf(question).keys()]).toEqual([PRACTICE]);
    expect(sent()).toHaveLength(1);
  });

  test("too soon before the due time, sent after it: asked about, not late without notice", async () => {
    const { assignment } = world.autumn;
    const rules = {
      attempts: { kind: "spaced", minutes: 30 },
      late: { kind: "deduction", percent: 10, per: "day", floorPercent: 0 },
    } as const;
    world.setRules(assignment, { ...rules, dueAtMs: Date.now() + HOUR_MS });
    await press(await read(page), `Submit to ${AUTUMN}`);
    const html = await read(page);
    world.setRules(assignment, {
      ...rules,
      attempts: { kind: "unlimited" },
      dueAtMs: Date.now() - HOUR_MS,
    });
    await asked(
      await press(html, `Submit to ${AUTUMN}`),
      409,
      "The due date has passed",
      "you lose 10%",
    );
    expect(sent()).toHaveLength(1);
  });

  test.each(["closed", "usedUp", "early", "nonsense"])(
    "a form that claims the answer %j gets no attempt beyond the limit",
    async (said) => {
      const { assignment } = world.autumn;
      world.setRules(assignment, { attempts: { kind: "limited", count: 2 } });
      const [name, value] = Object.entries(formOf(await read(page), `Submit to ${AUTUMN}`)).find(
        ([, text]) => text.endsWith(" counts"),
      )!;
      const statuses: number[] = [];
      for (let i = 0; i < 4; i += 1)
        statuses.push(
          (
            await world.student.post(`${SUM}/submissions`, {
              source: `${CODE}${" ".repeat(i)}`,
              [name]: value.replace(/counts$/, said),
              "form-key": `${i}`.repeat(10),
            })
          ).status,
        );
      expect(statuses).toEqual([409, 409, 409, 409]);
      expect(sent()).toEqual([]);
    },
  );

  test("all attempts are used: refused, and practice is offered", async () => {
    const { assignment } = world.autumn;
    world.setRules(assignment, { attempts: { kind: "limited", count: 1 } });
    const html = await read(page);
    expect(html).toContain("1 attempt left");
    await press(html, `Submit to ${AUTUMN}`);
    const question = await asked(
      await press(html, `Submit to ${AUTUMN}`, { source: `${CODE} `, "form-key": "1111111111" }),
      409,
      "All attempts are used",
    );
    expect([...buttonsOf(question).keys()]).toEqual([PRACTICE]);
    await press(question, PRACTICE, { "form-key": "2222222222" });
    expect(sent()).toMatchObject([
      { isPractice: false },
      { assignmentId: assignment, isPractice: true, saidToCount: false },
    ]);
    expect(await read(page)).toContain("All attempts are used. You can still submit as practice.");
  });

  test("too soon: says when it can be sent again", async () => {
    world.setRules(world.autumn.assignment, { attempts: { kind: "spaced", minutes: 60 } });
    const html = await read(page);
    await press(html, `Submit to ${AUTUMN}`);
    const answer = await press(html, `Submit to ${AUTUMN}`, {
      source: `${CODE} `,
      "form-key": "1111111111",
    });
    expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(3000);
    await asked(answer, 429, `You can submit to ${AUTUMN} again after`);
    expect(sent().length).toBe(1);
  });

  test.each<[string, (world: SharedExercise) => void, string]>([
    [
      "removed",
      ({ site, autumn }) =>
        void site.services.db
          .update(assignments)
          .set({ removedAt: new Date() })
          .where(eq(assignments.id, autumn.assignment))
          .run(),
      "Your instructor has removed this assignment.",
    ],
    [
      "archived",
      ({ site, autumn }) =>
        void site.services.db
          .update(courses)
          .set({ archivedAt: new Date() })
          .where(eq(courses.id, autumn.course))
          .run(),
      "The course is archived and accepts no more submissions.",
    ],
    [
      "left",
      ({ leave, student, autumn }) => leave(student.userId, autumn.course),
      "This assignment does not exist, or you are not in its course.",
    ],
  ])(
    "the assignment is %s: asked, and the other course's is offered by its name",
    async (_name, change, words) => {
      const html = await read(page);
      change(world);
      const question = await asked(await press(html, `Submit to ${AUTUMN}`), 409, words);
      expect([...buttonsOf(question).keys()]).toEqual([
        "Submit to ML spring, Linear regression",
        PRACTICE,
      ]);
      expect(sent()).toEqual([]);
      expect(await read(page)).toContain(words);
    },
  );
});

describe("arrival time", () => {
  test("a submission that had arrived before the due time counts, however long it then waited", async () => {
    const dueAtMs = Date.UTC(2030, 5, 1, 12);
    vi.useFakeTimers({ toFake: ["Date"], now: dueAtMs - 50 });
    world.setRules(world.autumn.assignment, { dueAtMs });
    const member = await world.site.signUp("late-bird");
    world.enrol(member.userId, world.autumn.course);
    const html = await (await member.get(page)).text();
    const { throttle } = world.site.services;
    const take = throttle.take.bind(throttle);
    vi.spyOn(throttle, "take").mockImplementation(async (name, key, words) => {
      vi.setSystemTime(dueAtMs + 22);
      await take(name, key, words);
    });
    expect(
      (
        await member.post(page.replace("?", "/submissions?"), {
          source: CODE,
          ...formOf(html, `Submit to ${AUTUMN}`),
        })
      ).status,
    ).toBe(303);
    expect(world.sentBy(member.userId)).toMatchObject([
      {
        assignmentId: world.autumn.assignment,
        saidToCount: true,
        submittedAt: new Date(dueAtMs - 50),
      },
    ]);
    expect(await (await member.get("/submissions")).text()).toContain(
      `Counts for ${AUTUMN} as attempt 1: not graded yet`,
    );
  });
});

describe("sent twice", () => {
  test("the same form is the same submission, also when it was the last attempt", async () => {
    world.setRules(world.autumn.assignment, { attempts: { kind: "limited", count: 1 } });
    const html = await read(page);
    const [first, second] = [
      await press(html, `Submit to ${AUTUMN}`),
      await press(html, `Submit to ${AUTUMN}`),
    ];
    expect(second.headers.get("location")).toBe(first.headers.get("location"));
    expect(sent().length).toBe(1);
  });

  test("two tabs at the same moment do not both get the last attempt", async () => {
    world.setRules(world.autumn.assignment, { attempts: { kind: "limited", count: 1 } });
    const pages = [await read(page), await read(page)];
    const answers = await Promise.all(
      pages.map((html, i) => press(html, `Submit to ${AUTUMN}`, { source: `${CODE}${i}` })),
    );
    expect(answers.map(({ status }) => status).sort((a, b) => a - b)).toEqual([303, 409]);
    expect(sent().length).toBe(1);
  });

  test("too many waiting: the code stays in the page, and the same form submits later", async () => {
    const html = await read(page);
    for (const key of ["aaaaaaaaaa", "bbbbbbbbbb"])
      await press(html, `Submit to ${AUTUMN}`, { "form-key": key });
    const question = await asked(
      await press(html, `Submit to ${AUTUMN}`),
      429,
      "2 of your submissions are waiting",
    );
    world.site.services.queue.claim();
    expect((await press(question, "Submit again")).status).toBe(303);
    expect(sent().length).toBe(3);
  });
});

test("the editor gets the same question as JSON, and the address of the submission", async () => {
  const html = await read(page);
  world.student.forget();
  const question = await world.student.post(
    page.replace("?", "/submissions?"),
    { source: CODE, ...formOf(html, `Submit to ${AUTUMN}`) },
    { accept: "application/json" },
  );
  expect(question.status).toBe(401);
  const answer = (await question.json()) as { state: string; html: string };
  expect(answer.state).toBe("ask");
  expect(answer.html).toContain("You are signed out");
  expect([...buttonsOf(answer.html).keys()]).toEqual([`Submit to ${AUTUMN}`, PRACTICE]);
  const login = await world.student.post("/sign-in", { login: "ada", password: PASSWORD });
  expect(login.status).toBe(303);
  const recorded = await world.student.post(
    page.replace("?", "/submissions?"),
    { source: CODE, ...formOf(html, `Submit to ${AUTUMN}`) },
    { accept: "application/json" },
  );
  expect(await recorded.json()).toEqual({
    state: "recorded",
    url: `/submissions/${sent()[0]!.id}`,
  });
});
