// Only a member acts in a course; the audit log never gets an empty actor from a request.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Hono } from "hono";
import { expect, test } from "vitest";
import { type AppEnv, NOBODY, type Viewer } from "../../src/http/environment.ts";
import { requireActor } from "../../src/http/require-actor.ts";

const ask = (viewer: Viewer) =>
  new Hono<AppEnv>()
    .use(async (c, next) => {
      c.set("viewer", viewer);
      await next();
    })
    .get("/", (c) => c.text(requireActor(c)))
    .request("/");

test("a member is the actor, also with a token", async () => {
  const member = { kind: "member", userId: "ada", name: "Ada", siteRole: null } as const;
  expect(await (await ask(member)).text()).toBe("ada");
  expect(await (await ask({ ...member, isByToken: true })).text()).toBe("ada");
});

test.each<Viewer>([NOBODY, { kind: "guest", userId: "g1", name: "", siteRole: null }])(
  "$kind is not an actor",
  async (viewer) => expect((await ask(viewer)).status).toBe(404),
);

test("no source file puts an empty text in place of the actor", () => {
  const src = join(import.meta.dirname, "..", "..", "src");
  const found = readdirSync(src, { recursive: true, encoding: "utf8" })
    .filter((name) => /\.tsx?$/.test(name))
    .filter((name) =>
      /actorId: .*\?\? ""|c\.get\("viewer"\)\.userId(?: \?\? ""|!)/.test(
        readFileSync(join(src, name), "utf8"),
      ),
    );
  expect(found).toEqual([]);
});
