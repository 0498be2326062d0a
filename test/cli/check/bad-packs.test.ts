// Packs that would harm the machine that checks them: each is reported at its place, in bounded
// time, and no file outside is read.

import { mkdirSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { runGradus } from "../../support/command-host.ts";
import { copyTiny, edit } from "../../support/packs.ts";

type Path = (...path: string[]) => string;

const GIB = 1024 ** 3;
const sized = (file: string, bytes: number) => (writeFileSync(file, ""), truncateSync(file, bytes));
/** Nine levels of ten aliases each: a thousand million names. */
const bomb = [
  "a0: &a0 [x, x, x, x, x, x, x, x, x, x]",
  ...Array.from(
    { length: 9 },
    (_, i) => `a${i + 1}: &a${i + 1} [${Array.from({ length: 10 }, () => `*a${i}`).join(", ")}]`,
  ),
].join("\n");

const BAD: [string, (file: Path) => void, string][] = [
  [
    "a link out of the pack",
    (file) => symlinkSync("/etc/passwd", file("assets.txt")),
    "tiny/sum/assets.txt: is a link",
  ],
  [
    "a linked folder",
    (file) => (mkdirSync(file("figures")), symlinkSync("/", file("figures", "root"))),
    "tiny/sum/figures/root: is a link",
  ],
  [
    "a figure of 1 GiB",
    (file) => (mkdirSync(file("figures")), sized(file("figures", "big.svg"), GIB)),
    "tiny/sum/figures/big.svg: is 1073741824 bytes",
  ],
  [
    "data of 1 GiB",
    (file) => sized(file("data", "sample", "shown.json"), GIB),
    "tiny/sum/data/sample/shown.json: is 1073741824 bytes",
  ],
  [
    "a reference of 1 GiB",
    (file) => sized(file("reference.ts"), GIB),
    "tiny/sum/reference.ts: is 1073741824 bytes",
  ],
  [
    "a YAML bomb in the manifest",
    (file) => writeFileSync(file("exercise.yaml"), bomb),
    "tiny/sum/exercise.yaml",
  ],
  [
    "a YAML bomb in submissions.yaml",
    (file) => writeFileSync(file("submissions.yaml"), bomb),
    "tiny/sum/submissions.yaml",
  ],
  [
    "a YAML bomb in mutants.yaml",
    (file) => writeFileSync(file("mutants.yaml"), bomb),
    "tiny/sum/mutants.yaml",
  ],
  [
    "a generator that never ends",
    (file) =>
      edit(
        file("generator.ts"),
        "({ input })",
        "{ for (;;) if (input.length > 99) return { input }; }",
      ),
    "tiny/sum/generator.ts: cannot be graded",
  ],
  [
    "a validator that never ends",
    (file) =>
      edit(
        file("validator.ts"),
        "return input",
        "for (;;) if (input.length > 99) break;\n  return input",
      ),
    "tiny/sum/validator.ts: cannot be graded",
  ],
  [
    "a checker that never ends",
    (file) =>
      writeFileSync(
        file("checker.ts"),
        "export default (input: unknown[]) => { for (;;) if (input.length > 99) return { accepted: true }; };\n",
      ),
    "tiny/sum/checker.ts: cannot be graded",
  ],
  [
    "a reference that never ends",
    (file) =>
      edit(
        file("reference.ts"),
        "let sum = 0;",
        "let sum = 0;\n  for (;;) if (values.length > 99) break;",
      ),
    "tiny/sum/",
  ],
  [
    "a checker that accepts everything",
    (file) => writeFileSync(file("checker.ts"), "export default () => ({ accepted: true });\n"),
    "the verdict is “accepted”, not “wrong answer”",
  ],
  [
    "a checker that answers with nonsense",
    (file) => writeFileSync(file("checker.ts"), 'export default () => "yes";\n'),
    "tiny/sum/checker.ts: cannot be graded",
  ],
  [
    "a reference of a hundred thousand brackets",
    (file) =>
      writeFileSync(
        file("reference.ts"),
        `// Deep.\nexport const total = ${"(".repeat(100_000)}0${")".repeat(100_000)};\n`,
      ),
    "tiny/sum/",
  ],
  [
    "a starter of a hundred thousand brackets",
    (file) =>
      writeFileSync(
        file("starter.ts"),
        `// Deep.\nexport const total = ${"(".repeat(100_000)}0${")".repeat(100_000)};\n`,
      ),
    "tiny/sum/starter.ts",
  ],
  [
    "a formula that would grow without end",
    (file) => edit(file("statement.en.md"), /$/, "\n$\\def\\a{\\a\\a}\\a$\n"),
    "tiny/sum/statement.en.md",
  ],
];

describe("is reported at its place and never hangs:", () => {
  test.each(BAD)("%s", async (_, breakIt, place) => {
    const pack = copyTiny();
    breakIt((...path) => join(pack, "sum", ...path));
    const run = await runGradus(["check", pack]);
    expect(run).toMatchObject({ code: 1, stderr: "" });
    expect(run.stdout).toContain(place);
  });
});
