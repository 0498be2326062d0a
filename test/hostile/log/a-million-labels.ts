// log: memory-limit-exceeded, time-limit-exceeded, output-limit-exceeded | Timers and counters with labels without end.
export function total(): number {
  for (let i = 0; ; i++) {
    console.time(`${"x".repeat(200)}${i}`);
    console.countReset(`${i}`.padEnd(200, "y"));
  }
}
