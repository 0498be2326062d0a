// Fresh corpora in which ties, overlaps and early ends are the rule.
//
// Words come from one or two families of words that look alike: many pairs then have equal counts, runs of one letter
// (aaa) overlap themselves, and pieces begin one another. One family mixes emoji with full-width signs, between which code
// points and UTF-16 units disagree about the order.

import fc from "fast-check";

const FAMILIES = [
  ["low", "lower", "lowest", "new", "newer", "newest", "wide", "widest"],
  ["aaaa", "aaa", "aab", "baa", "abab", "baba", "aaaaa"],
  ["bd", "ab", "abd", "abc", "xb", "cab", "bab"],
  ["小猫", "小河", "小猫看小河", "河里的小鱼", "小鱼看小猫"],
  ["😀！", "，！", "！😀", "！，", "𠮷～", "～𠮷😀", "😀！，！"],
];

const joined = (of: fc.Arbitrary<string>, minLength: number, maxLength: number) =>
  fc.array(of, { minLength, maxLength }).map((parts) => parts.join(""));

export default fc
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

