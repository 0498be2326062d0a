// How often something may be tried: a class behind one address passes, guessing does not.

import { afterEach, describe, expect, test, vi } from "vitest";
import { TooManyRequestsError } from "../../src/http/errors.ts";
import { LIMITS, Throttle } from "../../src/http/throttle.ts";
import { users } from "../../src/db/schema.ts";
import { accounts } from "../../src/db/auth-schema.ts";
import { openQuietSite, PASSWORD, type QuietSite } from "../support/quiet-site.ts";
import { submitByForm } from "../support/submissions-in-place.ts";

const SCHOOL = { address: "203.0.113.7" };

/** student0, student1 … and a victim: their common password is hashed once. */
async function putStudents({ services: { auth, db } }: QuietSite, count: number): Promise<void> {
  const password = await (await auth.$context).password.hash(PASSWORD);
  const now = new Date();
  for (const name of ["victim", ...Array.from({ length: count }, (_, i) => `student${i}`)]) {
    db.insert(users)
      .values({
        id: name,
        name,
        email: `${name}@example.org`,
        username: name,
        createdAt: now,
        updatedAt: now,
      })
      .run();
    db.insert(accounts)
      .values({
        id: name,
        accountId: name,
        providerId: "credential",
        userId: name,
        password,
        createdAt: now,
        updatedAt: now,
      })
      .run();
  }
}

describe("Throttle", () => {
  afterEach(() => vi.useRealTimers());

  test("allows so many in a period, says when to retry, and then allows more", async () => {
    vi.useFakeTimers();
    const throttle = new Throttle({ resetAccount: { times: 2, seconds: 60 } });
    await throttle.take("resetAccount", "a");
    vi.advanceTimersByTime(15_000);
    await throttle.take("resetAccount", "a");
    const refused = await throttle.take("resetAccount", "a").catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(TooManyRequestsError);
    expect((refused as TooManyRequestsError).retryAfterSeconds).toBe(45);
    await throttle.take("resetAccount", "b");
    vi.advanceTimersByTime(45_001);
    await throttle.take("resetAccount", "a");
  });

  test.each([
    ["back", -1],
    ["forward", 1],
  ])(
    "makes no one wait longer than usual when the clock is set %s by a day, and recovers on time",
    async (_, days) => {
      vi.useFakeTimers();
      const throttle = new Throttle({ resetAccount: { times: 1, seconds: 60 } });
      const take = async () => {
        try {
          await throttle.take("resetAccount", "a");
          return 0;
        } catch (error) {
          return (error as TooManyRequestsError).retryAfterSeconds;
        }
      };
      expect(await take()).toBe(0);
      vi.setSystemTime(Date.now() + days * 24 * 3_600_000);
      await take();
      expect(await take()).toBe(60);
      vi.advanceTimersByTime(60_001);
      expect(await take()).toBe(0);
    },
  );

  test("does not extend the wait with each refusal", async () => {
    vi.useFakeTimers();
    const throttle = new Throttle({ resetAccount: { times: 1, seconds: 60 } });
    await throttle.take("resetAccount", "a");
    for (let i = 0; i < 59; i += 1) {
      vi.advanceTimersByTime(1000);
      await expect(throttle.take("resetAccount", "a")).rejects.toBeInstanceOf(TooManyRequestsError);
    }
    vi.advanceTimersByTime(1001);
    await throttle.take("resetAccount", "a");
  });
});

describe("signing in", () => {
  test(
    "200 students behind one address get in, one of five at the second try, while an attacker there is stopped",
    { timeout: 300_000 },
    async () => {
      const site = await openQuietSite();
      await putStudents(site, 200);
      const attacker = site.visit(SCHOOL);
      const guesses: number[] = [];
      const enter = async (i: number) => {
        const student = site.visit(SCHOOL);
        const mistyped =
          i % 5 === 0
            ? (await student.post("/sign-in", { login: `student${i}`, password: "mistyped it" }))
                .status
            : 422;
        expect(mistyped).toBe(422);
        return (await student.post("/sign-in", { login: `student${i}`, password: PASSWORD }))
          .status;
      };
      // Ten come in at a time; between them the attacker tries the account of another student.
      for (let first = 0; first < 200; first += 10) {
        expect(await Promise.all(Array.from({ length: 10 }, (_, i) => enter(first + i)))).toEqual(
          Array.from({ length: 10 }, () => 303),
        );
        guesses.push(
          (await attacker.post("/sign-in", { login: "victim", password: `guess number ${first}` }))
            .status,
        );
      }
      expect(guesses).toEqual([
        ...Array.from({ length: 10 }, () => 422),
        ...Array.from({ length: 10 }, () => 429),
      ]);
      site.close();
    },
  );

  test("an account accepts ten wrong passwords from one address, by any of its names, then not even the right one", async () => {
    const site = await openQuietSite();
    await site.signUp("target", { email: "target@example.org" });
    const logins = ["target", "TARGET", "target@example.org", "Target@Example.org", "ｔａｒｇｅｔ"];
    for (let i = 0; i < 10; i += 1)
      expect(
        (await site.visit().post("/sign-in", { login: logins[i % 5]!, password: "wrong password" }))
          .status,
      ).toBe(422);
    const answer = await site.visit().post("/sign-in", { login: "target", password: PASSWORD });
    expect([answer.status, Number(answer.headers.get("retry-after"))]).toEqual([
      429,
      expect.closeTo(900, -2),
    ]);
    expect(await answer.text()).toMatch(/account, wait 1[45] minutes/);
    expect(
      await site
        .visit({ language: "zh-CN" })
        .post("/sign-in", { login: "target", password: PASSWORD })
        .then((refused) => refused.text()),
    ).toContain("分钟后重试");
    // Anywhere else the account is not affected.
    expect(
      (
        await site
          .visit({ address: "192.0.2.1" })
          .post("/sign-in", { login: "target", password: PASSWORD })
      ).status,
    ).toBe(303);
    site.close();
  });

  test("an unknown account is locked in the same way", async () => {
    const site = await openQuietSite();
    const statuses: number[] = [];
    for (let i = 0; i < 12; i += 1)
      statuses.push(
        (await site.visit().post("/sign-in", { login: "no-such-name", password: "wrong password" }))
          .status,
      );
    expect(statuses).toEqual([...Array.from({ length: 10 }, () => 422), 429, 429]);
    site.close();
  });

  test("a right password resets the count", async () => {
    const site = await openQuietSite();
    await site.signUp("clumsy");
    for (let round = 0; round < 3; round += 1) {
      for (let i = 0; i < 9; i += 1)
        await site.visit().post("/sign-in", { login: "clumsy", password: "wrong password" });
      expect(
        (await site.visit().post("/sign-in", { login: "clumsy", password: PASSWORD })).status,
      ).toBe(303);
    }
    site.close();
  });

  test("forty guesses at the same moment count as forty, not one", async () => {
    const site = await openQuietSite();
    await site.signUp("parallel");
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, i) =>
        site.visit().post("/sign-in", { login: "parallel", password: `guess number ${i}` }),
      ),
    );
    expect(answers.filter(({ status }) => status === 422)).toHaveLength(10);
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(30);
    site.close();
  });

  test("an address that tries one password on everyone is stopped; successful sign-ins do not count", async () => {
    const site = await openQuietSite({}, { signInAddress: { times: 5, seconds: 300 } });
    await site.signUp("right");
    for (let i = 0; i < 12; i += 1)
      expect(
        (await site.visit(SCHOOL).post("/sign-in", { login: "right", password: PASSWORD })).status,
      ).toBe(303);
    const statuses: number[] = [];
    for (let i = 0; i < 7; i += 1)
      statuses.push(
        (
          await site
            .visit(SCHOOL)
            .post("/sign-in", { login: `somebody${i}`, password: "Password1" })
        ).status,
      );
    expect(statuses).toEqual([422, 422, 422, 422, 422, 429, 429]);
    expect(
      (
        await site
          .visit({ address: "192.0.2.1" })
          .post("/sign-in", { login: "right", password: PASSWORD })
      ).status,
    ).toBe(303);
    site.close();
  });

  test("the old password cannot be guessed faster on the settings page", async () => {
    const site = await openQuietSite();
    const member = await site.signUp("stolen");
    const statuses: number[] = [];
    for (let i = 0; i < 12; i += 1)
      statuses.push(
        (
          await member.post("/settings/password", {
            current: `guess number ${i}`,
            password: "a new password",
          })
        ).status,
      );
    expect(statuses).toEqual([...Array.from({ length: 10 }, () => 422), 429, 429]);
    site.close();
  });
});

describe("per address", () => {
  test("accounts and guests may be created generously, but not without limit", async () => {
    const site = await openQuietSite(
      {},
      { signUpAddress: { times: 3, seconds: 3600 }, guestAddress: { times: 3, seconds: 3600 } },
    );
    const signUps: number[] = [];
    for (let i = 0; i < 5; i += 1)
      signUps.push(
        (
          await site
            .visit(SCHOOL)
            .post("/sign-up", { name: "N", username: `made${i}`, email: "", password: PASSWORD })
        ).status,
      );
    expect(signUps).toEqual([303, 303, 303, 429, 429]);
    const guest = site.visit(SCHOOL);
    await submitByForm(guest, "1");
    await submitByForm(guest, "2");
    for (let i = 0; i < 2; i += 1) await submitByForm(site.visit(SCHOOL), "1");
    expect(
      (await site.visit(SCHOOL).post("/exercises/tiny/sum/submissions", { source: "1" })).status,
    ).toBe(429);
    await submitByForm(site.visit({ address: "192.0.2.1" }), "1");
    site.close();
  });

  test("an invalid form does not count", async () => {
    const site = await openQuietSite({}, { signUpAddress: { times: 1, seconds: 3600 } });
    for (let i = 0; i < 5; i += 1)
      expect(
        (
          await site
            .visit(SCHOOL)
            .post("/sign-up", { name: "N", username: "n", email: "", password: PASSWORD })
        ).status,
      ).toBe(422);
    expect(
      (
        await site
          .visit(SCHOOL)
          .post("/sign-up", { name: "N", username: "nn", email: "", password: PASSWORD })
      ).status,
    ).toBe(303);
    site.close();
  });

  test("an IPv6 network is one address, and a header from an untrusted source is ignored", async () => {
    const site = await openQuietSite({}, { signInAddress: { times: 3, seconds: 300 } });
    const statuses: number[] = [];
    for (let i = 0; i < 5; i += 1)
      statuses.push(
        (
          await site
            .visit({ address: `2001:db8::${i + 1}` })
            .post("/sign-in", { login: `v6-${i}`, password: "wrong password" })
        ).status,
      );
    expect(statuses).toEqual([422, 422, 422, 429, 429]);
    const forged: number[] = [];
    for (let i = 0; i < 5; i += 1)
      forged.push(
        (
          await site
            .visit()
            .post(
              "/sign-in",
              { login: `xff-${i}`, password: "wrong password" },
              { "x-forwarded-for": `192.0.2.${i}` },
            )
        ).status,
      );
    expect(forged).toEqual([422, 422, 422, 429, 429]);
    site.close();
  });

  test("limits leave room for a class of 200", () => {
    expect(LIMITS.signInAddress.times).toBeGreaterThanOrEqual(400);
    expect(LIMITS.signInAddress.seconds).toBeLessThanOrEqual(300);
    for (const name of ["signUpAddress", "guestAddress"] as const)
      expect(LIMITS[name].times).toBeGreaterThanOrEqual(400);
  });
});

describe("submitting", () => {
  test("one account sends no more than sixty in a minute", async () => {
    const site = await openQuietSite({}, { submitAccount: { times: 2, seconds: 60 } });
    const member = await site.signUp("busy");
    await submitByForm(member, "1", "aaaaaaaa");
    await submitByForm(member, "1", "aaaaaaaa");
    expect((await member.post("/exercises/tiny/sum/submissions", { source: "1" })).status).toBe(
      429,
    );
    site.close();
  });
});
