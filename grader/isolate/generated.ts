// Bundled in front of a pack's generator.ts, to run inside an isolate of a pack slot: fresh cases
// from a seed, and smaller versions of one that failed. Both depend on the seed alone, so the
// parent may ask again at any time.

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
     * At most `count` smaller versions: of case path[0], then of its smaller version path[1], and
     * so on.
     */
    shrink(seed: number, path: number[], count: number): GeneratedCase[] {
      return fc.sample(arbitrary, { seed, path: [...path, 0].join(":"), numRuns: count });
    },
  };
}
