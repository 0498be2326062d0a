// Fresh texts that hold characters of every length from 1 to 4 bytes. The tag characters that end a flag (U+E0067 …) are there
// because their first byte is F3, not F0.

import fc from "fast-check";

const FRAGMENTS = ["the ", "then ", "théâtre ", "é", "ü", "小猫", "猫，", "河里", "😀", "😃", "aaa", "ana", "𠮷"];
const FLAG_END = "\u{e0067}\u{e0062}\u{e007f}";

const joined = (of: fc.Arbitrary<string>, minLength: number, maxLength: number) =>
  fc.array(of, { minLength, maxLength }).map((parts) => parts.join(""));

export default fc
  .record({
    start: joined(fc.constantFrom(...FRAGMENTS), 3, 8),
    two: fc.constantFrom("é", "ü", "éü"),
    three: fc.constantFrom("小", "，", "。！"),
    four: fc.constantFrom("😀", "🎉", "𠮷", `🏴${FLAG_END}`),
    end: joined(fc.constantFrom(...FRAGMENTS), 2, 6),
    num_merges: fc.constantFrom(1, 4, 8, 12, 20),
    probes: fc.array(joined(fc.constantFrom(...FRAGMENTS, FLAG_END, "ß", "日本"), 0, 4), { minLength: 1, maxLength: 2 }),
  })
  .map(({ start, two, three, four, end, num_merges, probes }) => ({
    input: { kind: "bpe_byte", text: start + two + three + four + end, num_merges, probes },
  }));
