// Chance and time inside an isolate, the same each time that a program runs: seeded, and frozen.

const { apply, construct } = Reflect;
const { defineProperty, getOwnPropertyDescriptor } = Object;

const world = globalThis as Record<string, unknown>;

let seed = 1;
let randomState = 1;

/** Marsaglia's xorshift in 32 bits: not good, but the same for everyone. */
function nextRandom(): number {
  randomState ^= randomState << 13;
  randomState ^= randomState >>> 17;
  randomState ^= randomState << 5;
  return (randomState >>> 0) / 4294967296;
}
/** Zero would stay zero forever. */
export function seedChance(given: number): void {
  seed = ((given >>> 0) + 0x9e3779b9) >>> 0 || 1;
  randomState = seed;
}

/** Every case sees the same chance, whichever cases came before it. */
export function restartChance(): void {
  randomState = seed;
}

Math.random = function random() {
  return nextRandom();
};

const NativeDate = Date;
/** What every clock shows. */
export const NOW_MS = NativeDate.UTC(2024, 0, 1);
const FrozenDate = function Date(this: unknown, ...args: unknown[]) {
  if (new.target === undefined)
    return apply(NativeDate.prototype.toString, new NativeDate(NOW_MS), []);
  return construct(NativeDate, args.length === 0 ? [NOW_MS] : args, new.target);
};
FrozenDate.prototype = NativeDate.prototype;
FrozenDate.now = () => NOW_MS;
FrozenDate.UTC = NativeDate.UTC;
FrozenDate.parse = NativeDate.parse;
defineProperty(NativeDate.prototype, "constructor", {
  value: FrozenDate,
  writable: true,
  configurable: true,
});
world["Date"] = FrozenDate;

// Intl would read the real clock where it is given no date.
const formatter = Intl.DateTimeFormat.prototype;
const nativeFormat = getOwnPropertyDescriptor(formatter, "format")!.get!;
const nativeParts = formatter.formatToParts;
defineProperty(formatter, "format", {
  configurable: true,
  get(this: Intl.DateTimeFormat) {
    const format = apply(nativeFormat, this, []) as (date: unknown) => string;
    return (date: unknown) => format(date === undefined ? NOW_MS : date);
  },
});
formatter.formatToParts = function formatToParts(date) {
  return apply(nativeParts, this, [date === undefined ? NOW_MS : date]);
};
