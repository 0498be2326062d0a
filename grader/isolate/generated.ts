// Bundled with a pack's generator.ts, and run in an isolate of a pack slot: generates cases from a
// seed, and smaller versions of a failing case. Both depend only on the seed, so the parent can
// repeat a request at any time.

import fc from "fast-check";

interface GeneratedCase {
  input: unknown;
  tolerance?: unknown;
}

export function serve(arbitrary: fc.Arbitrary<GeneratedCase>) {
  return {
    generate(seed: number, count: number): GeneratedCase[] {
      return fc.sample(arbitrary, { seed, numRuns: count });
    },
    /**
     * At most `count` smaller versions of the case at `path`: path[0] is the number of a case,
     * path[1] of one of its smaller versions, and so on.
     */
    shrink(seed: number, path: number[], count: number): GeneratedCase[] {
      return fc.sample(arbitrary, { seed, path: [...path, 0].join(":"), numRuns: count });
    },
  };
}
