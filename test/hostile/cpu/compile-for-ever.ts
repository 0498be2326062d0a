// cpu: time-limit-exceeded, memory-limit-exceeded | Keeps the compiler busy with fresh source text.
export function total(values: number[]): number {
  for (let i = 0; ; i++) new Function(`return ${"(1+".repeat(200)}${i}${")".repeat(200)}`)();
}
