// gradus grade: one file against one exercise, as a report to read or as JSON.

import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import {
  type Audience,
  type Exercise,
  MAX_SOURCE_BYTES,
  redact,
  type Report,
} from "../../grader/index.ts";
import { type CommandContext, UsageError } from "./context.ts";
import { chooseSource, type Grading, prepareGrading } from "./grading-source.ts";
import { renderReport } from "./render-report.ts";

export interface GradeOptions {
  packs?: string;
  server?: string;
  seed?: string;
  hiddenSeed?: string;
  as?: string;
  json?: boolean;
}

export async function gradeFile(
  context: CommandContext,
  name: string,
  file: string,
  options: GradeOptions,
): Promise<number> {
  const settings = readSettings(options);
  // What is named first is looked at first.
  chooseSource(context, name, options);
  const source = readSource(file);
  const grading = await prepareGrading(context, name, options);
  const report = await grading.grade(source, file, settings);
  if (options.json === true) context.out(`${JSON.stringify(report, null, 2)}\n`);
  else context.out(`${renderReport(context, report, grading.limits)}${remarkOf(grading, file)}`);
  return exitCodeOf(report);
}

/** Below a report in words. */
export function remarkOf(grading: Grading, file: string): string {
  const remark = grading.remark(file);
  return remark === undefined ? "" : `\n${remark}\n`;
}

/** A judge error is a fault of ours, not an answer. */
export function exitCodeOf(report: Report): number {
  if (report.verdict === "judge-error") return 2;
  return report.verdict === "accepted" ? 0 : 1;
}

export interface Settings {
  seed: number | undefined;
  hiddenSeed: number | undefined;
  audience: Audience;
}

export function readSettings(options: GradeOptions): Settings {
  const audience = options.as ?? "author";
  if (audience !== "author" && audience !== "student" && audience !== "exam")
    throw new UsageError("usage.wrong-audience", { value: audience });
  const seed = readSeed("--seed", options.seed, MAX_SEED);
  const hiddenSeed = readSeed("--hidden-seed", options.hiddenSeed, Number.MAX_SAFE_INTEGER);
  return { seed, hiddenSeed, audience };
}

/** Generators take no larger one. */
const MAX_SEED = 2 ** 31 - 1;

function readSeed(option: string, value: string | undefined, most: number): number | undefined {
  if (value === undefined) return undefined;
  if (!/^\d{1,16}$/.test(value) || Number(value) > most)
    throw new UsageError("usage.wrong-seed", { option, value, most });
  return Number(value);
}

export async function gradeSource(
  context: CommandContext,
  exercise: Exercise,
  source: Uint8Array,
  fileName: string,
  { seed, hiddenSeed, audience }: Settings,
): Promise<Report> {
  const grader = await context.grader();
  return redact(await grader.grade({ exercise, source, fileName, seed, hiddenSeed }), audience);
}

/**
 * The file's bytes, up to one more than are accepted: the grader says what is wrong with a larger
 * one.
 */
export function readSource(file: string): Uint8Array {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(file, "r");
    const stats = fstatSync(descriptor);
    if (stats.isDirectory()) throw new UsageError("usage.file-is-folder", { file });
    const buffer = Buffer.alloc(
      stats.isFile() ? Math.min(stats.size, MAX_SOURCE_BYTES + 1) : MAX_SOURCE_BYTES + 1,
    );
    let length = 0;
    while (length < buffer.length) {
      const count = readSync(descriptor, buffer, length, buffer.length - length, null);
      if (count === 0) break;
      length += count;
    }
    return buffer.subarray(0, length);
  } catch (error) {
    if (error instanceof UsageError) throw error;
    const { code } = error as NodeJS.ErrnoException;
    throw code === "ENOENT"
      ? new UsageError("usage.file-missing", { file })
      : new UsageError("usage.file-unreadable", { file, detail: code ?? String(error) });
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}
