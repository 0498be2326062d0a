// cpu: time-limit-exceeded | Breaking out of for-of calls return(), which loops in a generator's finally.
function* stubborn(): Generator<number> {
  try {
    yield 1;
  } finally {
    for (;;);
  }
}
export function total(): number {
  for (const value of stubborn()) return value;
  return 0;
}
