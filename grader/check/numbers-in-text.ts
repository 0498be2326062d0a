// Finds the numbers in a text, in digits or in words, in either language: 1,000, 五十, twenty, 1 亿,
// a hundred million.

/** Numbers in digits, and every value that the words may mean. */
export interface SaidNumbers {
  digits: { value: number; written: string }[];
  words: Set<number>;
}

const UNITS: Record<string, number> = {
  百: 100,
  千: 1000,
  万: 1e4,
  亿: 1e8,
  hundred: 100,
  thousand: 1000,
  million: 1e6,
  billion: 1e9,
  trillion: 1e12,
};
/** Digits that are not part of a name, such as β₁ or x2. */
const DIGITS = /(?<![\p{Script=Latin}\p{Script=Greek}_\d.])\d+(?:\.\d+)?(?:e[+-]?\d+)?(?![\d])/giu;

export function readNumbers(text: string): SaidNumbers {
  // A Chinese comma separates two numbers; NFKC would make it one that groups digits.
  const apart = text.replaceAll("，", "、");
  const plain = apart.normalize("NFKC").replace(/(?<=\d)[, _\u2009](?=\d{3}(?!\d))/g, "");
  const digits = [...plain.matchAll(DIGITS)].map((match) => {
    const [, unit] =
      /^\s*(百|千|万|亿|hundred\b|thousand\b|million\b|billion\b|trillion\b)/i.exec(
        plain.slice(match.index + match[0].length),
      ) ?? [];
    const [, more] =
      unit === "万" || unit === "百" || unit === "千"
        ? (/^\s*[百千万](亿|万)/.exec(plain.slice(match.index + match[0].length)) ?? [])
        : [];
    const value =
      Number(match[0]) *
      (unit === undefined ? 1 : UNITS[unit.toLowerCase()]!) *
      (more === undefined ? 1 : UNITS[more]!);
    return { value, written: unit === undefined ? match[0] : `${match[0]} ${unit}` };
  });
  return {
    digits,
    words: new Set([
      ...readEnglishNumbers(plain),
      ...readChineseNumbers(plain),
      ...readPowers(plain),
    ]),
  };
}

/** 10 的 15 次方 is 1e15, and 1e15 mentions 10 and 15. */
function readPowers(text: string): number[] {
  const worded = [
    ...text.matchAll(/(\d+) ?(?:的 ?(\d+) ?次方|\^ ?(\d+)|to the (?:power of )?(\d+))/g),
  ];
  const short = [...text.matchAll(/(?<![\d.])1e(\d+)/gi)];
  return [
    ...worded.map(
      ([, base, ...power]) => Number(base) ** Number(power.find((one) => one !== undefined)),
    ),
    ...short.flatMap(([, power]) => [10, Number(power)]),
  ];
}

const SMALL = [
  "zero",
  "one",
  "two",
  "three",
  "four",
  "five",
  "six",
  "seven",
  "eight",
  "nine",
  "ten",
  "eleven",
  "twelve",
  "thirteen",
  "fourteen",
  "fifteen",
  "sixteen",
  "seventeen",
  "eighteen",
  "nineteen",
];
const TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
const ORDINALS: Record<string, number> = {
  first: 1,
  second: 2,
  third: 3,
  fourth: 4,
  fifth: 5,
  sixth: 6,
  seventh: 7,
  eighth: 8,
  ninth: 9,
  tenth: 10,
};
const OTHERS: Record<string, number> = {
  once: 1,
  single: 1,
  a: 1,
  an: 1,
  twice: 2,
  both: 2,
  double: 2,
  pair: 2,
  half: 0.5,
  halves: 0.5,
  tenths: 10,
  hundredth: 0.01,
  thousandth: 0.001,
  tenth: 0.1,
  quarter: 0.25,
  dozen: 12,
  none: 0,
  no: 0,
  percent: 0.01,
};

function readWord(written: string): number | undefined {
  const word = /(?:ero|ne|wo|hree|our|ine|ix|en)e?s$/.test(written)
    ? written.replace(/(?<=x)es$|s$/, "")
    : written;
  const small = SMALL.indexOf(word);
  if (small >= 0) return small;
  const tens = TENS.indexOf(word);
  return tens >= 0 ? (tens + 2) * 10 : (ORDINALS[word] ?? OTHERS[word]);
}

/** Single words and runs of words: "a hundred million" gives 1, 100, 1e6 and 1e8. */
function readEnglishNumbers(text: string): number[] {
  const found: number[] = [];
  let total = 0;
  let before = "";
  const words = text.toLowerCase().match(/[a-z]+/g) ?? [];
  for (const word of words) {
    const unit = UNITS[word];
    const value = readWord(word);
    if (unit !== undefined) {
      found.push(unit);
      total = (total === 0 ? 1 : total) * unit;
    } else if (value !== undefined) {
      found.push(value);
      total = before === "tens" && value < 10 ? total + value : value;
    } else if (word !== "and") total = 0;
    before = TENS.includes(word) ? "tens" : "";
    if (total > 0) found.push(total);
  }
  return found;
}

const HAN_DIGITS: Record<string, number> = {
  零: 0,
  〇: 0,
  一: 1,
  二: 2,
  两: 2,
  双: 2,
  俩: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
  半: 0.5,
};

function readChineseNumbers(text: string): number[] {
  const found: number[] = [];
  for (const [run] of text.matchAll(/[零〇一二两双俩三四五六七八九十百千万亿半]+/g)) {
    for (const one of run) if (HAN_DIGITS[one] !== undefined) found.push(HAN_DIGITS[one]);
    found.push(readHanNumber(run));
  }
  return found;
}

/** 三百二十 is 320, 一亿两千万 is 120000000. */
function readHanNumber(run: string): number {
  let [sum, section, digit] = [0, 0, 0];
  for (const one of run) {
    if (one === "万" || one === "亿") {
      sum = (sum + section + digit || 1) * UNITS[one]!;
      [section, digit] = [0, 0];
    } else if (one === "十" || one === "百" || one === "千") {
      section += (digit || 1) * (UNITS[one] ?? 10);
      digit = 0;
    } else digit = HAN_DIGITS[one] ?? digit;
  }
  return sum + section + digit;
}
