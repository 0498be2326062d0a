// Every text is shown somewhere. A key is in use if the source contains it, or if a template such
// as `verdict.${verdict}` builds it from a name in the source. A dead key whose last part is also a
// common name ("title") can hide behind such a template, so keep templates narrow.

import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { parse } from "@babel/parser";
import { describe, expect, test } from "vitest";
import { wording } from "../../src/i18n/wording.ts";
import { ROOT } from "../support/packs.ts";

interface Texts {
  [key: string]: string | Texts;
}

interface SourceNode {
  type: string;
  [field: string]: unknown;
}

interface Quasi {
  value: { cooked: string };
}

interface Template {
  /** Matches what the template can produce; each group is the text of one `${…}`. */
  pattern: RegExp;
  startsKey: boolean;
}

function listKeys(texts: Texts, prefix = ""): string[] {
  return Object.entries(texts).flatMap(([key, value]) =>
    typeof value === "string"
      ? [(prefix + key).replace(/_(?:one|other)$/, "")]
      : listKeys(value, `${prefix}${key}.`),
  );
}

/** The names and templates in all programs of the site, the grader and the command line. */
class SourceWords {
  readonly names = new Set<string>();
  readonly templates: Template[] = [];

  readAll(): this {
    for (const folder of ["src", "grader"])
      for (const file of readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })) {
        const path = join(folder, file);
        if (!/\.(?:tsx?|js)$/.test(file) || path.startsWith("src/i18n/areas/")) continue;
        const plugins = ["typescript" as const, ...(file.endsWith("x") ? ["jsx" as const] : [])];
        const source = readFileSync(join(ROOT, path), "utf8");
        this.visit(parse(source, { sourceType: "module", plugins }).program);
      }
    return this;
  }

  private visit(value: unknown): void {
    if (Array.isArray(value)) for (const item of value) this.visit(item);
    if (typeof value !== "object" || value === null || !("type" in value)) return;
    const node = value as SourceNode;
    if (node.type === "StringLiteral") this.addText(node["value"] as string);
    if (node.type === "TemplateLiteral") this.addTemplate(node["quasis"] as Quasi[]);
    // { waiting: … } and interface Counts { waiting: … }: a name that `count.${name}` may take.
    const key = node["key"] as { type: string; name: string } | undefined;
    if (key?.type === "Identifier" && node["computed"] !== true) this.names.add(key.name);
    for (const [field, child] of Object.entries(node))
      if (!field.endsWith("omments")) this.visit(child);
  }

  private addText(text: string): void {
    this.names.add(text);
    // A name may also be in a text of the wire format: '{"$x":"cycle"}'.
    for (const [, name] of text.matchAll(/"([\w-]+)"/g)) this.names.add(name!);
  }

  private addTemplate(quasis: Quasi[]): void {
    const texts = quasis.map(({ value }) => value.cooked);
    for (const text of texts) this.addText(text);
    const escaped = texts.map((text) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&"));
    if (texts.length > 1 && /^[a-zA-Z]/.test(texts[0]!))
      this.templates.push({
        pattern: new RegExp(`^${escaped.join("(.+)")}$`),
        startsKey: /^[a-zA-Z]+\./.test(texts[0]!),
      });
  }

  /** Whether the source contains a name, or a template builds it from names that it contains. */
  has(name: string): boolean {
    return this.names.has(name) || this.isMade(name, (template) => !template.startsKey);
  }

  isUsed(key: string): boolean {
    return this.names.has(key) || this.isMade(key, (template) => template.startsKey);
  }

  private isMade(text: string, isMeant: (template: Template) => boolean): boolean {
    return this.templates.some((template) => {
      const parts = isMeant(template) ? template.pattern.exec(text)?.slice(1) : undefined;
      return parts?.every((part) => this.has(part)) ?? false;
    });
  }
}

const words = new SourceWords().readAll();
// The keys of syntax errors are the names that Babel's parser has for them.
const parser = readFileSync(createRequire(import.meta.url).resolve("@babel/parser"), "utf8");
const isUsed = (key: string) =>
  words.isUsed(key) ||
  (key.startsWith("syntax.") && new RegExp(`\\b${key.slice("syntax.".length)}\\b`).test(parser));

describe("unused texts", () => {
  test("do not exist", () => {
    const keys = new Set([...listKeys(wording["zh-CN"]), ...listKeys(wording.en)]);
    expect([...keys].filter((key) => !isUsed(key))).toEqual([]);
  });

  test("are found: an unknown key, an unknown code, an unknown syntax error", () => {
    const unused = ["report.no-such-key", "verdict.no-such-verdict", "syntax.NoSuchError"];
    expect(unused.filter(isUsed)).toEqual([]);
  });

  test("are not those that a template builds", () => {
    const used = ["verdict.accepted", "check.markdown-emoji", "type.cycle", "syntax.ParamDupe"];
    expect(used.filter((key) => !isUsed(key))).toEqual([]);
  });
});
