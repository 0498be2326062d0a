// A report that gradus grade --json printed earlier, read back. It comes from a file that anybody
// may have written, so everything in it is checked on arrival, and what does not fit is named by
// its place.

import { readFileSync } from "node:fs";
import { z } from "zod";
import {
  type Report,
  REPORT_FORMAT,
  REPORT_VERSION,
  sumPoints,
} from "../../../grader/doors/reports.ts";
import { reportSchema } from "../../reports/report-schema.ts";
import { UsageError } from "../context.ts";

/** Which form a document has, whatever else is in it. */
const form = z.object({ format: z.literal(REPORT_FORMAT), version: z.number() });

/** Throws `UsageError`, which names the file and what is wrong with it. */
export function readReport(file: string): Report {
  const document = parseJson(file, readText(file));
  const known = form.safeParse(document);
  if (!known.success) throw new UsageError("export.not-a-report", { file });
  if (known.data.version !== REPORT_VERSION)
    throw new UsageError("export.other-version", {
      file,
      version: known.data.version,
      wanted: REPORT_VERSION,
    });
  const parsed = reportSchema.safeParse(document);
  if (!parsed.success)
    throw new UsageError("export.broken-report", { file, path: placeOf(parsed.error.issues[0]!) });
  return parsed.data;
}

function placeOf(issue: z.core.$ZodIssue): string {
  return z.core.toDotPath(
    issue.code === "unrecognized_keys" ? [...issue.path, issue.keys[0]!] : issue.path,
  );
}

/**
 * Redacted for an exam: the total is that of the visible groups alone, and what the hidden ones
 * scored is not there.
 */
export function isMadeForExam({ groups, maxScore }: Report): boolean {
  return maxScore < sumPoints(groups.map((group) => group.points));
}

function readText(file: string): string {
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    const { code: reason } = error as NodeJS.ErrnoException;
    throw reason === "ENOENT"
      ? new UsageError("usage.file-missing", { file })
      : new UsageError("usage.file-unreadable", { file, detail: reason ?? String(error) });
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new UsageError("export.not-utf8", { file });
  }
}

function parseJson(file: string, json: string): unknown {
  try {
    return JSON.parse(json);
  } catch (error) {
    throw new UsageError("export.not-json", { file, detail: (error as Error).message });
  }
}
