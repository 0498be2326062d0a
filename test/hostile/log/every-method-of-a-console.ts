// log: accepted | Calls whatever a console may have: tables, timers, groups, counters, traces, profiles.
const names = ["table", "dir", "dirxml", "time", "timeLog", "timeEnd", "assert", "trace", "group", "groupCollapsed", "groupEnd", "count", "countReset", "clear", "profile", "profileEnd", "context", "timeStamp"];
const methods = console as unknown as Record<string, ((...args: unknown[]) => unknown) | undefined>;
export function total(values: number[]): number {
  for (const name of names) {
    const got = methods[name]?.(values, { name }, "\u001b[31m");
    if (got !== undefined) throw new Error(`escaped: console.${name} returns something`);
  }
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum;
}
