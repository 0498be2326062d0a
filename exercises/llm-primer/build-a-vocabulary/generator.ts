// Fresh texts in which everything that sets two readings of the definition apart is likely to meet.
//
// Words come from short lists, so that they repeat, tie, begin one another (cat, cats) and differ in case only. Some
// are names that every JavaScript object already has (constructor), which trips a dictionary made of `{}`. Two
// fragments may stand side by side without a space. Emoji and rare characters beyond U+FFFF stand beside full-width
// signs (U+FF01 to U+FF5E), because there the order of UTF-16 units is not that of code points.

import fc from "fast-check";

const WORDS = ["cat", "cats", "The", "the", "to", "be", "TO", "Be", "42", "constructor", "red_rose", "toString"];
const CHINESE = ["猫", "小猫", "鱼", "小鱼", "河"];
const SIGNS = [",", ".", "，", "。", "！"];
const BEYOND = ["😀", "🎉", "𠮷", "👋"];
const FULL_WIDTH = ["Ａ", "ｂ", "２", "，"];
const SPACES = [" ", " ", " ", "", "\n", "\u3000"];
const ACCENTED = ["café", "Élan", "½"];

const pick = (...lists: string[][]) => fc.constantFrom(...lists.flat());

/** `length` fragments, each with what follows it. */
const text = (fragment: fc.Arbitrary<string>, minLength: number, maxLength: number) =>
  fc
    .array(fc.tuple(fragment, fc.constantFrom(...SPACES)), { minLength, maxLength })
    .map((parts) => parts.map((part) => part.join("")).join(""));

const joined = (...parts: fc.Arbitrary<string>[]) => fc.tuple(...parts).map((strings) => strings.join(""));

const characters = fc
  .record({
    text: joined(text(pick(WORDS, CHINESE, SIGNS, BEYOND), 2, 8), pick(BEYOND), pick(FULL_WIDTH), text(pick(CHINESE), 0, 2)),
    probe: joined(text(pick(CHINESE, SIGNS, BEYOND), 0, 4), pick(["鸟", "zebra", "🦓", ""], ["鸟"]), text(pick(WORDS, FULL_WIDTH), 0, 3)),
  })
  .map((input) => ({ input: { kind: "char_vocab", ...input, unk_id: -1 } }));

/** A few fragments only, so that they are seen again and again. */
const words = fc
  .shuffledSubarray([...WORDS, ...CHINESE, ...SIGNS, ...BEYOND.slice(0, 2), ...FULL_WIDTH.slice(0, 2)], { minLength: 5, maxLength: 9 })
  .chain((some) => {
    const fragments = [...some, "constructor"];
    return fc.record({
      texts: fc.array(text(pick(fragments), 6, 12), { minLength: 1, maxLength: 3 }),
      probes: fc.array(joined(text(pick(fragments, ["dog"]), 1, 4), pick(["bird", "鸟", "<unk>", ""])), { minLength: 1, maxLength: 2 }),
      min_freq: fc.constantFrom(1, 2, 2, 2, 3),
      max_size: fc.constantFrom(null, 5, 6, 7, 8),
    });
  })
  .map((input) => ({ input: { kind: "word_vocab", ...input } }));

const documents = fc
  .record({
    word: joined(text(pick(["cats", "cat"]), 1, 3), fc.constantFrom("小猫 鱼，小猫", "to be to", "cat cat "), text(pick(WORDS, CHINESE, ACCENTED), 2, 7)),
    rare: joined(text(pick(["𠮷"]), 1, 1), fc.constant(" "), text(pick(FULL_WIDTH.slice(0, 3)), 1, 2)),
    others: fc.array(text(pick(WORDS, CHINESE, SIGNS, ACCENTED), 1, 6), { minLength: 0, maxLength: 2 }),
    empty: fc.constantFrom("", "！", " ", "。，", "😀"),
  })
  .map(({ word, rare, others, empty }) => ({ input: { kind: "bag_of_words", texts: [word, ...others, empty, rare] } }));

export default fc.oneof(
  { weight: 3, arbitrary: characters },
  { weight: 4, arbitrary: words },
  { weight: 3, arbitrary: documents },
);
