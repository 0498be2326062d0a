// The documentation names files, headings, npm scripts and commands: each of them exists.

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const ROOT = fileURLToPath(new URL("..", import.meta.url));

const PAGES = [
  ...["README.md", "README.zh-CN.md", "CONTRIBUTING.md", "SECURITY.md"].map((name) =>
    join(ROOT, name),
  ),
  ...readdirSync(join(ROOT, "docs"), { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".md"))
    .map((path) => join(ROOT, "docs", path)),
];

/** Folders whose files are quoted by their path from the root. */
const QUOTED = /^(?:src|grader|test|docs|exercises|migrations|\.ci)\/[\w./@-]+$/;

/** `path` (`name`), and `name` in `path`: the file contains that name. */
function findMissingNames(page: string): string[] {
  const text = readFileSync(page, "utf8").replaceAll(/\s+/g, " ");
  const named = [
    ...[...text.matchAll(/`([\w./-]+\.tsx?)` \(`(\w+)`/g)].map(([, path, name]) => [path, name]),
    ...[...text.matchAll(/`(\w+)` in `([\w./-]+\.tsx?)`/g)].map(([, name, path]) => [path, name]),
  ] as [string, string][];
  return named
    .filter(([path, name]) => !readFileSync(join(ROOT, path), "utf8").includes(name))
    .map(([path, name]) => `${name} in ${path}`);
}

const withoutCode = (text: string) => text.replaceAll(/^```.*?^```/gms, "");

/** The anchor of a heading, as GitHub derives it. */
const slugify = (heading: string) =>
  heading
    .trim()
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, "")
    .replaceAll(/\s/g, "-");

function findHeadings(path: string): string[] {
  const lines = withoutCode(readFileSync(path, "utf8")).split("\n");
  return lines.filter((line) => /^#+ /.test(line)).map((line) => slugify(line.replace(/^#+ /, "")));
}

function findBrokenLinks(page: string): string[] {
  const text = withoutCode(readFileSync(page, "utf8")).replaceAll(/`[^`]*`/g, "");
  const targets = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map((match) => match[1] ?? "");
  return targets.filter((target) => {
    if (/^https?:/.test(target)) return false;
    const [path = "", anchor] = target.split("#");
    const file = path === "" ? page : join(dirname(page), path);
    if (!existsSync(file)) return true;
    return anchor !== undefined && !findHeadings(file).includes(decodeURIComponent(anchor));
  });
}

/** `src/a/b.ts`, and `grader/check/` with its slash; patterns like `docs/*.md` are not paths. */
function findMissingPaths(page: string): string[] {
  const words = readFileSync(page, "utf8").split(/[\s`()[\],;:|]+/);
  return words.filter((word) => QUOTED.test(word) && !existsSync(join(ROOT, word)));
}

test.each(PAGES.map((page) => [relative(ROOT, page), page]))(
  "%s: links, anchors, quoted paths and names exist",
  (_, page) => {
    expect(findBrokenLinks(page)).toEqual([]);
    expect(findMissingPaths(page)).toEqual([]);
    expect(findMissingNames(page)).toEqual([]);
  },
);

test("quoted npm scripts exist, and so do quoted commands of gradus", () => {
  const { scripts } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as {
    scripts: Record<string, string>;
  };
  const commands = readdirSync(join(ROOT, "src/cli"), { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".ts"))
    .map((path) => readFileSync(join(ROOT, "src/cli", path), "utf8"))
    .join("\n");
  for (const page of PAGES) {
    const text = readFileSync(page, "utf8");
    for (const [, name = ""] of text.matchAll(/npm run ([\w:-]+)/g))
      expect(scripts, `npm run ${name} in ${relative(ROOT, page)}`).toHaveProperty([name]);
    for (const [, name = ""] of text.matchAll(/(?:npx |`)gradus ([a-z]+)/g))
      expect(commands, `gradus ${name} in ${relative(ROOT, page)}`).toContain(`"${name}"`);
  }
});

test("no line of prose is over 120 columns", () => {
  const long = PAGES.flatMap((page) =>
    withoutCode(readFileSync(page, "utf8"))
      .split("\n")
      .filter((line) => line.length > 120 && !/^\||^!\[/.test(line))
      .map((line) => `${relative(ROOT, page)}: ${line}`),
  );
  expect(long).toEqual([]);
});
