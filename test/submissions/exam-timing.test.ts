// The attack on an exam's hidden inputs by the clock: a program that burns CPU if a bit of one is
// 1. Two sites differ only in that bit. Everything that the student in the exam, a classmate and a
// guest can read there is the same to the byte, both while the hidden tests of one site still burn
// CPU and after they are graded. Real slots; the sites' clock stands still until the test moves it.

import { join } from "node:path";
import { and, eq } from "drizzle-orm";
import { afterEach, expect, test, vi } from "vitest";
import type { GradeRequest } from "../../grader/index.ts";
import { createApp } from "../../src/app.tsx";
import { createCourse } from "../../src/membership/create-course.ts";
import { users } from "../../src/db/schema.ts";
import { gradings, jobs } from "../../src/db/submission-schema.ts";
import { setOverride } from "../../src/gradebook/override-score.ts";
import { addEnrolment } from "../support/add-enrolment.ts";
import { addToken } from "../support/add-token.ts";
import { eventually } from "../support/api-client.ts";
import { makeAssignment } from "../support/make-assignment.ts";
import { copyTiny, edit } from "../support/packs.ts";
import { useQuickPasswords } from "../support/quick-passwords.ts";
import { startSite, type TestSite } from "../support/site.ts";
import { Visitor } from "../support/visitor.ts";

const MINUTE_MS = 60_000;
const START = new Date("2026-12-01T09:00:00.400Z");
const END_MS = START.getTime() + 120 * MINUTE_MS;
/** No visible input is a number like this. */
const ATTACK = `export function total(values: number[]): number {
  const [first = 0] = values;
  if (first >= 700000 && first < 700002 && first % 2 === 1) for (;;) first.toString();
  return values.reduce((a, b) => a + b, 0);
}
`;
const PLAIN = "export const total = (values: number[]): number => values.length;\n";

let open: World[] = [];
afterEach(async () => {
  vi.useRealTimers();
  for (const { gate } of open) gate.open();
  await Promise.all(open.map(({ site }) => site.close()));
  open = [];
});

test("observations are the same for bit 0 and bit 1, while hidden tests run and afterwards", async () => {
  const [zero, one] = [await play(0), await play(1)];
  for (const name of Object.keys(zero.seen))
    expect([name, one.seen[name]]).toEqual([name, zero.seen[name]]);
  expect(Object.keys(one.seen)).toEqual(Object.keys(zero.seen));
  // In each, observations during the hidden tests equal those after they are graded. (Each download
  // of a user's data is in the next one.)
  for (const { seen } of [zero, one]) {
    for (const name of Object.keys(seen).filter(
      (key) => key.startsWith("graded: ") && !key.endsWith("/settings/data"),
    ))
      expect([name, seen[name]]).toEqual([name, seen[name.replace("graded: ", "burning: ")]]);
  }
  // The attack works: after the exam is over, everyone may know.
  expect([
    zero.afterwards.includes("limit exceeded"),
    one.afterwards.includes("limit exceeded"),
  ]).toEqual([false, true]);
}, 240_000);

/** In its alphabet no word has sixteen letters. */
const ID = /(?<![0-9a-z])[0-9a-hjkmnp-tv-z]{16}(?![0-9a-z])/g;
type Seen = Record<string, string>;

async function play(bit: 0 | 1): Promise<{ seen: Seen; afterwards: string }> {
  vi.useFakeTimers({ toFake: ["Date"], now: START });
  const world = await World.open(bit);
  open.push(world);
  const { seen } = world;

  const taken = await world.sendWatched("taker", ATTACK, { assignment: world.ids.exam });
  // Graded in one world, and burning in the other.
  if (bit === 0) await world.untilGraded();
  else await until(() => world.site.services.queue.hiddenDepth().running === 1);
  vi.setSystemTime(START.getTime() + MINUTE_MS / 6);
  await world.look("burning: ", taken);
  await world.refuse("taker", 10);

  // A guest and a classmate beside it: the first is graded at once, and the other's place in line
  // is the same.
  world.gate.shut();
  const guest = await world.send("guest", ATTACK);
  const beside = await world.send("beside", PLAIN, { assignment: world.ids.homework });
  for (const [who, id] of [
    ["guest", guest],
    ["beside", beside],
  ] as const)
    await world.read(who, "in line: ", [`/submissions/${id}`, `/submissions/${id}/state`]);
  await world.read("guest", "in line: ", ["/readyz"]);
  await world.refuse("guest", 20);
  world.gate.open();
  await world.untilDone([guest, beside]);
  await world.look("beside, burning: ", taken, guest, beside);

  // The same minute again, with everything graded.
  await world.untilGraded();
  await world.look("beside, graded: ", taken, guest, beside);
  vi.setSystemTime(START.getTime() + MINUTE_MS / 6);
  await world.look("graded: ", taken);
  world.overrideScore();
  await world.read("taker", "by hand: ", ["/settings/data", `/courses/${world.ids.course}`]);

  vi.setSystemTime(END_MS + MINUTE_MS);
  const afterwards = await (await world.people.taker.get(`/submissions/${taken}`)).text();
  expect(await (await world.people.guest.get(`/submissions/${guest}`)).text()).toContain(
    "Hidden tests",
  );
  return { seen: normalised(seen, world), afterwards };
}

/** Not by `expect.poll`, which would move the clock. */
const until = (isSo: () => boolean) =>
  eventually(() => Promise.resolve(isSo() ? true : undefined), 120_000);
type Who = "taker" | "beside" | "guest";

/**
 * The gate for gradings that a user waits for. Open, it delivers each group, and waits until its
 * reader has it: streams are then the same each time.
 */
class Gate {
  #opened = Promise.withResolvers<void>();
  onDelivered: () => Promise<void> = () => Promise.resolve();

  constructor() {
    this.open();
  }
  shut(): void {
    this.#opened = Promise.withResolvers();
  }
  open(): void {
    this.#opened.resolve();
  }

  guard(site: TestSite): void {
    const { host } = site.services;
    const grade = host.grade.bind(host);
    host.grade = async (request: GradeRequest) => {
      const { onGroup } = request;
      if (onGroup === undefined) return grade(request);
      await this.#opened.promise;
      const groups: Parameters<typeof onGroup>[0][] = [];
      const report = await grade({ ...request, onGroup: (group) => groups.push(group) });
      for (const group of report?.groups ?? []) {
        for (const done of groups.filter(({ id }) => id === group.id)) {
          onGroup(done);
          await this.onDelivered();
        }
      }
      return report;
    };
  }
}

class World {
  readonly seen: Seen = {};
  readonly gate = new Gate();
  readonly site: TestSite;
  readonly people: Record<Who, Visitor>;
  readonly ids: Record<"token" | "course" | "exam" | "homework" | "taker" | "teacher", string>;

  private constructor(site: TestSite, people: Record<Who, Visitor>, ids: World["ids"]) {
    this.site = site;
    this.people = people;
    this.ids = ids;
    this.gate.guard(site);
  }

  static async open(bit: 0 | 1): Promise<World> {
    const packsFolder = copyTiny();
    edit(
      join(packsFolder, "sum", "data", "secret", "hidden.json"),
      '"input":[7],"expected":7',
      `"input":[${700_000 + bit}],"expected":${700_000 + bit}`,
    );
    edit(
      join(packsFolder, "sum", "exercise.yaml"),
      "cpuTimeMs: 200, totalCpuTimeMs: 600",
      "cpuTimeMs: 400, totalCpuTimeMs: 1200",
    );
    const site = await startSite({ packsFolder, slots: 1, cpuFactor: 4 });
    const { services } = site;
    const { db } = services;
    await useQuickPasswords(services);
    const app = createApp(services);
    const visit = () => new Visitor(app, site.config.publicUrl);
    const signUp = async (username: string) => {
      const visitor = visit();
      await visitor.post("/sign-up", {
        name: `Name of ${username}`,
        username,
        email: "",
        password: "correct horse battery",
      });
      return {
        visitor,
        userId: db.select({ id: users.id }).from(users).where(eq(users.username, username)).get()!
          .id,
      };
    };
    const [taker, beside, teacher] = [
      await signUp("taker"),
      await signUp("beside"),
      await signUp("teacher"),
    ];
    const [course, other] = [
      createCourse(db, "With an exam", teacher.userId),
      createCourse(db, "Beside it", teacher.userId),
    ];
    for (const [courseId, userId] of [
      [course, taker.userId],
      [other, beside.userId],
    ] as const)
      addEnrolment(db, courseId, userId);
    const rules = {
      opensAtMs: START.getTime() - 60 * MINUTE_MS,
      dueAtMs: END_MS,
      attempts: { kind: "limited", count: 5 },
    } as const;
    const exam = makeAssignment(db, { courseId: course, isExam: true, points: 623, rules });
    const homework = makeAssignment(db, { courseId: other });
    const { token } = addToken(db, taker.userId);
    await until(() => services.host.grader !== undefined);
    return new World(
      site,
      { taker: taker.visitor, beside: beside.visitor, guest: visit() },
      { token, course, exam, homework, taker: taker.userId, teacher: teacher.userId },
    );
  }

  async send(who: Who, source: string, { assignment = "" } = {}): Promise<string> {
    const answer = await this.people[who].post(
      `/exercises/tiny/sum/submissions${assignment === "" ? "" : `?assignment=${assignment}`}`,
      { source },
    );
    const id = /^\/submissions\/(\w+)$/.exec(answer.headers.get("location") ?? "")?.[1];
    if (id === undefined) throw new Error(`${who}: ${answer.status} ${await answer.text()}`);
    return id;
  }

  /** Its complete stream is read, each group's snapshot separately. */
  async sendWatched(who: Who, source: string, goal: { assignment: string }): Promise<string> {
    this.gate.shut();
    const id = await this.send(who, source, goal);
    await this.read(who, "sent: ", [`/submissions/${id}`, `/submissions/${id}/state`]);
    const stream = await this.people[who].get(`/submissions/${id}/events`);
    const blocks: string[] = [];
    let told = 0;
    const delivered = async (count: number) => {
      await until(() => blocks.length >= count);
      told = count;
    };
    const reading = (async () => {
      const decoder = new TextDecoder();
      for await (const chunk of stream.body as unknown as AsyncIterable<Uint8Array>)
        blocks.push(
          ...decoder
            .decode(chunk, { stream: true })
            .split("\n\n")
            .filter((block) => block.startsWith("event: ")),
        );
    })();
    await delivered(1);
    this.gate.onDelivered = () => delivered(told + 1);
    this.gate.open();
    await reading;
    this.gate.onDelivered = () => Promise.resolve();
    this.seen["sent: its events"] = blocks.join("\n");
    return id;
  }

  /** Everything that anyone can request. */
  async look(when: string, taken: string, guest?: string, beside?: string): Promise<void> {
    const pages = (id: string) => [
      `/submissions/${id}`,
      `/submissions/${id}/state`,
      `/submissions/${id}/events`,
    ];
    await this.read("taker", when, [
      ...pages(taken),
      "/",
      "/submissions",
      "/exercises/tiny/sum/submissions",
      `/exercises/tiny/sum?assignment=${this.ids.exam}`,
      "/exercises/tiny/sum",
      `/courses/${this.ids.course}`,
      "/settings/data",
    ]);
    const authorization = `Bearer ${this.ids.token}`;
    for (const path of [
      "/api/v1/exercises",
      "/api/v1/exercises/tiny/sum",
      "/api/v1/exercises/tiny/sum/goals",
      "/api/v1/submissions",
      `/api/v1/submissions/${taken}`,
      `/api/v1/submissions/${taken}/events`,
    ]) {
      const answer = await new Visitor(
        createApp(this.site.services),
        this.site.config.publicUrl,
      ).get(path, {
        authorization,
      });
      this.seen[`${when}api ${nameOf(path)}`] = await answer.text();
    }
    if (guest !== undefined)
      await this.read("guest", when, [
        ...pages(guest),
        "/",
        "/submissions",
        "/exercises/tiny/sum",
        "/readyz",
      ]);
    if (beside !== undefined)
      await this.read("beside", when, [
        ...pages(beside),
        "/submissions",
        `/exercises/tiny/sum?assignment=${this.ids.homework}`,
        "/settings/data",
      ]);
  }

  async read(who: Who, when: string, paths: string[]): Promise<void> {
    for (const path of paths)
      this.seen[`${when}${who} ${nameOf(path)}`] = await (await this.people[who].get(path)).text();
  }

  /** Too soon after the last one: the page, the editor's answer, the API's. */
  async refuse(who: Who, seconds: number): Promise<void> {
    const path = `/exercises/tiny/sum/submissions${who === "taker" ? `?assignment=${this.ids.exam}` : ""}`;
    const page = await this.people[who].post(path, { source: PLAIN });
    this.seen[`refused: ${who}`] =
      `${page.status} ${page.headers.get("retry-after")} ${await page.text()}`;
    expect(this.seen[`refused: ${who}`]).toContain(`429 ${seconds} `);
    expect(this.seen[`refused: ${who}`]).toContain(`Submit again in ${seconds} seconds.`);
    const json = await this.people[who].post(
      path,
      { source: PLAIN },
      { accept: "application/json" },
    );
    this.seen[`refused: ${who}, in the editor`] = `${json.status} ${await json.text()}`;
    if (who !== "taker") return;
    const api = await new Visitor(createApp(this.site.services), this.site.config.publicUrl).send(
      "POST",
      "/api/v1/exercises/tiny/sum/submissions",
      JSON.stringify({ source: PLAIN, practice: true }),
      { authorization: `Bearer ${this.ids.token}`, "content-type": "application/json" },
    );
    this.seen["refused: taker, by the API"] = `${api.status} ${await api.text()}`;
    expect(this.seen["refused: taker, by the API"]).toContain("exam-spacing");
  }

  /** As its author knows it. */
  async untilDone(ids: string[]): Promise<void> {
    const { db } = this.site.services;
    const isDone = (id: string) =>
      db
        .select()
        .from(jobs)
        .where(eq(jobs.submissionId, id))
        .all()
        .every(({ visibleReport }) => visibleReport !== null);
    await until(() => ids.every(isDone));
  }

  async untilGraded(): Promise<void> {
    await until(() => this.site.services.db.select().from(jobs).all().length === 0);
  }

  /** Staff set a score beside the hidden tests' result. */
  overrideScore(): void {
    const { db } = this.site.services;
    expect(
      db
        .select()
        .from(gradings)
        .where(and(eq(gradings.runId, "")))
        .all(),
    ).toHaveLength(3);
    setOverride(
      db,
      { courseId: this.ids.course, assignmentId: this.ids.exam, userId: this.ids.taker },
      { points: 400, reason: "a reason", actorId: this.ids.teacher },
    );
  }
}

/** A path without its ids. */
function nameOf(path: string): string {
  return path.replaceAll(ID, "<id>");
}

/**
 * Random names by the order in which they appear; the version by its name, since the two packs
 * differ in the bit.
 */
function normalised(seen: Seen, { site }: World): Seen {
  const { hash } = site.services.catalogue.find("tiny", "sum")!;
  const names = new Map<string, string>();
  const nameFor = (id: string) => {
    if (!names.has(id)) names.set(id, `<id ${names.size}>`);
    return names.get(id)!;
  };
  return Object.fromEntries(
    Object.entries(seen).map(([name, text]) => [
      name,
      text
        .replaceAll(hash, "<version>")
        .replaceAll(hash.slice(0, 8), "<version>")
        .replaceAll(/nonce="[^"]+"|"nonce":"[^"]+"|name="form-key" value="[^"]+"/g, "random")
        .replaceAll(ID, nameFor),
    ]),
  );
}
