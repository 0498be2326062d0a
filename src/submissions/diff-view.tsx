// The differences between two attempts in one column: removed lines, added lines, and a few lines
// around them.

import { structuredPatch } from "diff";
import type { AppContext } from "../http/environment.ts";
import { escapeControls } from "../reports/visible-text.ts";

const CONTEXT_LINES = 3;
/**
 * Comparing two long texts with nothing in common takes long. Beyond this number of changes, the
 * whole text counts as replaced.
 */
const MAX_EDITS = 2000;
/** By the first character of a line of the patch. */
const KINDS: Record<string, "added" | "removed"> = { "+": "added", "-": "removed" };
const SIGNS = { added: "+", removed: "−" } as const;

interface DiffLine {
  kind: "added" | "removed" | "same" | "gap";
  /** For a gap: the number of omitted lines. */
  text: string;
  count: number;
  before: number | null;
  after: number | null;
}

export interface SourceDiff {
  lines: DiffLine[];
  added: number;
  removed: number;
}

export function diffSources(before: string, after: string): SourceDiff {
  const patch =
    structuredPatch("", "", before, after, "", "", {
      context: CONTEXT_LINES,
      maxEditLength: MAX_EDITS,
    }) ?? replaced(before, after);
  const lines: DiffLine[] = [];
  let shownUntil = 0;
  for (const hunk of patch.hunks) {
    const gap = Math.max(0, hunk.oldStart - 1 - shownUntil);
    if (gap > 0) lines.push({ kind: "gap", text: "", count: gap, before: null, after: null });
    let old = hunk.oldStart;
    let fresh = hunk.newStart;
    for (const line of hunk.lines) {
      if (line.startsWith("\\")) continue;
      const kind = KINDS[line[0]!] ?? "same";
      lines.push({
        kind,
        text: line.slice(1),
        count: 1,
        before: kind === "added" ? null : old++,
        after: kind === "removed" ? null : fresh++,
      });
    }
    shownUntil = old - 1;
  }
  const rest = before.replace(/\n$/, "").split("\n").length - shownUntil;
  if (patch.hunks.length > 0 && rest > 0)
    lines.push({ kind: "gap", text: "", count: rest, before: null, after: null });
  return {
    lines,
    added: lines.filter(({ kind }) => kind === "added").length,
    removed: lines.filter(({ kind }) => kind === "removed").length,
  };
}

function replaced(before: string, after: string) {
  const old = before.replace(/\n$/, "").split("\n");
  const fresh = after.replace(/\n$/, "").split("\n");
  return {
    hunks: [
      {
        oldStart: 1,
        newStart: 1,
        lines: [...old.map((line) => `-${line}`), ...fresh.map((line) => `+${line}`)],
      },
    ],
  };
}

export function DiffView({ c, diff }: { c: AppContext; diff: SourceDiff }) {
  const t = c.get("t");
  if (diff.added === 0 && diff.removed === 0)
    return <p class="muted">{t("submission.diff.same")}</p>;
  return (
    <>
      <p class="muted">
        {t("submission.diff.summary", { added: diff.added, removed: diff.removed })}
      </p>
      <div class="code-scroll" tabindex={0} role="group" aria-label={t("submission.code")}>
        <table class="diff">
          <tbody>
            {diff.lines.map((line) =>
              line.kind === "gap" ? (
                <tr class="gap">
                  <td colspan={4}>{t("submission.diff.skipped", { count: line.count })}</td>
                </tr>
              ) : (
                <tr class={line.kind}>
                  <td class="line-number">{line.before ?? ""}</td>
                  <td class="line-number">{line.after ?? ""}</td>
                  <td class="sign">
                    {(line.kind === "added" || line.kind === "removed") && (
                      <>
                        <span aria-hidden="true">{SIGNS[line.kind]}</span>
                        <span class="visually-hidden">{t(`submission.diff.${line.kind}`)}</span>
                      </>
                    )}
                  </td>
                  <td class="code-line">
                    <code>{escapeControls(line.text)}</code>
                  </td>
                </tr>
              ),
            )}
          </tbody>
        </table>
      </div>
    </>
  );
}
