// JSON Schemas of the pack format's files, for editors, from the zod schemas that read them.

import { z } from "zod";
import {
  dataFile,
  exerciseManifest,
  hintsFile,
  mutantsFile,
  packManifest,
  submissionsFile,
} from "../../grader/pack/schema.ts";
import type { GeneratedFiles } from "./generators.ts";

export function generateJsonSchemas(): GeneratedFiles {
  const schemas = {
    pack: packManifest,
    exercise: exerciseManifest,
    data: dataFile,
    submissions: submissionsFile,
    mutants: mutantsFile,
    hints: hintsFile,
  };
  return Object.fromEntries(
    // That is, what an author writes: keys with a default may be left out.
    Object.entries(schemas).map(([name, schema]) => [
      `grader/pack/${name}.schema.json`,
      `${JSON.stringify(z.toJSONSchema(schema, { io: "input" }), null, 2)}\n`,
    ]),
  );
}
