// The schemas of pack.yaml, exercise.yaml and the data files. docs/pack-format.md explains each
// key. `npm run regenerate` writes the JSON Schemas beside this file, for editors, from these.

import { z } from "zod";
import { figureManifest, MAX_FIGURES } from "./figure-schema.ts";
import {
  exportName,
  LANGUAGES,
  type Language,
  localized,
  type Localized,
  slug,
} from "./localized.ts";
import { writingManifest } from "./writing-schema.ts";

export { LANGUAGES, type Language, localized, type Localized, slug };

const identifier = z
  .string()
  .regex(/^[A-Za-z_$][\w$]*$/, "a name")
  .max(60);

const fileName = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]*\.(ts|js)$/, "kebab-case.ts")
  .max(80);

export const packManifest = z
  .strictObject({
    id: slug.describe("The pack's folder name"),
    title: localized,
    version: z.string().regex(/^\d+\.\d+\.\d+$/, "1.2.3"),
    license: z.string().min(1).max(60).describe("An SPDX identifier"),
    exercises: z
      .array(slug)
      .min(1)
      .max(500)
      .describe("Every exercise's folder, in the order shown"),
    mutationFloor: z
      .number()
      .min(0)
      .max(1)
      .optional()
      .describe("The share of mutants of a reference that its tests must notice"),
  })
  .describe("pack.yaml: a pack of exercises");
export type PackManifest = z.infer<typeof packManifest>;

const finite = z.number().min(0).max(1e300);
/** A number passes if |actual - expected| <= atol + rtol * |expected|. */
export const bounds = z.strictObject({ rtol: finite, atol: finite });

export const fields = z
  .record(z.string().max(100), bounds)
  .describe("By top-level field of the expected value");
const partialTolerance = z.strictObject({
  rtol: finite.optional(),
  atol: finite.optional(),
  fields: fields.optional(),
});
export type PartialTolerance = z.infer<typeof partialTolerance>;

const group = z
  .strictObject({
    id: slug,
    title: localized,
    points: z.number().min(0).max(1000),
    data: z
      .string()
      .regex(/^(sample|secret)\/[a-z0-9][a-z0-9_-]*\.json$/, "sample/name.json or secret/name.json")
      .optional()
      .describe("Stored cases, below data/: sample/ is shown to the student, secret/ is not"),
    generate: z
      .strictObject({
        cases: z.int().min(1).max(500),
        visible: z.boolean().default(false),
        edges: z
          .array(slug)
          .max(20)
          .default([])
          .describe(
            "Classes of inputs, defined in validator.ts, that every set of fresh cases must reach",
          ),
      })
      .optional()
      .describe("Fresh cases from generator.ts, judged against reference.ts"),
    scoring: z.enum(["all", "proportional"]).default("all"),
    secondOracle: z
      .string()
      .min(1)
      .max(100)
      .optional()
      .describe("A library that must have computed every stored output a second time"),
    needs: z
      .array(slug)
      .max(50)
      .default([])
      .describe("Groups that must pass before this one counts"),
  })
  .refine((g) => (g.data === undefined) !== (g.generate === undefined), {
    error: "data or generate",
    params: { either: "data, generate" },
  });

const shownName = z.string().min(1).max(100);

const columns = z
  .array(identifier)
  .min(1)
  .max(20)
  .refine((names) => new Set(names).size === names.length, "different names");

const outputField = z
  .strictObject({
    from: z
      .union([exportName, z.record(z.string().min(1).max(100), exportName)])
      .optional()
      .describe("The export that computes it, or one for each `kind` of input"),
    name: z
      .union([shownName, z.record(z.string().min(1).max(100), shownName)])
      .optional()
      .describe(
        "How reports show it: a name of the statement, or a call, in which [] stands for the index " +
          "of an element; or one for each `kind` of input",
      ),
    history: z.boolean().default(false).describe("A list with one element for each training step"),
    row: columns
      .optional()
      .describe("The value is a list of the fields of one object: what these are called"),
    rows: columns
      .optional()
      .describe("The value is a list of such rows: what their columns are called"),
  })
  .refine(({ row, rows }) => row === undefined || rows === undefined, {
    error: "row or rows",
    params: { either: "row, rows" },
  });

export const exerciseManifest = z
  .strictObject({
    id: slug.describe("The exercise's folder name"),
    uuid: z.uuid().describe("Never reused, never changed"),
    title: localized,
    level: z.int().min(1).max(5),
    minutes: z.int().min(1).max(600).optional().describe("About how long a beginner needs"),
    fromText: z
      .boolean()
      .default(false)
      .describe("An example of the text that the pack is made from"),
    recommended: z
      .array(slug)
      .max(50)
      .default([])
      .describe("Exercises to do first: advice, never enforced"),
    replaces: z
      .array(slug)
      .max(10)
      .default([])
      .describe("Withdrawn exercises of the pack whose place this one takes; ids are never reused"),
    exports: z
      .array(
        z.strictObject({
          name: exportName,
          signature: z.string().min(1).max(400),
        }),
      )
      .min(1)
      .max(20)
      .describe("What a submission must export"),
    given: z
      .record(identifier, localized)
      .optional()
      .describe(
        "What each name stands for that `describe` of driver.ts returns, in reports that show a call",
      ),
    imports: z
      .array(z.string().regex(/^(@[a-z0-9-]+\/)?[a-z0-9][a-z0-9.-]*$/, "a package"))
      .max(10)
      .default([])
      .describe("Packages that reference.ts may import"),
    limits: z.strictObject({
      cpuTimeMs: z.int().min(10).max(60_000).describe("CPU of one case"),
      totalCpuTimeMs: z.int().min(10).max(300_000).describe("CPU of all cases together"),
      memoryMiB: z.int().min(8).max(2048),
      outputKiB: z
        .int()
        .min(1)
        .max(8192)
        .describe("What one case may return, and again what it may print"),
    }),
    tolerance: bounds.describe("A number passes where |got - expected| <= atol + rtol*|expected|"),
    fields: z
      .record(z.string().min(1).max(100), outputField)
      .default({})
      .describe(
        "The fields of outputs, in the order in which they are computed; inner ones only for their names",
      ),
    groups: z
      .array(group)
      .min(1)
      .max(50)
      .describe("Test groups in the order shown; their points add up to the maximum"),
    misconceptions: z
      .array(z.strictObject({ id: slug, shown_by: fileName, hint: localized }))
      .max(50)
      .default([])
      .describe(
        "Known mistakes: a submission that gives the same outputs as this wrong one gets its hint",
      ),
    figures: z
      .array(figureManifest)
      .max(MAX_FIGURES)
      .default([])
      .describe("Pictures for reports: of visible groups, for looking at, not for grading"),
    writing: writingManifest.optional(),
  })
  .describe("exercise.yaml: one exercise");
export type ExerciseManifest = z.infer<typeof exerciseManifest>;
export type ExerciseLimits = ExerciseManifest["limits"];
export type GroupManifest = ExerciseManifest["groups"][number];

const words = z.union([z.string().max(20_000), z.record(z.string(), z.unknown())]);
const oracle = z.strictObject({
  library: z.string().min(1).max(100),
  version: z.string().min(1).max(100),
  script: z.string().max(200).optional(),
  note: z.string().max(2000).optional(),
  published: z.union([z.string().max(2000), z.number()]).nullish(),
  source: z.string().max(2000).optional(),
});
export type Oracle = z.infer<typeof oracle>;

export const dataFile = z
  .strictObject({
    family: z.string().max(100).optional(),
    set: z.string().max(100).optional(),
    version: z.number().optional(),
    definition: words.describe(
      "What the expected numbers are: formula, axes, shapes, ties, whose convention",
    ),
    tolerance: partialTolerance.optional(),
    tolerance_rule: z.string().max(2000).optional(),
    provenance: z.strictObject({
      libraries: z.record(z.string(), z.string()),
      packages: z.record(z.string(), z.string()).optional(),
      script: z.string().max(500),
      command: z.string().max(500),
      numbers: z.string().max(500).optional(),
    }),
    n_cases: z.int().optional(),
    cases: z
      .array(
        z.strictObject({
          name: z.string().min(1).max(200),
          title: localized.optional().describe("What readers see instead of the name"),
          input: z.unknown(),
          expected: z.unknown(),
          oracle,
          second: z
            .strictObject({ expected: z.unknown(), oracle })
            .optional()
            .describe("The same output from another library"),
          wrong: z
            .array(z.unknown())
            .max(100)
            .optional()
            .describe("Outputs that must not be accepted"),
          tolerance: partialTolerance.optional(),
          hint: localized.optional(),
        }),
      )
      .min(1)
      .max(10_000),
  })
  .describe("A file below data/: stored cases and where they come from");
export type DataFile = z.infer<typeof dataFile>;

const exampleVerdict = z.enum([
  "accepted",
  "wrong-answer",
  "time-limit-exceeded",
  "memory-limit-exceeded",
  "output-limit-exceeded",
  "run-time-error",
  "compile-error",
  "skipped",
]);

export const submissionsFile = z
  .record(
    z
      .string()
      .regex(/^[a-z_]+\/[a-z0-9][a-z0-9-]*\.(ts|js)$/, "folder/example.ts")
      .max(120),
    z.strictObject({
      groups: z
        .record(slug, exampleVerdict)
        .default({})
        .describe("Verdict by group; a group left out may have any"),
      misconception: slug.optional().describe("The misconception it must be recognised as"),
    }),
  )
  .describe("submissions.yaml: what is known of the examples beyond their folder");
export type SubmissionsFile = z.infer<typeof submissionsFile>;

export const mutantsFile = z
  .array(
    z.strictObject({
      at: z
        .string()
        .min(1)
        .max(500)
        .describe("The line of reference.ts, as it is, without the spaces around it"),
      from: z.string().min(1).max(2000),
      to: z.string().max(2000),
      reason: z.string().min(20).max(1000).describe("Why no test can tell it apart"),
    }),
  )
  .max(100)
  .describe("mutants.yaml: mutants of the reference that no test can notice");
export type MutantWaiver = z.infer<typeof mutantsFile>[number];

export const HINT_STEPS = ["nudge", "idea", "formula"] as const;
export type HintStep = (typeof HINT_STEPS)[number];

const hintText = z.string().max(1200).regex(/\S/, "text");
const hint = z.strictObject({ "zh-CN": hintText, en: hintText });

export const hintsFile = z
  .record(
    z
      .string()
      .regex(/^[A-Za-z_$][\w$]*$/, "an export")
      .max(60),
    z.strictObject({
      nudge: hint.describe("A question, or where to look"),
      idea: hint.describe("The approach in words"),
      formula: hint.describe("The formula, with the names of the statement"),
    }),
  )
  .describe("hints.yaml: three hints for each export, shown one after another on request");
export type Hints = z.infer<typeof hintsFile>;
