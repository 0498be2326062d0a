// Reports versions of libraries that have not been released, so that the numbers cannot have been
// computed with them. Only the major version counts, and one more than known here is accepted: a
// pack may be newer than Gradus.

import { readText } from "../pack/files.ts";
import type { Exercise } from "../pack/exercise.ts";
import { createLocator } from "../pack/text-places.ts";
import { type Finding, bindFinding } from "./finding.ts";

/** Major version of the newest release, as of November 2026. */
const NEWEST: Record<string, number> = {
  python: 3,
  numpy: 2,
  scipy: 1,
  pandas: 3,
  "scikit-learn": 1,
  sklearn: 1,
  torch: 2,
  pytorch: 2,
  torchvision: 0,
  tensorflow: 2,
  keras: 3,
  jax: 0,
  sympy: 1,
  statsmodels: 0,
  matplotlib: 3,
  networkx: 3,
  nltk: 3,
  transformers: 5,
  tokenizers: 0,
  tiktoken: 0,
  xgboost: 3,
  lightgbm: 4,
  mpmath: 1,
  numba: 0,
  node: 26,
  "node.js": 26,
  typescript: 7,
  julia: 1,
  r: 4,
};

export function checkLibraryVersions(exercise: Exercise): Finding[] {
  return exercise.groups.flatMap(({ manifest: { data }, libraries, cases }): Finding[] => {
    const file = `data/${data}`;
    const locate = createLocator(
      data === undefined ? "" : (readText(exercise.folder, file, "", []) ?? ""),
    );
    const named: [PropertyKey[], string, string][] = [
      ...Object.entries(libraries).map(([library, version]): [PropertyKey[], string, string] => [
        ["provenance", "libraries", library],
        library,
        version,
      ]),
      ...cases.flatMap(({ oracle, second }, i): [PropertyKey[], string, string][] => [
        ...listVersions(oracle).map(([library, version]): [PropertyKey[], string, string] => [
          ["cases", i, "oracle", "version"],
          library,
          version,
        ]),
        ...listVersions(second?.oracle).map(
          ([library, version]): [PropertyKey[], string, string] => [
            ["cases", i, "second", "oracle", "version"],
            library,
            version,
          ],
        ),
      ]),
    ];
    const reported = new Set<string>();
    return named.flatMap(([path, library, version]) => {
      const newest = NEWEST[library.toLowerCase()];
      const first = Number(/^v?(\d+)/.exec(version)?.[1]);
      if (newest === undefined || !(first > newest + 1) || reported.has(`${library} ${version}`))
        return [];
      reported.add(`${library} ${version}`);
      return [
        bindFinding(exercise)("version-unknown", file, { library, version, newest }, locate(path)),
      ];
    });
  });
}

/** "torch+numpy" with version "1.13+1.24" names two libraries. */
function listVersions(
  oracle: { library: string; version: string } | undefined,
): [string, string][] {
  const versions = oracle?.version.split("+") ?? [];
  return (
    oracle?.library
      .split("+")
      .map((library, i): [string, string] => [library, versions[i] ?? ""]) ?? []
  );
}
