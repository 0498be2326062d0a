// A site whose address has a path (GRADUS_URL=https://host/gradus), behind nginx as
// docs/operating.md describes it: one proxy strips the path, one keeps it. Every page and form in
// every role, mails, sign-in by OpenID, scripts in a browser, and the command line stay below the
// path.

import type { AddressInfo } from "node:net";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { serve } from "@hono/node-server";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from "vitest";
import { createCourse } from "../../src/membership/create-course.ts";
import { users } from "../../src/db/schema.ts";
import { loadAssets } from "../../src/ui/assets.ts";
import { bodyOf, TABLE } from "../support/access-table.ts";
import { openWorld, type Role, type World } from "../support/access-world.ts";
import { addressesOf, outside } from "../support/addresses.ts";
import { CHROMIUM, NEEDS_CHROMIUM, openBrowser, openVisitor } from "../support/browser.ts";
import { runGradus } from "../support/command-host.ts";
import { Crawl } from "../support/crawl.ts";
import { makeHome } from "../support/home.ts";
import {
  CLIENT,
  type IdentityProvider,
  startIdentityProvider,
} from "../support/identity-provider.ts";
import { type MailServer, startMailServer } from "../support/mail-server.ts";
import { makeAssignment } from "../support/make-assignment.ts";
import { makeMember } from "../support/members.ts";
import {
  freePort,
  locationInDocs,
  NEEDS_NGINX,
  NGINX,
  type Nginx,
  startNginx,
} from "../support/nginx.ts";
import { temporaryFolder } from "../support/packs.ts";
import { PASSWORD } from "../support/quiet-site.ts";
import { startServerProcess, untilItListens } from "../support/server-process.ts";
import { startSite, type TestSite } from "../support/site.ts";
import { SUM_RIGHT } from "../support/submissions.ts";

const BASE = "/gradus";
const PATIENT = { timeout: 30_000 };
const PROXIES = ["stripping", "keeping"] as const;
/** All roles that see different pages; tokens ask for the same. */
const ROLES: Role[] = [
  "nobody",
  "guest",
  "student",
  "assistant",
  "instructor",
  "courseOwner",
  "siteOwner",
];
const REFUSALS = [401, 403, 404];

describe.skipIf(NGINX === undefined).each(PROXIES)(`behind a %s proxy${NEEDS_NGINX}`, (proxy) => {
  let provider: IdentityProvider;
  let mail: MailServer;
  let world: World;
  let server: ReturnType<typeof serve>;
  let nginx: Nginx;
  let publicUrl: string;
  beforeAll(async () => {
    const port = await freePort();
    publicUrl = `http://127.0.0.1:${port}${BASE}`;
    [provider, mail] = await Promise.all([
      startIdentityProvider(),
      startMailServer(),
      loadAssets(),
    ]);
    world = await openWorld({
      publicUrl,
      oidc: { issuer: provider.issuer, ...CLIENT, name: "Example University" },
      mail: { smtpUrl: mail.url, from: "gradus@example.org" },
    });
    server = serve({ fetch: world.site.app.fetch, port: 0, hostname: "127.0.0.1" });
    await new Promise((resolve) => server.once("listening", resolve));
    nginx = await startNginx(
      new Map([[port, locationInDocs((server.address() as AddressInfo).port, proxy)]]),
    );
    world.useNetwork();
  }, 120_000);
  afterAll(async () => {
    await nginx?.close();
    server?.close();
    world?.close();
    await Promise.all([provider?.close(), mail?.close()]);
  });

  const visit = () => {
    const visitor = world.site.visit();
    visitor.useNetwork();
    return visitor;
  };

  test("no page, form or answer leads outside, in any role", async () => {
    const crawl = new Crawl(world, [provider.issuer]);
    for (const [route, cases] of Object.entries(TABLE)) {
      for (const one of cases) {
        const refused = new Set<number>();
        for (const role of ROLES) {
          const expected = one.expected[role];
          // Everyone who is refused gets the same page.
          if (REFUSALS.includes(expected) && refused.has(expected)) continue;
          refused.add(expected);
          world.restore();
          const status = await crawl.ask(
            role,
            route.split(" ")[0]!,
            one.path(world),
            bodyOf(one, world, role),
          );
          if (status >= 400 && expected < 400)
            crawl.problems.push(`${role}: ${route} answers ${status}`);
        }
      }
    }
    world.restore();
    expect(crawl.problems).toEqual([]);
    expect(crawl.pages).toBeGreaterThan(400);
    expect(crawl.forms).toBeGreaterThan(1000);
  }, 600_000);

  test("signs in at an institution, and returns to the page", async () => {
    provider.person = { sub: `u-${proxy}`, email: "here@uni.example", name: "Here" };
    const visitor = visit();
    const leaving = await visitor.post("/sign-in/provider", {
      next: "/exercises/tiny/sum?assignment=a1",
    });
    const asked = new URL(/url=(.*)$/.exec(leaving.headers.get("refresh")!)![1]!);
    expect(asked.searchParams.get("redirect_uri")).toBe(`${publicUrl}/auth/callback/oidc`);
    const there = await fetch(asked, { redirect: "manual" });
    const back = await visitor.get(there.headers.get("location")!);
    expect([back.status, back.headers.get("location"), visitor.isSignedIn]).toEqual([
      302,
      `${publicUrl}/exercises/tiny/sum?assignment=a1`,
      true,
    ]);
    expect(
      outside(
        addressesOf({ url: publicUrl, headers: back.headers, text: "" }),
        publicUrl,
        BASE,
        [],
      ),
    ).toEqual([]);
    provider.person = undefined;
    const stranger = visit();
    const refused = await fetch(
      new URL(
        /url=(.*)$/.exec(
          (await stranger.post("/sign-in/provider", { next: "/settings" })).headers.get("refresh")!,
        )![1]!,
      ),
      { redirect: "manual" },
    );
    expect((await stranger.get(refused.headers.get("location")!)).headers.get("location")).toMatch(
      `${publicUrl}/sign-in?`,
    );
  });

  test("mails working links", async () => {
    const visitor = visit();
    const before = mail.mails.length;
    const address = `mails-${proxy}@example.org`;
    await visitor.post("/sign-up", {
      name: "Gets mail",
      username: `mails-${proxy}`,
      email: address,
      password: PASSWORD,
    });
    await visit().post("/forgot-password", { email: address, next: "/settings" });
    await mail.waitFor(before + 2);
    const links = mail.mails.flatMap(({ text }) =>
      [...text.matchAll(/https?:\/\/[^\s<>"]+/g)].map(([link]) => link),
    );
    expect(links.filter((link) => !link.startsWith(`${publicUrl}/`))).toEqual([]);
    for (const kind of ["verify", "reset"]) {
      const link = links.findLast((one) => one.includes(`/${kind}/`))!;
      expect([kind, (await visitor.get(link)).status]).toEqual([kind, 200]);
    }
  });
});

describe.skipIf(NGINX === undefined)(`a site that grades, below a path${NEEDS_NGINX}`, () => {
  let site: TestSite;
  let nginx: Nginx;
  let addresses: Record<(typeof PROXIES)[number], string>;
  beforeAll(async () => {
    const ports = [await freePort(), await freePort()] as const;
    addresses = {
      stripping: `http://127.0.0.1:${ports[0]}${BASE}`,
      keeping: `http://127.0.0.1:${ports[1]}${BASE}`,
    };
    site = await startSite({ publicUrl: addresses.stripping, liveTestShare: 1 });
    const inside = Number(new URL(site.url).port);
    nginx = await startNginx(
      new Map(PROXIES.map((proxy, k) => [ports[k]!, locationInDocs(inside, proxy)])),
    );
    await vi.waitUntil(() => site.services.host.state.kind === "ready", PATIENT);
  }, 120_000);
  afterAll(async () => {
    await nginx?.close();
    await site?.close(0);
  });

  describe.skipIf(CHROMIUM === undefined)(`in a browser${NEEDS_CHROMIUM}`, () => {
    let browser: Browser;
    beforeAll(async () => {
      browser = await openBrowser();
    });
    afterAll(() => browser?.close());

    /**
     * The requests of the browser; at the end all of them must have been below the path, and
     * successful.
     */
    async function open(url: string) {
      const { page, complaints, close } = await openVisitor(browser, url, "en");
      const asked: { url: string; status: number }[] = [];
      page.on("response", (response) =>
        asked.push({ url: response.url(), status: response.status() }),
      );
      onTestFinished(async () => {
        const cookies = await page.context().cookies();
        await close();
        expect(complaints).toEqual([]);
        expect(
          asked.filter(
            ({ url: one, status }) =>
              !one.startsWith("data:") &&
              !one.startsWith("blob:") &&
              (!one.startsWith(`${url}/`) || status >= 400),
          ),
        ).toEqual([]);
        expect(cookies.filter(({ path }) => path !== BASE)).toEqual([]);
        expect(cookies.map(({ name }) => name)).toEqual(
          expect.arrayContaining(["gradus.session_token", "time-zone"]),
        );
      });
      return { page, asked };
    }

    test.each(PROXIES)(
      "behind a %s proxy the editor saves a draft, submits, and receives the report",
      async (proxy) => {
        const url = addresses[proxy];
        const { page, asked } = await open(url);
        await page.goto(`${url}/`);
        await page.locator(".entry").first().click();
        await page.waitForURL(`${url}/exercises/tiny/*`);
        await page.getByRole("link", { name: "Sign up" }).first().click();
        await page.fill("[name=name]", "Ada");
        await page.fill("[name=username]", `ada-${proxy}`);
        await page.fill("[name=password]", PASSWORD);
        await page.locator(".account-form button[type=submit]").click();
        await page.waitForURL(`${url}/exercises/tiny/*`);
        await page.goto(`${url}/exercises/tiny/sum`);
        await page.locator(".cm-content").click(PATIENT);
        await page.keyboard.press("ControlOrMeta+a");
        await page.keyboard.insertText(SUM_RIGHT);
        await page.locator(".strip-group.passed").first().waitFor(PATIENT);
        await expect
          .poll(
            () =>
              asked.filter(({ url: one }) => one.startsWith(`${url}/exercises/tiny/sum/draft`))
                .length,
            PATIENT,
          )
          .toBeGreaterThan(0);

        // Nothing is graded before the page listens, so that the report can only come by the
        // events.
        const claim = vi.spyOn(site.services.queue, "claim").mockReturnValue(undefined);
        await page.keyboard.press("ControlOrMeta+Enter");
        await page.waitForURL(`${url}/submissions/*`, PATIENT);
        await expect
          .poll(() => asked.some(({ url: one }) => one.endsWith("/events")), PATIENT)
          .toBe(true);
        claim.mockRestore();
        site.services.gradeQueue.wake();
        await expect
          .poll(() => page.locator("#status").textContent(), PATIENT)
          .toContain("10 of 10 points");
        await page.getByRole("button", { name: "中文" }).click();
        await expect.poll(() => page.locator("html").getAttribute("lang"), PATIENT).toBe("zh-CN");
        expect(page.url()).toMatch(`${url}/submissions/`);
      },
      180_000,
    );

    test("the gradebook's table loads, and links to a score", async () => {
      const url = addresses.keeping;
      const { db } = site.services;
      const { page } = await open(url);
      await page.goto(`${url}/sign-up`);
      await page.fill("[name=name]", "Teacher");
      await page.fill("[name=username]", "teacher");
      await page.fill("[name=password]", PASSWORD);
      await page.locator(".account-form button[type=submit]").click();
      await page.waitForURL(`${url}/`);
      const teacher = db
        .select()
        .from(users)
        .all()
        .find(({ username }) => username === "teacher")!;
      const course = createCourse(db, "Machine learning", teacher.id);
      makeAssignment(db, { courseId: course });
      const student = makeMember(db, { name: "Student" });
      await page.goto(`${url}/courses/${course}/people`);
      db.$client
        .prepare(
          "insert into enrolments (course_id, user_id, role, joined_at) values (?, ?, 'student', ?)",
        )
        .run(course, student.userId, Date.now());
      await page.goto(`${url}/courses/${course}/gradebook`);
      await page.locator('.grid-row[data-index] [data-column="2"] a').first().click(PATIENT);
      await page.waitForURL(`${url}/courses/${course}/gradebook/*/*`);
      expect(await page.locator("h1").textContent()).toContain("Student");
    }, 180_000);
  });

  test("the link that the first start prints opens", async () => {
    const [port, inside] = [await freePort(), await freePort()];
    const publicUrl = `http://127.0.0.1:${port}${BASE}`;
    const proxy = await startNginx(new Map([[port, locationInDocs(inside, "stripping")]]));
    onTestFinished(() => proxy.close());
    const server = startServerProcess(temporaryFolder(), {
      env: { PORT: String(inside), GRADUS_URL: publicUrl },
    });
    await untilItListens(server);
    await server.until("prints the link", () => server.stderr.includes("/setup/"));
    const link = /http\S+\/setup\/\w+/.exec(server.stderr)![0];
    expect(link).toMatch(`${publicUrl}/setup/`);
    expect((await fetch(link)).status).toBe(200);
  }, 180_000);

  test.each(PROXIES)(
    "behind a %s proxy the command line logs in, starts, submits and reads",
    async (proxy) => {
      const url = addresses[proxy];
      const { token } = makeMember(site.services.db, { name: "Ada", isOwner: true });
      const { env, cwd, credentialsFile } = makeHome();
      const run = (...args: string[]) => runGradus(args, { env, cwd });
      expect(
        await runGradus(["login", `${url}/`], { env: { ...env, GRADUS_TOKEN: token }, cwd }),
      ).toMatchObject({ code: 0, stdout: `Signed in to ${url} as Ada.\n`, stderr: "" });
      expect(JSON.parse(readFileSync(credentialsFile, "utf8"))).toMatchObject({ url });
      expect((await run("list", "--server", url)).stdout).toContain("sum");
      expect(await run("start", "sum")).toMatchObject({ code: 0, stderr: "" });
      writeFileSync(join(cwd, "sum.ts"), SUM_RIGHT);
      const sent = await run("submit", "sum", "sum.ts");
      expect([sent.code, sent.stdout]).toEqual([
        0,
        expect.stringMatching(`${url}/submissions/\\w+`),
      ]);
      const status = await run("status");
      expect([status.code, status.stdout]).toEqual([
        0,
        expect.stringContaining(`${url}/submissions/`),
      ]);
      expect((await run("publish")).code).toBe(0);
    },
    180_000,
  );
});
