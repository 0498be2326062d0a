// memory: time-limit-exceeded, memory-limit-exceeded, run-time-error | collators, plural rules and display names, each with native memory of its own

export function total(v: number[]): number {
  const kept: unknown[] = [];
  for (let i = 0; ; i++) {
    const locale = ["th", "zh-u-co-stroke", "de-u-co-phonebk", "ar"][i % 4]!;
    kept.push(new Intl.Collator(locale, { numeric: true }), new Intl.PluralRules(locale), new Intl.DisplayNames([locale], { type: "region" }), new Intl.RelativeTimeFormat(locale));
    if (kept.length < 0) return v.length;
  }
}
