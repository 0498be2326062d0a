// Bounds on inputs that a statement promises ("at most 10,000 rows") and that no test reaches. Only
// a reader can decide whether tests should go that far: the input may be too large or take too
// long. So this is a notice, with the largest input of the tests.

import type { PackPrograms } from "../pack-programs.ts";
import type { Exercise } from "../pack/exercise.ts";
import { LANGUAGES, type Language } from "../pack/schema.ts";
import type { Value } from "../isolate/codec.ts";
import { type Finding, bindFinding } from "./finding.ts";
import { readNumbers } from "./numbers-in-text.ts";
import { SEED } from "./runs.ts";
import { readStatement } from "./statement-text.ts";
import { listElements } from "./value-parts.ts";

/** As in "10^9 - 1" and "1.5 million". */
const POWER = String.raw`e\d+|\s*\^\s*\d+(?:\s*[-−]\s*\d+)?`;
const MULTIPLE = "hundred|thousand|million|billion|百|千|万|亿";
const NUMBER = String.raw`(\d+(?:,\d{3})*(?:\.\d+)?(?:${POWER})?(?:\s*(?:${MULTIPLE}))*)`;
/** What stands before a bound, and after a number that is a time, a size or a share. */
const UP_TO = [
  "up to",
  "at most",
  "(?:no|not) (?:more|longer|larger|greater) than",
  "a maximum of",
  "fewer than",
  "less than",
  "below",
  String.raw`between \S+ and`,
  String.raw`from \S+ to`,
].join("|");
const OTHER_UNIT = String.raw`ms\b|milliseconds?|seconds?|minutes?|MiB|KiB|MB|percent|%`;
const BOUNDS = [
  new RegExp(String.raw`\b(?:${UP_TO})\s+${NUMBER}(?![\w.]*\d)(?!\s*(?:${OTHER_UNIT}))`, "gi"),
  new RegExp(
    String.raw`(?:最多|至多|不超过|不多于|不大于|小于|少于|低于|\d\s*(?:到|至|～|~))\s*(?:有\s*)?` +
      String.raw`${NUMBER}(?!\s*(?:毫秒|秒|分钟|MiB|KiB|MB|%))`,
    "g",
  ),
  new RegExp(String.raw`${NUMBER}\s*(?:个|项|行|列|字符)?(?:以内|以下)`, "g"),
];

export async function checkPromisedBounds(
  programs: PackPrograms,
  exercise: Exercise,
): Promise<Finding[]> {
  const promises = LANGUAGES.toReversed().flatMap((language) =>
    findPromises(exercise, language).map((promise) => ({
      ...promise,
      file: `statement.${language}.md`,
    })),
  );
  if (promises.length === 0) return [];
  const largest = await measureLargestInput(programs, exercise);
  const reported = new Set<number>();
  return promises
    .filter(({ value }) => value > largest)
    .flatMap(({ file, value, written, line }) => {
      // The other language promises the same bound.
      if (reported.has(value)) return [];
      reported.add(value);
      return [
        bindFinding(exercise)(
          "bound-untested",
          file,
          { bound: written, largest },
          { severity: "notice", line },
        ),
      ];
    });
}

/**
 * Only in sections that declare a function, and only in lines that name a parameter or say how many
 * there are. Other numbers are about examples, results or machines.
 */
function findPromises(
  { statements, manifest }: Exercise,
  language: Language,
): { value: number; written: string; line: number }[] {
  const statement = statements[language];
  const lines = statement.split("\n");
  const names = manifest.exports.flatMap(({ signature }) =>
    [...signature.matchAll(/([A-Za-z_$][\w$]*)\??\s*:/g)].map(([, name]) => name),
  );
  const isOfInputs = (text: string) =>
    /\bthere (?:is|are|may be|can be)\b|最多有|至多有|共有/i.test(text) ||
    [...text.matchAll(/`([^`]+)`/g)].some(([, code]) => names.includes(code));
  const sections = readStatement(statement).filter(({ code }) =>
    code.some(({ text }) => /^export\b/m.test(text)),
  );
  const prose = sections.flatMap((section) => section.prose.filter(({ kind }) => kind === "prose"));
  return prose.flatMap((block) => {
    const count = block.text.split("\n").length;
    return lines.slice(block.line - 1, block.line - 1 + count).flatMap((text, i) => {
      if (!isOfInputs(text)) return [];
      const plain = text.replace(/[$`{}]|\\[,;!]/g, "");
      return BOUNDS.flatMap((bound) => [...plain.matchAll(bound)]).flatMap(([, written = ""]) => {
        const value = readBound(written);
        return Number.isFinite(value)
          ? [{ value, written: written.trim(), line: block.line + i }]
          : [];
      });
    });
  });
}

function readBound(written: string): number {
  const [, base, power, less = "0"] = /^(\d+)\s*\^\s*(\d+)(?:\s*[-−]\s*(\d+))?/.exec(written) ?? [];
  return power === undefined
    ? (readNumbers(written).digits[0]?.value ?? NaN)
    : Number(base) ** Number(power) - Number(less);
}

/** The largest number or length in any input of the tests. */
async function measureLargestInput(programs: PackPrograms, exercise: Exercise): Promise<number> {
  let largest = 0;
  for (const group of exercise.groups)
    for (const { input } of await programs.prepareCases(exercise, group, SEED))
      largest = Math.max(largest, findLargest(input));
  return largest;
}

function findLargest(value: Value): number {
  if (typeof value === "number" || typeof value === "bigint")
    return Number.isFinite(Number(value)) ? Math.abs(Number(value)) : 0;
  if (typeof value === "string") return value.length;
  const items = listElements(value);
  return items.reduce<number>(
    (largest, item) => Math.max(largest, findLargest(item)),
    items.length,
  );
}
