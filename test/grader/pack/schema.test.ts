// The JSON Schemas for editors agree with the zod schemas that the grader uses.

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { generateJsonSchemas } from "../../support/generate-json-schemas.ts";
import { ROOT } from "../../support/packs.ts";

interface JsonSchema {
  description?: string;
  required?: string[];
  properties?: Record<string, JsonSchema>;
  additionalProperties?: unknown;
  items?: JsonSchema;
}

const files = generateJsonSchemas();
const parsed = (name: string) =>
  JSON.parse(files[`grader/pack/${name}.schema.json`]!) as JsonSchema;

describe("the JSON Schemas", () => {
  test.each(Object.keys(files))("%s is what `npm run regenerate` writes", (path) => {
    expect(existsSync(join(ROOT, path)), path).toBe(true);
    expect(readFileSync(join(ROOT, path), "utf8")).toBe(files[path]);
  });

  test("are all that exist", () => {
    const present = readdirSync(join(ROOT, "grader", "pack")).filter((name) =>
      name.endsWith(".json"),
    );
    expect(present.map((name) => `grader/pack/${name}`).sort()).toEqual(Object.keys(files).sort());
  });

  test("require the keys that the format requires, and make those with a default optional", () => {
    const { required, properties } = parsed("exercise");
    expect(required).toEqual([
      "id",
      "uuid",
      "title",
      "level",
      "exports",
      "limits",
      "tolerance",
      "groups",
    ]);
    expect(Object.keys(properties!)).toEqual(
      expect.arrayContaining(["recommended", "imports", "misconceptions"]),
    );
    expect(properties!["groups"]!.items!.required).toEqual(["id", "title", "points"]);
  });

  test.each(["pack", "exercise", "data"])("refuse unknown keys everywhere in %s", (name) => {
    const objects: JsonSchema[] = [];
    const walk = (schema: JsonSchema): void => {
      if (schema.properties !== undefined) objects.push(schema);
      for (const child of Object.values(schema))
        if (typeof child === "object" && child !== null) walk(child as JsonSchema);
    };
    walk(parsed(name));
    expect(objects.length).toBeGreaterThan(0);
    for (const schema of objects)
      expect(schema.additionalProperties, JSON.stringify(schema).slice(0, 80)).toBe(false);
    expect(parsed(name).description).toBeTruthy();
  });
});
