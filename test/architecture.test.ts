// The house rules that a program can check: which folder may import from which, the names of files,
// their length.

import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { ROOT } from "./support/packs.ts";

const MAX_LINES = 400;

/** Files below `folder` by their path from the root, with slashes. */
function filesBelow(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)).replaceAll("\\", "/"))
    .sort();
}

const read = (path: string) => readFileSync(join(ROOT, path), "utf8");
const sources = (folder: string) =>
  filesBelow(folder).filter((path) => /\.(ts|tsx|js|mjs)$/.test(path));

interface Import {
  from: string;
  /** A package's name, or the path from the root. */
  to: string;
  /** Only types: nothing remains of it at run time. */
  isType: boolean;
  /** A program that this file starts by its path, without importing it. */
  isStarted: boolean;
}

function importsOf(from: string): Import[] {
  const found = [
    ...read(from).matchAll(
      /^\s*(?:import|export)\s+(type\s)?(?:[^"';]*?\sfrom\s+)?"([^"]+)"|\bimport\("([^"]+)"\)|new URL\("(\.[^"]+\.(?:ts|js))"/gm,
    ),
  ];
  return found.map(([, type, name, dynamic, url]) => {
    const target = (name ?? dynamic ?? url)!;
    return {
      from,
      to: target.startsWith(".") ? relative(ROOT, resolve(ROOT, dirname(from), target)) : target,
      isType: type !== undefined,
      isStarted: url !== undefined,
    };
  });
}

const grader = sources("grader").flatMap(importsOf);
const src = sources("src").flatMap(importsOf);
const isIn = (folder: string) => (path: string) => path.startsWith(`${folder}/`);
const say = (imports: Import[]) => imports.map(({ from, to }) => `${from} imports ${to}`);

describe("imports run one way", () => {
  test("and this test finds them", () => {
    expect(grader.length).toBeGreaterThan(50);
    expect(src.length).toBeGreaterThan(20);
    expect(say(grader)).toContain("grader/grade.ts imports grader/report.ts");
    expect(say(src)).toContain("src/cli/open-grader.ts imports grader/index.ts");
    expect(
      importsOf("grader/slots/parent/slot-pool.ts").some(
        ({ to, isType }) => to === "grader/slots/protocol/jobs.ts" && isType,
      ),
    ).toBe(true);
  });

  test("src uses the grader through its doors, and no file inside the grader uses them", () => {
    const isDoor = (path: string) =>
      path === "grader/index.ts" || isIn("grader/doors")(path) || path === "grader/cache-folder.ts";
    expect(say(src.filter(({ to }) => isIn("grader")(to) && !isDoor(to)))).toEqual([]);
    expect(say(grader.filter(({ to }) => isDoor(to) && to !== "grader/cache-folder.ts"))).toEqual(
      [],
    );
    // It is used before anything else is loaded.
    expect(importsOf("grader/cache-folder.ts").filter(({ to }) => !to.startsWith("node:"))).toEqual(
      [],
    );
  });

  test("the grader imports nothing from src", () => {
    expect(say(grader.filter(({ to }) => isIn("src")(to)))).toEqual([]);
  });

  test("no source imports exercises or tests", () => {
    expect(
      say([...src, ...grader].filter(({ to }) => isIn("exercises")(to) || isIn("test")(to))),
    ).toEqual([]);
  });

  test("every imported file exists", () => {
    const files = new Set([...filesBelow("grader"), ...filesBelow("src"), "package.json"]);
    const own = [...src, ...grader].filter(({ to }) => isIn("grader")(to) || isIn("src")(to));
    // The output of the slot's build is not in the repository.
    const built = ["grader/walls/inside/worker.mjs", "grader/slots/inside/prelude.js"];
    expect(say(own.filter(({ to }) => !files.has(to) && !built.includes(to)))).toEqual([]);
  });

  test("a pack's code imports packages and files of its own exercise only", () => {
    const packs = sources("exercises")
      .filter((path) => !path.includes("/submissions/"))
      .flatMap(importsOf);
    expect(packs.length).toBeGreaterThan(0);
    expect(
      say(
        packs.filter(
          ({ from, to }) =>
            to.startsWith("node:") ||
            (to.includes("/") && !isIn(dirname(from))(to) && !to.startsWith("@")),
        ),
      ),
    ).toEqual([]);
  });
});

describe("folders", () => {
  /** The file or folder directly in `folder` that contains `path`; undefined outside of it. */
  function childOf(folder: string, path: string): string | undefined {
    return isIn(folder)(path) ? path.slice(folder.length + 1).split("/")[0] : undefined;
  }

  /** A path from a child of `folder` along imports back to itself; types count too. */
  function findCircle(folder: string, imports: Import[]): string[] | undefined {
    const next = new Map<string, Set<string>>();
    for (const { from, to, isStarted } of imports) {
      if (isStarted) continue;
      const [a, b] = [childOf(folder, from), childOf(folder, to)];
      if (a === undefined || b === undefined || a === b) continue;
      next.set(a, (next.get(a) ?? new Set()).add(b));
    }
    const done = new Set<string>();
    const visit = (child: string, way: string[]): string[] | undefined => {
      if (way.includes(child)) return [...way.slice(way.indexOf(child)), child];
      if (done.has(child)) return undefined;
      for (const other of next.get(child) ?? []) {
        const circle = visit(other, [...way, child]);
        if (circle !== undefined) return circle;
      }
      done.add(child);
      return undefined;
    };
    for (const child of next.keys()) {
      const circle = visit(child, []);
      if (circle !== undefined) return circle;
    }
    return undefined;
  }

  const folders = [...sources("src"), ...sources("grader")].flatMap((path) =>
    dirname(path)
      .split("/")
      .map((_, depth, parts) => parts.slice(0, depth + 1).join("/")),
  );

  test.each([...new Set(folders)].sort())(
    "%s: its files and folders form a graph without circles, including types",
    (folder) => {
      expect(findCircle(folder, [...src, ...grader])).toBeUndefined();
    },
  );

  test("circles of folders and of types are found", () => {
    const circle = (from: string, to: string) => ({ from, to, isType: true, isStarted: false });
    const imports = [
      circle("src/a/x.ts", "src/b/y.ts"),
      circle("src/b/deep/z.ts", "src/c.ts"),
      circle("src/c.ts", "src/a/other.ts"),
    ];
    expect(findCircle("src", imports)).toEqual(["a", "b", "c.ts", "a"]);
    expect(findCircle("src", imports.slice(1))).toBeUndefined();
  });
});

describe("what runs inside a slot", () => {
  const ENTRIES = [
    "grader/isolate/prelude.ts",
    "grader/slots/inside/slot-worker-thread.ts",
    "grader/walls/inside/main-thread.ts",
  ];
  const TYPES = ["grader/walls/inside/main-thread.ts", "grader/type-check/types-thread.ts"];

  /** Everything that becomes part of a slot's programs. */
  function reachable(entries: string[] = ENTRIES): string[] {
    const seen = new Set<string>();
    const visit = (path: string): void => {
      if (seen.has(path) || !path.startsWith("grader/")) return;
      seen.add(path);
      if (sources("grader").includes(path))
        for (const { to, isType } of importsOf(path)) if (!isType) visit(to);
    };
    for (const entry of entries) visit(entry);
    return [...seen].sort();
  }

  test("contains nothing of packs, expected outputs or explanations, and nothing of the parent", () => {
    const inside = reachable();
    expect(inside).toEqual(
      expect.arrayContaining([
        ...ENTRIES,
        "grader/isolate/codec.ts",
        "grader/slots/inside/compile.ts",
      ]),
    );
    const folders = new Set(inside.map((path) => dirname(path)));
    expect([...folders].sort()).toEqual([
      "grader/isolate",
      "grader/slots/inside",
      "grader/slots/protocol",
      "grader/walls/inside",
      "grader/walls/protocol",
    ]);
  });

  test("the type checker contains no sandbox", () => {
    // The main thread names its worker.mjs, which the build makes from one thread or the other.
    const inside = reachable(TYPES).filter((path) => path.endsWith(".ts"));
    expect(inside).toEqual([
      "grader/type-check/answer-limits.ts",
      "grader/type-check/assist-code.ts",
      "grader/type-check/check-source.ts",
      "grader/type-check/complete-code.ts",
      "grader/type-check/cut-text.ts",
      "grader/type-check/declarations.ts",
      "grader/type-check/describe-call.ts",
      "grader/type-check/describe-name.ts",
      "grader/type-check/describe-type.ts",
      "grader/type-check/find-type-syntax.ts",
      "grader/type-check/forget-text.ts",
      "grader/type-check/language-service.ts",
      "grader/type-check/options.ts",
      "grader/type-check/outdated-names.ts",
      "grader/type-check/step-limit.ts",
      "grader/type-check/types-thread.ts",
      "grader/walls/inside/attack-walls.ts",
      "grader/walls/inside/main-thread.ts",
      "grader/walls/inside/process-cpu.ts",
      "grader/walls/inside/thread-link.ts",
      "grader/walls/protocol/frames.ts",
    ]);
  });

  test("opens no connection, starts no process and writes no file", () => {
    const imports = reachable([...ENTRIES, ...TYPES])
      .filter((path) => path.endsWith(".ts"))
      .flatMap(importsOf);
    const forbidden = imports.filter(
      ({ from, to }) =>
        /^node:(net|http|https|tls|dgram|child_process|cluster|sqlite|inspector)/.test(to) &&
        from !== "grader/walls/inside/attack-walls.ts",
    );
    expect(say(forbidden)).toEqual([]);
  });

  test("the statement renderer contains only rendering and its pipe", () => {
    const inside = reachable(["grader/statement/statement-program.ts"]);
    expect(inside).toEqual([
      "grader/statement/find-knobs.ts",
      "grader/statement/fold-answers.ts",
      "grader/statement/html-limit.ts",
      "grader/statement/render-statement.ts",
      "grader/statement/statement-program.ts",
      "grader/walls/inside/answer-questions.ts",
      "grader/walls/protocol/frames.ts",
    ]);
    expect(say(inside.flatMap(importsOf).filter(({ to }) => to.startsWith("node:")))).toEqual([]);
  });

  test("the similarity comparer contains only comparing and its pipe", () => {
    const inside = reachable(["grader/similarity/similarity-program.ts"]);
    expect(inside).toEqual([
      "grader/similarity/compare-texts.ts",
      "grader/similarity/fingerprint.ts",
      "grader/similarity/match-parts.ts",
      "grader/similarity/similarity-program.ts",
      "grader/similarity/similarity-result.ts",
      "grader/similarity/tokenize.ts",
      "grader/walls/inside/answer-questions.ts",
      "grader/walls/protocol/frames.ts",
    ]);
    expect(
      inside
        .flatMap(importsOf)
        .filter(({ to, isType }) => !isType && to.startsWith("node:"))
        .map(({ to }) => to),
    ).toEqual(["node:module"]);
  });

  test("in an isolate: the prelude and its parts, and no package", () => {
    const inside = importsOf("grader/isolate/prelude.ts")
      .filter(({ isType }) => !isType)
      .flatMap(({ to }) => [
        to,
        ...importsOf(to)
          .filter(({ isType }) => !isType)
          .map((next) => next.to),
      ]);
    expect([...new Set(inside)].sort()).toEqual(
      [
        "chance-and-time",
        "codec",
        "console-table",
        "console",
        "format",
        "printed",
        "record-calls",
        "returned",
        "structured-clone",
      ].map((name) => `grader/isolate/${name}.ts`),
    );
  });
});

describe("files", () => {
  const own = ["src", "grader", "test"].flatMap(filesBelow);

  test("have kebab-case names, like folders", () => {
    const odd = own.filter(
      (path) =>
        !path.split("/").every((part) => /^[a-z0-9]+(?:-[a-z0-9]+)*(?:\.[a-z0-9-]+)*$/.test(part)),
    );
    // Names that a format defines: languages, the verdict folders of the problem package format, and
    // migrations.
    expect(
      odd.filter(
        (path) =>
          !/\/(?:zh-CN\.ts|statement\.zh-CN\.md|starter\.zh-CN\.ts|submissions\/[a-z]+(?:_[a-z]+)+\/[a-z0-9.-]+|databases\/\d{4}_[a-z_]+\.sql|golden\/.*)$/.test(
            path,
          ),
      ),
    ).toEqual([]);
  });

  test(`have at most ${MAX_LINES} lines`, () => {
    const long = [...sources("src"), ...sources("grader")].filter(
      (path) => read(path).split("\n").length > MAX_LINES,
    );
    expect(long).toEqual([]);
  });

  test("begin with a comment that states their purpose", () => {
    const silent = [...sources("src"), ...sources("grader")].filter(
      (path) => !/^(?:#![^\n]*\n)?\/\/ /.test(read(path)),
    );
    expect(silent).toEqual([]);
  });

  test("are named for what they do, not utils, helpers or manager", () => {
    expect(
      own.filter((path) =>
        /(?:^|[/-])(?:utils?|helpers?|managers?|misc|common)(?:[./-]|$)/.test(
          path.replace(/^test\/(?:hostile|fixtures)\/.*/, ""),
        ),
      ),
    ).toEqual([]);
  });

  test("locate their neighbours by import.meta.url: a bundled program has no dirname of its own", () => {
    const code = [...sources("src"), ...sources("grader")].filter((path) =>
      /import\.meta\.(?:dirname|filename)/.test(read(path)),
    );
    expect(code).toEqual([]);
  });

  test("contain no any", () => {
    const code = [...sources("src"), ...sources("grader")].filter((path) =>
      /(?::|<|as)\s*any\b/.test(read(path).replace(/\/\/.*|"[^"\n]*"/g, "")),
    );
    expect(code).toEqual([]);
  });
});
