// memory: time-limit-exceeded, memory-limit-exceeded | Formatters and collators, each with its tables outside the heap.
const kept: unknown[] = [];
export function total(): number {
  const locales = Intl.supportedValuesOf("currency");
  for (let i = 0; ; i++) {
    kept.push(new Intl.NumberFormat("zh-CN", { style: "currency", currency: locales[i % locales.length]! }));
    kept.push(new Intl.DateTimeFormat("ar-EG-u-ca-islamic", { dateStyle: "full", timeStyle: "full" }));
    kept.push(new Intl.Collator("sv-u-co-search"), new Intl.Segmenter("my", { granularity: "word" }));
  }
}
