// The file of a student's own tests, beside their code: my.ts has my.tests.json.

import { existsSync, readFileSync } from "node:fs";
import { basename, dirname, extname, join } from "node:path";
import { z } from "zod";
import { type OwnTest, ownTests, type Report } from "../../../grader/doors/reports.ts";
import { replaceFile } from "../../db/replace-file.ts";
import { UsageError } from "../usage-error.ts";
import { formatPlace } from "../read-report.ts";

const form = z.strictObject({
  format: z.literal("gradus-own-tests"),
  version: z.literal(1),
  tests: ownTests,
});

export function locateTests(sourceFile: string): string {
  const name = basename(sourceFile, extname(sourceFile));
  return join(dirname(sourceFile), `${name}.tests.json`);
}

/** None if there is no file. Throws `UsageError` if it is not such a file. */
export function readOwnTests(sourceFile: string): OwnTest[] {
  const file = locateTests(sourceFile);
  if (!existsSync(file)) return [];
  let tree: unknown;
  try {
    tree = JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw new UsageError("ownTest.unreadable", { file, detail: (error as Error).message });
  }
  const parsed = form.safeParse(tree);
  if (!parsed.success)
    throw new UsageError("ownTest.unreadable", {
      file,
      detail: `${formatPlace(parsed.error.issues[0]!)}: ${parsed.error.issues[0]!.message}`,
    });
  return parsed.data.tests;
}

/**
 * Adds tests that the file does not have yet, and returns how many. Throws `UsageError` if they do
 * not fit or the file cannot be written; then nothing is changed.
 */
export async function addOwnTests(sourceFile: string, added: OwnTest[]): Promise<number> {
  const file = locateTests(sourceFile);
  const before = readOwnTests(sourceFile);
  const known = new Set(before.map((test) => JSON.stringify(test)));
  const fresh = added.filter((test) => !known.has(JSON.stringify(test)));
  if (fresh.length === 0) return 0;
  const tests = [...before, ...fresh];
  if (!ownTests.safeParse(tests).success) throw new UsageError("ownTest.full");
  const text = JSON.stringify({ format: "gradus-own-tests", version: 1, tests }, null, 2);
  try {
    await replaceFile(file, `${text}\n`);
  } catch (error) {
    const detail = (error as NodeJS.ErrnoException).code ?? String(error);
    throw new UsageError("usage.cannot-write", { file, detail });
  }
  return fresh.length;
}

/** The first failing test of each visible group, and the smallest input that still fails. */
export function listFailing({ groups }: Report): OwnTest[] {
  return groups
    .flatMap(({ cases }) => cases)
    .flatMap(({ data, smallest }) => [data, smallest?.data ?? null])
    .flatMap((data) => (data === null ? [] : [{ kind: "case" as const, ...data }]));
}
