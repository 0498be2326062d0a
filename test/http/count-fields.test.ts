// A body of too many fields, parts or values is refused before it is parsed; a large one with few
// is not.

import { Hono } from "hono";
import { HTTPException } from "hono/http-exception";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import {
  MAX_FIELDS,
  MAX_JSON_VALUES,
  MAX_PARTS,
  refuseManyFields,
} from "../../src/http/count-fields.ts";
import type { AppEnv } from "../../src/http/environment.ts";
import { readJson } from "../../src/http/read-json.ts";
import { openQuietSite, type QuietSite } from "../support/quiet-site.ts";

const FORM = "application/x-www-form-urlencoded";
const refuses = (type: string, body: string) => {
  try {
    refuseManyFields(type, new TextEncoder().encode(body));
    return false;
  } catch (error) {
    if (error instanceof HTTPException && error.status === 413) return true;
    throw error;
  }
};
const part = (name: string) => `--x\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n1\r\n`;

test.each<[string, string, (count: number) => string, number]>([
  ["a form", FORM, (count) => Array(count).fill("a=1").join("&"), MAX_FIELDS],
  [
    "a form whose type has parameters",
    `Application/X-WWW-Form-URLencoded; charset=utf-8`,
    (count) => Array(count).fill("a=1").join("&"),
    MAX_FIELDS,
  ],
  [
    "a form in parts",
    "multipart/form-data; boundary=x",
    (count) => `${part("a").repeat(count - 1)}--x--`,
    MAX_PARTS,
  ],
  [
    "a quoted boundary",
    `multipart/form-data; charset=utf-8; boundary="x"`,
    (count) => `${part("a").repeat(count - 1)}--x--`,
    MAX_PARTS,
  ],
  [
    "an array",
    "application/json",
    (count) => JSON.stringify(Array(count).fill(1)),
    MAX_JSON_VALUES - 1,
  ],
  [
    "an object",
    "application/json",
    (count) => `{${Array(count).fill('"a":1').join(",")}}`,
    MAX_JSON_VALUES - 1,
  ],
  ["nested arrays", "text/plain", (count) => "[".repeat(count), MAX_JSON_VALUES - 1],
  [
    "a form that calls itself JSON",
    "application/problem+json",
    (count) => `[${Array(count).fill("{}").join(",")}]`,
    MAX_JSON_VALUES / 2 - 1,
  ],
])("%s with the maximum number passes, and with one more does not", (_name, type, make, most) => {
  expect(refuses(type, make(most))).toBe(false);
  expect(refuses(type, make(most + 1))).toBe(true);
});

test("separators inside a text do not count", () => {
  expect(
    refuses("application/json", JSON.stringify({ source: '[1,{"a\\"":2}],\\'.repeat(20_000) })),
  ).toBe(false);
  expect(
    refuses(FORM, new URLSearchParams({ source: "a & b, [c] && {d} ".repeat(20_000) }).toString()),
  ).toBe(false);
  expect(refuses("multipart/form-data; boundary=x", part("a") + "a,b\n".repeat(200_000))).toBe(
    false,
  );
});

test("JSON that calls itself a form is not read", async () => {
  const app = new Hono<AppEnv>().post("/", async (c) =>
    c.json(await readJson(c, z.object({ a: z.number() }))),
  );
  const send = async (type: string) =>
    (await app.request("/", { method: "POST", headers: { "content-type": type }, body: '{"a":1}' }))
      .status;
  expect([
    await send("application/json"),
    await send(FORM),
    await send("multipart/form-data; boundary=x"),
  ]).toEqual([200, 400, 400]);
});

describe("a site", () => {
  let site: QuietSite;
  beforeAll(async () => {
    site = await openQuietSite();
  });
  afterAll(() => site.close());

  test("answers a form of a hundred thousand fields with an error page, in the reader's language", async () => {
    const fields = Object.fromEntries(Array.from({ length: 100_000 }, (_, i) => [`f${i}`, ""]));
    const answer = await site.visit().post("/exercises/tiny/sum/submissions", fields);
    expect(answer.status).toBe(413);
    expect(await answer.text()).toContain("Your request has too many fields. Nothing was saved.");
    const chinese = await site.visit({ language: "zh-CN" }).post("/sign-in", fields);
    expect(await chinese.text()).toContain("字段太多");
    const json = {
      "content-type": "application/json",
      accept: "application/json",
      origin: site.services.config.publicUrl,
    };
    const values = JSON.stringify({ source: "x", tab: Array(100_000).fill(0) });
    const refused = await site.visit().send("POST", "/exercises/tiny/sum/live-tests", values, json);
    expect([refused.status, await refused.json()]).toMatchObject([
      413,
      { error: { code: "too-many-fields" } },
    ]);
  });

  test("accepts a source of the largest size", async () => {
    const source = `export const total = () => 0; // ${"&,[{".repeat(60_000)}`;
    expect((await site.visit().post("/exercises/tiny/sum/submissions", { source })).status).toBe(
      303,
    );
  });
});
