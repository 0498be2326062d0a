// Random numbers and time inside an isolate. Both are the same in every run: Math.random is seeded,
// and the clock is frozen.

const { apply, construct } = Reflect;
const { defineProperty, getOwnPropertyDescriptor } = Object;

const world = globalThis as Record<string, unknown>;

let seed = 1;
let randomState = 1;

/** Marsaglia's xorshift with 32 bits: not a strong generator, but the same for everyone. */
function nextRandom(): number {
  randomState ^= randomState << 13;
  randomState ^= randomState >>> 17;
  randomState ^= randomState << 5;
  return (randomState >>> 0) / 4294967296;
}
/** The state 0 would never change. */
export function seedChance(given: number): void {
  seed = ((given >>> 0) + 0x9e3779b9) >>> 0 || 1;
  randomState = seed;
}

/** Every case gets the same random numbers, whatever cases ran before it. */
export function restartChance(): void {
  randomState = seed;
}

Math.random = function random() {
  return nextRandom();
};

const NativeDate = Date;
/** The time that every clock shows. */
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

// Without a date argument, Intl would read the real clock.
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
