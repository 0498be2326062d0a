// Runs the worked examples of the statements in a pack slot. They take the place of the exercise's
// driver, and the reference takes the submission's.

import { transform } from "esbuild";
import type { PackPrograms } from "../pack-programs.ts";
import type { Exercise } from "../pack/exercise.ts";
import { LANGUAGES, type Language } from "../pack/schema.ts";
import { isRecord, type Value } from "../isolate/codec.ts";
import { describeOutcome } from "../slots/parent/failure.ts";
import { type Finding, bindFinding } from "./finding.ts";
import { type Example, readExamples } from "./read-examples.ts";
import { SEED } from "./runs.ts";
import { checkFirstExample } from "./first-example.ts";
import { compareShown } from "./compare-shown.ts";

const NOT_RUN = { kind: "not-run", console: "", cpuTimeMs: 0 } as const;

export async function checkWorkedExamples(
  programs: PackPrograms,
  exercise: Exercise,
): Promise<Finding[]> {
  const read = LANGUAGES.map((language) => readExamples(exercise, language));
  const findings = read.flatMap((one) => one.findings);
  const code = read.map(({ body }) => `(submission) => {${body}}`).join(",\n");
  if (
    read.every(({ body }) => body === "") ||
    findings.some(({ severity }) => severity === "error")
  )
    return findings;
  const driver = await transform(
    `${HEAD}\nconst programs = [${code}];\nexport default (submission, input) => programs[input](submission);`,
    { loader: "ts", format: "cjs", logLevel: "silent" },
  ).catch(() => undefined);
  if (driver === undefined)
    return [
      ...findings,
      ...read.flatMap(({ examples }, i) => reportUnreadable(exercise, LANGUAGES[i]!, examples)),
    ];
  const asked = { ...exercise, modules: { ...exercise.modules, driver: driver.code } };
  const { outcomes } = await programs.runReference(
    asked,
    SEED,
    [{ isolate: 0, cases: LANGUAGES.map((_, i) => String(i)) }],
    { record: {} },
  );
  for (const [i, language] of LANGUAGES.entries()) {
    const outcome = outcomes[0]?.[i];
    const { examples, body } = read[i]!;
    if (body === "") continue;
    if (outcome?.kind === "value")
      findings.push(...judge(exercise, language, examples, outcome.value));
    else
      findings.push(
        bindFinding(exercise)(
          "example-fails",
          nameFile(language),
          { code: "–", ...describeOutcome(outcome ?? NOT_RUN) },
          { line: examples[0]!.line },
        ),
      );
  }
  const [first] = outcomes[0]?.find(({ kind }) => kind === "value")?.calls ?? [];
  if (first !== undefined) {
    const line = read[LANGUAGES.indexOf("en")]!.examples[0]?.line ?? 0;
    findings.push(...(await checkFirstExample(programs, exercise, { ...first, line })));
  }
  return findings;
}

/** esbuild cannot parse the examples although Babel could. */
function reportUnreadable(exercise: Exercise, language: Language, [first]: Example[]): Finding[] {
  if (first === undefined) return [];
  const { code, line, column } = first;
  return [
    bindFinding(exercise)(
      "example-unreadable",
      nameFile(language),
      { code },
      { severity: "notice", line, column },
    ),
  ];
}

const nameFile = (language: Language) => `statement.${language}.md`;

/** Results are copied, since the next example may change them. */
const HEAD = `
const $copy = (value: unknown): unknown =>
  Array.isArray(value) ? value.map($copy)
  : typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype
    ? Object.fromEntries(Object.entries(value).map(([name, field]) => [name, $copy(field)]))
  : ArrayBuffer.isView(value) ? Array.from(value as never)
  : value;`;

function judge(
  exercise: Exercise,
  language: Language,
  examples: Example[],
  answer: Value,
): Finding[] {
  if (!isRecord(answer) || !isRecord(answer["found"])) return [];
  const finding = bindFinding(exercise);
  const { found, at, thrown } = answer as {
    found: Record<string, Value>;
    at: Value;
    thrown: Value;
  };
  const findings = examples.flatMap(({ code, line, column, shown }, i): Finding[] => {
    if (shown === undefined || !Object.hasOwn(found, String(i))) return [];
    const difference = compareShown(shown, found[String(i)], exercise.manifest.tolerance.rtol);
    if (difference === undefined) return [];
    return [
      finding(
        "example-wrong",
        nameFile(language),
        { code: `${code}${difference.path}`, shown: difference.shown, actual: difference.actual },
        { line, column },
      ),
    ];
  });
  if (typeof thrown === "string") {
    const { code, line, column } = examples[Number(at)]!;
    findings.push(
      finding("example-fails", nameFile(language), { code, detail: thrown }, { line, column }),
    );
  }
  return findings;
}
