// source: accepted | Source text whose order on the screen is not its order in the file.
export function total(values: number[]): number {
  const level = "user‮ ⁦// only for admins⁩ ⁦";
  /*‮ } ⁦if (level !== "user")⁩ ⁦ begin */
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  /* end ‮ { ⁦*/
  return level.length > 4 ? sum : NaN;
}
