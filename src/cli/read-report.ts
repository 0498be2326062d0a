// Reads a report that gradus grade --json printed earlier, or the server's answer about a submission,
// which contains one. Anyone may have written the file, so all of it is validated, and an error names
// the place that does not fit.

import { readFileSync, statSync } from "node:fs";
import { z } from "zod";
import {
  type Report,
  REPORT_FORMAT,
  REPORT_VERSION,
  sumPoints,
} from "../../grader/doors/reports.ts";
import { reportSchema } from "../reports/report-schema.ts";
import { UsageError } from "./usage-error.ts";

/** Ten times the size of the largest report of the packs that come with Gradus. */
const MAX_REPORT_MIB = 32;

/** The format and version of a document, with any other fields. */
const form = z.object({ format: z.literal(REPORT_FORMAT), version: z.number() });
/** As gradus submit --json prints it. */
const answer = z.object({ report: form.loose() });

/** Throws `UsageError`, which names the file and the problem. */
export function readReport(file: string): Report {
  const parsedText = parseJson(file, readText(file));
  const document = answer.safeParse(parsedText).data?.report ?? parsedText;
  const known = form.safeParse(document);
  if (!known.success) throw new UsageError("reportFile.notReport", { file });
  if (known.data.version !== REPORT_VERSION)
    throw new UsageError("reportFile.otherVersion", {
      file,
      version: known.data.version,
      wanted: REPORT_VERSION,
    });
  const parsed = reportSchema.safeParse(document);
  if (!parsed.success)
    throw new UsageError("reportFile.broken", {
      file,
      path: formatPlace(parsed.error.issues[0]!),
    });
  return parsed.data;
}

/** "groups[0].score" */
export function formatPlace(issue: z.core.$ZodIssue): string {
  return z.core.toDotPath(
    issue.code === "unrecognized_keys" ? [...issue.path, issue.keys[0]!] : issue.path,
  );
}

/**
 * The report was redacted for an exam: its total covers the visible groups only, and the scores of
 * hidden groups are missing.
 */
export function isMadeForExam({ groups, maxScore }: Report): boolean {
  return maxScore < sumPoints(groups.map((group) => group.points));
}

function readText(file: string): string {
  let bytes: Uint8Array;
  try {
    if (statSync(file).size > MAX_REPORT_MIB * 1024 * 1024)
      throw new UsageError("reportFile.tooLarge", { file, limit: `${MAX_REPORT_MIB} MiB` });
    bytes = readFileSync(file);
  } catch (error) {
    if (error instanceof UsageError) throw error;
    const { code: reason } = error as NodeJS.ErrnoException;
    throw reason === "ENOENT"
      ? new UsageError("usage.file-missing", { file })
      : new UsageError("usage.file-unreadable", { file, detail: reason ?? String(error) });
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new UsageError("reportFile.notUtf8", { file });
  }
}

function parseJson(file: string, json: string): unknown {
  try {
    return JSON.parse(json);
  } catch (error) {
    throw new UsageError("reportFile.notJson", { file, detail: (error as Error).message });
  }
}
