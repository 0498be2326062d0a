// The name of a downloaded file cannot break out of its header, nor name a folder.

import { Hono } from "hono";
import { expect, test } from "vitest";
import type { AppEnv } from "../../src/http/environment.ts";
import { nameDownload } from "../../src/http/name-download.ts";

async function headerFor(name: string, fullName?: string): Promise<string | null> {
  const app = new Hono<AppEnv>().get("/", (c) => {
    nameDownload(c, name, fullName);
    return c.body("text");
  });
  return (await app.request("/")).headers.get("content-disposition");
}

test.each([
  ["mean.ts", 'attachment; filename="mean.ts"'],
  ['a"; filename="b.exe', 'attachment; filename="a___filename__b.exe"'],
  ["../a\r\nset-cookie: x", 'attachment; filename=".._a__set-cookie__x"'],
  ["均值.ts", 'attachment; filename="__.ts"'],
])("%j", async (name, header) => {
  expect(await headerFor(name)).toBe(header);
});

test.each([
  ["深度学习 (1).csv", "%E6%B7%B1%E5%BA%A6%E5%AD%A6%E4%B9%A0%20%281%29.csv"],
  ["it's/../*.csv", "it%27s%20..%20%20.csv"],
  ["half \ud800 a pair\r\n.csv", "half%20%EF%BF%BD%20a%20pair%20%20.csv"],
])("the full name %j is encoded", async (fullName, encoded) => {
  expect(await headerFor("gradebook.csv", fullName)).toBe(
    `attachment; filename="gradebook.csv"; filename*=UTF-8''${encoded}`,
  );
});
