// memory: memory-limit-exceeded, time-limit-exceeded | Symbols in the global registry, which are never collected.
export function total(): number {
  for (let i = 0; ; i++) Symbol.for("registered ".repeat(2000) + i).description!.charCodeAt(9);
}
