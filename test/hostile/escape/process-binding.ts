// escape: run-time-error | Calls the internal bindings of Node by their old name.
declare const process: { binding(name: string): { spawn(options: object): void } };
export function total(): number {
  process.binding("spawn_sync").spawn({ file: "/bin/true", args: ["true"] });
  return NaN;
}
