// Hands one example to audit and puts the list it returns under a name, so that it can be compared field by field. The table beside it
// ends the report of a program that passes.

interface Submission {
  audit(example: unknown): unknown;
}

export default function run(submission: Submission, input: unknown): unknown {
  const claims = submission.audit(input);
  return { claims, table: tabulate(claims) };
}

/** undefined if this is not a list of claims. */
function tabulate(claims: unknown): string | undefined {
  if (!Array.isArray(claims)) return undefined;
  const rows: string[] = [];
  for (const claim of claims as unknown[]) {
    const row = describeClaim(claim);
    if (row === undefined) return undefined;
    rows.push(row);
  }
  return rows.join("\n");
}

/** "✗ intercept      1.5999999999999996  2.2          0.6" */
function describeClaim(claim: unknown): string | undefined {
  if (typeof claim !== "object" || claim === null) return undefined;
  const { name, printed, computed, off, stands } = claim as Record<string, unknown>;
  if (typeof name !== "string" || typeof printed !== "string" || typeof off !== "number") return undefined;
  return `${stands === true ? "✓" : "✗"} ${name.padEnd(13)}  ${printed.padEnd(18)}  ${describeResult(computed).padEnd(11)}  ${shorten(off)}`;
}

/** A number, a shape such as [5, 10], or the range of many trainings. */
function describeResult(computed: unknown): string {
  if (Array.isArray(computed)) return `[${computed.join(", ")}]`;
  if (typeof computed !== "object" || computed === null) return shorten(computed);
  const { min, max } = computed as Record<string, unknown>;
  return `${shorten(min)} … ${shorten(max)}`;
}

/** Three digits. */
function shorten(value: unknown): string {
  return typeof value === "number" ? String(Number(value.toPrecision(3))) : "";
}
