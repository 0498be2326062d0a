// Numbers beside the drawing: four digits, which fit on a line and are enough to compare.

const DIGITS = 4;

export function formatNumber(value: number): string {
  if (!Number.isFinite(value)) return value > 0 ? "∞" : "–";
  const rounded = Number(value.toPrecision(DIGITS));
  const size = Math.abs(rounded);
  const text =
    size >= 1e6 || (size > 0 && size < 1e-4) ? rounded.toExponential(2) : String(rounded);
  // -0 is 0; the sign of a negative number is as wide as a plus.
  return rounded === 0 ? "0" : text.replaceAll("-", "−");
}
