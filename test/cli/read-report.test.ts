import { join } from "node:path";
import { writeFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { redact, type Report } from "../../grader/doors/reports.ts";
import { UsageError } from "../../src/cli/usage-error.ts";
import { isMadeForExam, readReport } from "../../src/cli/read-report.ts";
import { useExportedReports, WAYS, type Way } from "../support/exported-reports.ts";
import { temporaryFolder } from "../support/packs.ts";

const reports = useExportedReports();

function fileWith(content: string | Uint8Array): string {
  const path = join(temporaryFolder(), "report.json");
  writeFileSync(path, content);
  return path;
}

/** What is printed about a file, without its name. */
function complaint(content: string | Uint8Array): {
  key: string;
  params: Record<string, string | number>;
} {
  try {
    readReport(fileWith(content));
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    const { file: _, ...params } = error.params;
    return { key: error.key, params };
  }
  throw new Error("nothing is wrong with it");
}

describe("every report can be read back as it was printed", () => {
  test.each(Object.keys(WAYS) as Way[])("%s", async (name) => {
    for (const audience of ["author", "student", "exam"] as const) {
      const report = redact(await reports.way(name), audience);
      const printed = JSON.stringify(report, null, 2);
      expect(readReport(fileWith(printed))).toEqual(JSON.parse(printed));
    }
  });

  test("a report from before CPU was measured: its times are those of that machine", async () => {
    const report = structuredClone(await reports.skipped());
    delete (report.usage as { cpuFactor?: number }).cpuFactor;
    expect(readReport(fileWith(JSON.stringify(report))).usage).toEqual({
      ...report.usage,
      cpuFactor: 1,
    });
  });

  test("a skipped group, a judge error, and a report with a byte order mark", async () => {
    for (const report of [await reports.skipped(), await reports.judgeError()])
      expect(readReport(fileWith(`\uFEFF${JSON.stringify(report)}`))).toEqual(report);
  });
});

describe("is not a report", () => {
  test("because it is not text, or not JSON", () => {
    expect(complaint(Buffer.from([0xff, 0xfe, 0x7b, 0]))).toEqual({
      key: "reportFile.notUtf8",
      params: {},
    });
    expect(complaint("")).toMatchObject({ key: "reportFile.notJson" });
    expect(complaint("export const total = 1;")).toMatchObject({
      key: "reportFile.notJson",
      params: { detail: expect.stringContaining("token") as string },
    });
  });

  test.each([
    "null",
    "[]",
    "3",
    "{}",
    '{"format":"gradus-check","version":1}',
    '{"version":3,"status":"pass","tests":[]}',
  ])("because it has another form: %s", (content) => {
    expect(complaint(content)).toEqual({ key: "reportFile.notReport", params: {} });
  });

  test("because it has another version", () => {
    expect(complaint('{"format":"gradus-report","version":1}')).toEqual({
      key: "reportFile.otherVersion",
      params: { version: 1, wanted: 2 },
    });
  });

  test.each<[string, (report: Report) => void, string]>([
    ["an unknown verdict", (report) => Object.assign(report, { verdict: "perfect" }), "verdict"],
    [
      "negative points",
      (report) => Object.assign(report.groups[1]!, { score: -1 }),
      "groups[1].score",
    ],
    ["points that are text", (report) => Object.assign(report, { score: "10" }), "score"],
    [
      "a title in one language",
      (report) => Reflect.deleteProperty(report.groups[0]!.title, "en"),
      "groups[0].title.en",
    ],
    [
      "a case without its printed output",
      (report) => Reflect.deleteProperty(report.groups[0]!.cases[2]!, "console"),
      "groups[0].cases[2].console",
    ],
    [
      "a message without words",
      (report) => report.messages.push({ code: "load.constructor" as "load.threw", params: {} }),
      "messages[0].code",
    ],
    [
      "a note without words",
      (report) => Object.assign(report.groups[0]!.cases[0]!.mismatches[0]!, { note: "__proto__" }),
      "groups[0].cases[0].mismatches[0].note",
    ],
    [
      "an extra key",
      (report) => Object.assign(report.receipt, { signature: "x" }),
      "receipt.signature",
    ],
    ["no group", (report) => Object.assign(report, { groups: [] }), "groups"],
  ])("because it contains %s", async (_name, spoil, path) => {
    const report = structuredClone(await reports.way("wrong"));
    spoil(report);
    expect(complaint(JSON.stringify(report))).toEqual({
      key: "reportFile.broken",
      params: { path },
    });
  });

  test("because it cannot be opened", () => {
    expect(() => readReport("nowhere.json")).toThrow(
      expect.objectContaining({ key: "usage.file-missing" }) as Error,
    );
    const folder = temporaryFolder();
    expect(() => readReport(folder)).toThrow(
      expect.objectContaining({
        key: "usage.file-unreadable",
        params: { file: folder, detail: "EISDIR" },
      }) as Error,
    );
  });
});

test("a report made for an exam is recognized by its total", async () => {
  for (const name of Object.keys(WAYS) as Way[]) {
    const report = await reports.way(name);
    expect([report, redact(report, "student"), redact(report, "exam")].map(isMadeForExam)).toEqual([
      false,
      false,
      true,
    ]);
  }
});
