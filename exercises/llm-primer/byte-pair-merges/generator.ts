// Fresh corpora in which ties, overlaps and early ends are the rule.
//
// Words come from one or two families of words that look alike: many pairs then have equal counts, runs of one letter
// (aaa) overlap themselves, and pieces begin one another. One family mixes emoji with full-width signs, between which code
// points and UTF-16 units disagree about the order. Byte texts hold characters of every length from 1 to 4 bytes;
// the tag characters that end a flag (U+E0067 …) are there because their first byte is F3, not F0.

import fc from "fast-check";

const FAMILIES = [
  ["low", "lower", "lowest", "new", "newer", "newest", "wide", "widest"],
  ["aaaa", "aaa", "aab", "baa", "abab", "baba", "aaaaa"],
  ["bd", "ab", "abd", "abc", "xb", "cab", "bab"],
  ["小猫", "小河", "小猫看小河", "河里的小鱼", "小鱼看小猫"],
  ["😀！", "，！", "！😀", "！，", "𠮷～", "～𠮷😀", "😀！，！"],
];

const FRAGMENTS = ["the ", "then ", "théâtre ", "é", "ü", "小猫", "猫，", "河里", "😀", "😃", "aaa", "ana", "𠮷"];
const FLAG_END = "\u{e0067}\u{e0062}\u{e007f}";

const joined = (of: fc.Arbitrary<string>, minLength: number, maxLength: number) =>
  fc.array(of, { minLength, maxLength }).map((parts) => parts.join(""));

const characters = fc
  .shuffledSubarray(FAMILIES, { minLength: 1, maxLength: 2 })
  .chain((families) => {
    const word = fc.constantFrom(...families.flat());
    // Two of each, in any order: every pair inside a word is as frequent as its neighbours.
    const twice = fc
      .shuffledSubarray(families.flat(), { minLength: 3, maxLength: 5 })
      .chain((some) => fc.shuffledSubarray([...some, ...some], { minLength: 2 * some.length }));
    return fc.record({
      words: fc.oneof({ weight: 1, arbitrary: fc.array(word, { minLength: 5, maxLength: 12 }) }, { weight: 4, arbitrary: twice }),
      short: fc.constantFrom([], [], [""], ["z"]),
      run: fc.constantFrom([], [], [], [], [], [], ["aaa"], ["！！！"], ["aaab", "aaab"]),
      num_merges: fc.constantFrom(1, 3, 6, 9, 80, 80, 80, 80, 80),
      probes: fc.array(joined(word, 1, 3), { minLength: 1, maxLength: 3 }),
    });
  })
  .map(({ words, short, run, ...rest }) => ({ input: { kind: "bpe_char", corpus: [...short, ...words, ...run], ...rest } }));

const bytes = fc
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

export default fc.oneof({ weight: 5, arbitrary: characters }, { weight: 4, arbitrary: bytes });
