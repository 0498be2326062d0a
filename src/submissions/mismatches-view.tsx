// The differences between an output and the expected one.

import type { Mismatch } from "../../grader/doors/reports.ts";
import type { AppContext } from "../http/environment.ts";
import { describeDistance, describeValue } from "../reports/describe.ts";
import { escapeControls } from "../reports/visible-text.ts";

const MISMATCHES_SHOWN = 5;

/**
 * The differences of outputs: both values one above the other, so that the first different digit is
 * easy to see.
 */
export function Mismatches({
  c,
  mismatches,
  count,
}: {
  c: AppContext;
  mismatches: Mismatch[];
  count: number;
}) {
  const t = c.get("t");
  if (mismatches.length === 0) return <></>;
  const shown = mismatches.slice(0, MISMATCHES_SHOWN);
  return (
    <>
      <dl class="mismatches">
        {shown.map((mismatch) => (
          <MismatchPair c={c} mismatch={mismatch} />
        ))}
      </dl>
      {[...new Set(shown.map(({ note }) => note).filter((note) => note !== null))].map((note) => (
        <p class="notice warn">{t(`note.${note}`)}</p>
      ))}
      {count > shown.length && (
        <p class="more muted">{t("mismatch.more", { count: count - shown.length })}</p>
      )}
    </>
  );
}

function MismatchPair({ c, mismatch }: { c: AppContext; mismatch: Mismatch }) {
  const t = c.get("t");
  const { kind, path } = mismatch;
  // Reports of an earlier version have only the path.
  const name = (mismatch.name as string | undefined) ?? path;
  const [expected, actual] = [
    describeValue(t, mismatch, "expected"),
    describeValue(t, mismatch, "actual"),
  ];
  const same = commonLength(expected, actual);
  const distance =
    kind === "missing" || kind === "extra"
      ? t(`failure.${kind}`)
      : describeDistance(t, c.get("language"), mismatch);
  return (
    <div class="mismatch">
      <dt>
        <code>{name === "" ? t("mismatch.output") : escapeControls(name)}</code>
      </dt>
      {kind !== "extra" && (
        <dd class="expected">
          <span class="side">
            {t(kind === "shape" ? "mismatch.shapeExpected" : "mismatch.expected")}
          </span>
          <code>{expected}</code>
        </dd>
      )}
      {kind !== "missing" && (
        <dd class="actual">
          <span class="side">
            {t(kind === "shape" ? "mismatch.shapeActual" : "mismatch.actual")}
          </span>
          <code>
            {actual.slice(0, same)}
            <mark>{actual.slice(same)}</mark>
          </code>
        </dd>
      )}
      {distance !== "" && <dd class="distance muted">{distance}</dd>}
    </div>
  );
}

/** The length of the common prefix of two texts; does not split a surrogate pair. */
function commonLength(a: string, b: string): number {
  let length = 0;
  while (length < a.length && length < b.length && a[length] === b[length]) length += 1;
  return /[\ud800-\udbff]$/.test(b.slice(0, length)) ? length - 1 : length;
}
