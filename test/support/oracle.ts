// The oracle that comes with llm-primer, as tests read it: its cases, and whole answers to them
// that must be accepted or rejected.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { parseJson } from "../../grader/pack/parse.ts";
import { dataFile, type DataFile } from "../../grader/pack/schema.ts";
import { ORACLE } from "./packs.ts";

const answerFile = z.array(
  z.strictObject({
    must: z.enum(["accept", "reject"]),
    variant: z.string(),
    case: z.string(),
    /**
     * The largest error as a multiple of the tolerance, three digits; text where it cannot be
     * measured.
     */
    times_tolerance: z.union([z.number(), z.string()]),
    answer: z.unknown(),
  }),
);
export type Answer = z.infer<typeof answerFile>[number];

function read<S extends z.ZodType>(folder: string, name: string, schema: S): z.output<S> {
  const parsed = parseJson(
    readFileSync(join(ORACLE, folder, name), "utf8"),
    `${folder}/${name}`,
    schema,
  );
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.value;
}

export interface Family {
  name: string;
  file: DataFile;
  answers: Answer[];
}

/** The families that have answers. */
export function readFamilies(): Family[] {
  return readdirSync(join(ORACLE, "answers"))
    .sort()
    .map((name) => ({
      name,
      file: read("public", name, dataFile),
      answers: read("answers", name, answerFile),
    }));
}
