// After choosing a language, signing in or signing up, a user returns to the previous page, with
// its query: "?assignment=…" says what a submission counts for.

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createCourse } from "../../src/membership/create-course.ts";
import { selectJoinLinks } from "../../src/membership/join-links.ts";
import {
  CLIENT,
  type IdentityProvider,
  startIdentityProvider,
} from "../support/identity-provider.ts";
import { type MailServer, startMailServer } from "../support/mail-server.ts";
import { openQuietSite, PASSWORD, type QuietSite } from "../support/quiet-site.ts";
import { submitByForm } from "../support/submissions-in-place.ts";
import type { Visitor } from "../support/visitor.ts";

const PAGE = "/exercises/tiny/sum?assignment=0123456789abcdef&from=x%26y";
let provider: IdentityProvider;
let mail: MailServer;
let site: QuietSite;

beforeAll(async () => {
  [provider, mail] = [await startIdentityProvider(), await startMailServer()];
  site = await openQuietSite({
    oidc: { issuer: provider.issuer, ...CLIENT, name: "Example University" },
    mail: { smtpUrl: mail.url, from: "gradus@example.org" },
  });
});
afterAll(async () => {
  site.close();
  await Promise.all([provider.close(), mail.close()]);
});

const plain = (html: string) => html.replaceAll("&amp;", "&");
const linkTo = (html: string, path: string) =>
  plain(new RegExp(`href="(${path}\\?[^"]*)"`).exec(html)![1]!);
const nextOf = (html: string) =>
  plain(/<input type="hidden" name="next" value="([^"]*)"/.exec(html)![1]!);
const backOf = (html: string) =>
  plain(/<input type="hidden" name="back" value="([^"]*)"/.exec(html)![1]!);
const whereTo = (answer: Response) => answer.headers.get("location");
const open = async (visitor: Visitor, path: string) => (await visitor.get(path)).text();
const account = (username: string, fields: Record<string, string> = {}) => ({
  name: "N",
  username,
  email: "",
  password: PASSWORD,
  ...fields,
});

describe("back to the same page, with its query", () => {
  test.each([
    ["language", "zh-CN"],
    ["theme", "dark"],
  ])("after choosing a %s", async (name, value) => {
    const visitor = site.visit();
    const answer = await visitor.post("/preferences", {
      [name]: value,
      back: backOf(await open(visitor, "/exercises/tiny/sum?assignment=a1&x=%E5%90%8D")),
    });
    expect(whereTo(answer)).toBe("/exercises/tiny/sum?assignment=a1&x=%E5%90%8D");
  });

  test("after signing in, also after a wrong password, the sign-up page, and a change of language", async () => {
    await site.signUp("signs-in");
    const visitor = site.visit();
    const signIn = linkTo(await open(visitor, "/exercises/tiny/sum?assignment=a1"), "/sign-in");
    const signUp = linkTo(await open(visitor, signIn), "/sign-up");
    const again = linkTo(await open(visitor, signUp), "/sign-in");
    const back = backOf(await open(visitor, again));
    expect(whereTo(await visitor.post("/preferences", { language: "en", back }))).toBe(again);
    const wrong = await visitor.post("/sign-in", {
      login: "signs-in",
      password: "wrong password",
      next: nextOf(await open(visitor, again)),
    });
    const page = await wrong.text();
    expect([backOf(page), linkTo(page, "/sign-up")]).toEqual([again, signUp]);
    expect(
      whereTo(
        await visitor.post("/sign-in", {
          login: "signs-in",
          password: PASSWORD,
          next: nextOf(page),
        }),
      ),
    ).toBe("/exercises/tiny/sum?assignment=a1");
  });

  test("after signing up, with what the guest has sent", async () => {
    const guest = site.visit();
    const sent = await submitByForm(guest, "a guest's");
    const signUp = linkTo(await open(guest, "/exercises/tiny/sum?assignment=a1"), "/sign-up");
    const refused = await guest.post(
      "/sign-up",
      account("was-guest", { password: "short", next: nextOf(await open(guest, signUp)) }),
    );
    const page = await refused.text();
    expect([refused.status, backOf(page)]).toEqual([422, signUp]);
    expect(
      whereTo(await guest.post("/sign-up", account("was-guest", { next: nextOf(page) }))),
    ).toBe("/exercises/tiny/sum?assignment=a1");
    expect((await guest.get(`/submissions/${sent}`)).status).toBe(200);
  });

  test("after signing in at an institution; and if that fails, via the sign-in page", async () => {
    const come = async (visitor: Visitor, person: typeof provider.person) => {
      provider.person = person;
      const leaving = await visitor.post("/sign-in/provider", { next: PAGE });
      const there = await fetch(/url=(.*)$/.exec(leaving.headers.get("refresh")!)![1]!, {
        redirect: "manual",
      });
      return new URL(
        whereTo(await visitor.get(there.headers.get("location")!))!,
        "http://localhost:3000",
      );
    };
    const there = await come(site.visit(), { sub: "u-here", email: "here@uni.example", name: "H" });
    expect(`${there.pathname}${there.search}`).toBe(PAGE);
    const visitor = site.visit();
    const failed = await come(visitor, undefined);
    expect(failed.pathname).toBe("/sign-in");
    expect(nextOf(await open(visitor, `${failed.pathname}${failed.search}`))).toBe(PAGE);
  });

  test("after setting a forgotten password by a mailed link", async () => {
    await site.signUp("forgets", { email: "forgets@example.org" });
    const visitor = site.visit();
    const signIn = linkTo(await open(visitor, "/exercises/tiny/sum?assignment=a1"), "/sign-in");
    const forgot = linkTo(await open(visitor, signIn), "/forgot-password");
    await visitor.post("/forgot-password", {
      email: "forgets@example.org",
      next: nextOf(await open(visitor, forgot)),
    });
    await mail.waitFor(1, "/reset/");
    const reset = /http:\/\/localhost:3000(\/reset\/\S+)/.exec(mail.about("/reset/")[0]!.text)![1]!;
    const page = await open(visitor, reset);
    expect(backOf(page)).toBe(reset);
    const done = whereTo(
      await visitor.post(reset.split("?")[0]!, {
        password: "an entirely new one",
        next: nextOf(page),
      }),
    )!;
    const last = await open(visitor, done);
    expect(last).toContain("Your new password has been saved");
    expect(
      whereTo(
        await visitor.post("/sign-in", {
          login: "forgets",
          password: "an entirely new one",
          next: nextOf(last),
        }),
      ),
    ).toBe("/exercises/tiny/sum?assignment=a1");
  });

  test("a join link is not lost between sign-up and sign-in", async () => {
    const owner = await site.signUp("gives-course");
    const course = createCourse(site.services.db, "Joined", owner.userId);
    const { code } = selectJoinLinks(site.services.db, course)[0]!;
    await site.signUp("joins");
    const visitor = site.visit();
    const signIn = linkTo(await open(visitor, `/sign-up?join=${code}`), "/sign-in");
    expect(
      whereTo(
        await visitor.post("/sign-in", {
          login: "joins",
          password: PASSWORD,
          join: new URL(signIn, "http://x").searchParams.get("join")!,
        }),
      ),
    ).toBe(`/courses/${course}?done=joined`);
  });

  test("a query that is too long to carry is dropped, and the page is not", async () => {
    expect(backOf(await open(site.visit(), `/exercises/tiny/sum?x=${"x".repeat(3000)}`))).toBe(
      "/exercises/tiny/sum",
    );
  });
});

describe("an answer to a form", () => {
  const ORIGIN = "http://localhost:3000";

  test("leads back to the page of the form", async () => {
    const visitor = site.visit();
    const refused = await visitor.post(
      "/exercises/tiny/sum/submissions?assignment=a1",
      {},
      { referer: `${ORIGIN}/exercises/tiny/sum?assignment=a1` },
    );
    expect([refused.status, backOf(await refused.text())]).toEqual([
      400,
      "/exercises/tiny/sum?assignment=a1",
    ]);
  });

  test.each([
    [
      "from a page that answered a form itself",
      "/settings/tokens",
      `${ORIGIN}/settings/tokens`,
      "/settings",
    ],
    ["without a page", "/settings/name", "", "/settings"],
    [
      "from another site",
      "/settings/name",
      "https://elsewhere.example/settings/delete",
      "/settings",
    ],
    ["from an invalid address", "/settings/name", "://", "/settings"],
  ])("%s leads to the page above it", async (_, path, referer, page) => {
    const visitor = await site.signUp(`answers-${Math.random().toString(36).slice(2, 10)}`);
    const refused = await visitor.post(path, { name: "" }, { referer });
    expect([refused.status, backOf(await refused.text())]).toEqual([422, page]);
  });

  test("of a signed-out user asks them to sign in for the page, not for the form", async () => {
    const refused = await site
      .visit()
      .post("/settings/name", { name: "N" }, { referer: `${ORIGIN}/settings?done=name` });
    const page = await refused.text();
    expect(new URL(linkTo(page, "/sign-in"), ORIGIN).searchParams.get("next")).toBe(
      "/settings?done=name",
    );
  });

  test("to an unknown page leads to the previous one, or to the start page", async () => {
    for (const [referer, page] of [
      ["", "/"],
      [`${ORIGIN}/submissions`, "/submissions"],
    ] as const) {
      expect(
        backOf(
          await (
            await site.visit().post("/courses/0000000000000000/people/x/remove", {}, { referer })
          ).text(),
        ),
      ).toBe(page);
    }
  });
});
