// cpu: time-limit-exceeded, memory-limit-exceeded | Word segmentation by dictionary, deep inside ICU.
export function total(): number {
  const text = "กขคงจฉชซฌญฐฑฒณดตถทธนบปผฝพฟภมยรลวศษสหฬอฮ".repeat(20_000);
  let words = 0;
  for (;;) for (const _ of new Intl.Segmenter("th", { granularity: "word" }).segment(text)) words++;
}
