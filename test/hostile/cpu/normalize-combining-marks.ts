// cpu: time-limit-exceeded | Unicode normalisation that has to reorder half a million combining marks by insertion.
export function total(): number {
  return ("a" + "\u0300".repeat(400_000) + "\u0316".repeat(400_000)).normalize("NFD").length;
}
