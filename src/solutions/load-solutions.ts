// Reads the solutions of a version of an exercise.

import type { Logger } from "pino";
import { PackError, readSolutions, type Solutions } from "../../grader/doors/packs.ts";
import type { Catalogue } from "../catalogue/catalogue.ts";
import { describeErrorForLog } from "../log.ts";

/** undefined if the files of that version cannot be read; the log says why. */
export async function loadSolutions(
  { catalogue, log }: { catalogue: Catalogue; log: Logger },
  versionHash: string,
): Promise<Solutions | undefined> {
  try {
    return readSolutions(await catalogue.loadVersion(versionHash));
  } catch (error) {
    if (!(error instanceof PackError)) throw error;
    log.error(
      { versionHash, error: describeErrorForLog(error) },
      "the solutions of a version cannot be read",
    );
    return undefined;
  }
}
