// late: run-time-error | An async generator whose return and next would never end.
export async function* total(): AsyncGenerator<number> {
  for (;;) yield 1;
}
