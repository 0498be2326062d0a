// Texts that are too much for the type checker.

/** Types that TypeScript would work on for many minutes; every text is different. */
export const endless = (mark: number) => `
type Both<N extends string, D extends unknown[]> =
  D["length"] extends 24 ? N : Both<\`\${N}a\`, [...D, 1]> | Both<\`\${N}b\`, [...D, 1]>;
type Walk<T extends string> = T extends \`\${infer A}\${infer B}\` ? [A, ...Walk<B>] : [];
declare let left: { [K in Both<"", []>]: Walk<K> }; declare let right: { [K in Both<"c", []>]: Walk<K> };
left = right; // ${mark}`;

const chain = (count: number, each: (i: number) => string) =>
  Array.from({ length: count }, (_, i) => each(i)).join("\n");

export const HEAVY_TEXTS: [what: string, source: string][] = [
  ["open parentheses", "(".repeat(100_000)],
  ["nested parentheses", `export const a = ${"(".repeat(100_000)}1${")".repeat(100_000)};`],
  ["arrows in arrows", `export const a = ${"() => ".repeat(40_000)}1;`],
  ["a sum as long as a file", `export const a = 1${"+1".repeat(120_000)};`],
  [
    "a type that doubles",
    "type T0 = { a: 1 };\n" +
      chain(40, (i) => `type T${i + 1} = { a: T${i}, b: T${i} } & { c: T${i} | (() => T${i}) };`) +
      "\ndeclare let x: T40; const y: { a: T39, b: 1 } = x;",
  ],
  [
    "tuples that double",
    "type D<T extends unknown[]> = [...T, ...T];\n" +
      `${chain(24, (i) => `type T${i + 1} = D<${i === 0 ? "[1]" : `T${i}`}>;`)}\n` +
      "declare let x: T24; const y: string = x;",
  ],
  [
    "an endless conditional type",
    "type Loop<T> = T extends [infer A] ? Loop<[[A]]> : Loop<[T]>;\ndeclare let x: Loop<[1]>; x = 2;",
  ],
  [
    "an endless tail call",
    "type Count<N extends number, T extends 1[] = []> = T['length'] extends N ? T : Count<N, " +
      "[...T, 1]>;\n" +
      "declare let x: Count<-1>; x = 2;",
  ],
  [
    "a union of a million texts",
    'type D = "0"|"1"|"2"|"3"|"4"|"5"|"6"|"7"|"8"|"9";\n' +
      "type M = `${D}${D}${D}${D}${D}`;\n" +
      "declare let x: { [K in M]: { [L in K]: M } }; const y: { [K in M]: 1 } = x;",
  ],
  [
    "calls that infer from each other",
    "declare function f<T>(g: (t: T) => T): <U>(h: (u: U, t: T) => U) => T;\n" +
      `const x = ${"f((a) => ".repeat(200)}1${")".repeat(200)};`,
  ],
  [
    "overloads to try",
    `${chain(2000, (i) => `declare function f(a: "${i}", ...rest: { x${i}: 1 }[]): ${i};`)}\n` +
      `const x = f(${"f(".repeat(30)}"none"${")".repeat(30)});`,
  ],
  ["types computed for minutes", endless(0)],
  ["256 KiB of unknown names", "abc ".repeat(65_536)],
  ["256 KiB of one text", `export const a = "${"x".repeat(262_000)}";`],
  ["256 KiB of backticks", "`${".repeat(87_000)],
];
