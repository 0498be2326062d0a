// The ends of several web processes, joined in memory instead of by node:cluster.

import type { FromProcess } from "../../src/web-processes/messages.ts";
import { ProcessLink } from "../../src/web-processes/process-link.ts";
import { Switchboard } from "../../src/web-processes/switchboard.ts";

/** The primary and so many processes, all of which take requests. */
export function joinProcesses(count: number): { switchboard: Switchboard; links: ProcessLink[] } {
  const switchboard: Switchboard = new Switchboard(() => Promise.resolve("all metrics"));
  const links = Array.from({ length: count }, (_, i) => {
    const number = i + 1;
    let hear: (message: unknown) => void = () => undefined;
    // Copied, as between processes.
    const link = new ProcessLink(number, {
      send: (message) =>
        switchboard.hear(
          number,
          structuredClone(message) as Exclude<FromProcess, { kind: "listening" }>,
        ),
      listen: (listener) => void (hear = listener),
    });
    switchboard.connect(number, (message) => hear(structuredClone(message)));
    return link;
  });
  return { switchboard, links };
}
