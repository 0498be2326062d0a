// The types that docs/pack-format.md promises for the functions that Gradus calls. Each becomes a
// small module that assigns the author's export to the type. A parameter of type `never` means that
// the author may declare any type for it.

import { readText } from "../pack/files.ts";
import type { Exercise } from "../pack/exercise.ts";

export interface TypeContract {
  /** The small module's name. */
  file: string;
  text: string;
  /** The author's file. */
  about: string;
  /** The export in it, and its line. */
  name: string;
  line: number;
  /** Codes of errors that are about the small module, not about the author's. */
  ignores: string[];
}

const TOLERANCE =
  "{ rtol?: number; atol?: number; fields?: Record<string, { rtol: number; atol: number }> }";
const NOTE = '{ accepted: boolean; note?: { "zh-CN": string; en: string } | undefined }';

/** The type of each module's default export. */
const DEFAULTS = {
  driver: "(submission: never, input: never) => unknown",
  generator: `import("fast-check").Arbitrary<{ input: unknown; tolerance?: ${TOLERANCE} | undefined }>`,
  validator: "(input: never) => string | undefined | void",
  checker: `(input: never, output: never, expected: never) => ${NOTE} | null | undefined | void`,
} as const;

export function listContracts(exercise: Exercise): TypeContract[] {
  const contracts = Object.entries(DEFAULTS).flatMap(([module, type]): TypeContract[] => {
    const source = readText(exercise.folder, `${module}.ts`, "", []);
    if (source === undefined) return [];
    const text = `import value from "./${module}.ts";\nexport const promised: ${type} = value;\n`;
    return [
      {
        file: `contract-${module}.ts`,
        text,
        about: `${module}.ts`,
        name: "default",
        line: findLine(source, /^export default\b/m),
        ignores: [],
      },
    ];
  });
  const validator = readText(exercise.folder, "validator.ts", "", []);
  if (validator !== undefined) {
    const text = [
      'import * as all from "./validator.ts";',
      "type Edges = typeof all extends { edges: infer E } ? E : Record<never, never>;",
      "declare const edges: Edges;",
      "export const promised: Record<string, (input: never) => boolean> = edges;\n",
    ].join("\n");
    const line = findLine(validator, /^export (?:const|let|var|function) edges\b/m);
    contracts.push({
      file: "contract-edges.ts",
      text,
      about: "validator.ts",
      name: "edges",
      line,
      ignores: [],
    });
  }
  return [
    ...contracts,
    ...signatureContracts(exercise, "reference.ts"),
    ...signatureContracts(exercise, "starter.ts"),
  ];
}

/** Each export must match its signature in the manifest, which may name types the file exports. */
function signatureContracts({ folder, manifest }: Exercise, file: string): TypeContract[] {
  const source = readText(folder, file, "", []) ?? "";
  const types = [
    ...source.matchAll(
      /^export (?:declare )?(?:abstract )?(?:interface|type|class|enum) ([\w$]+)/gm,
    ),
  ].map(([, name]) => name!);
  const importTypes =
    types.length === 0 ? "" : `import type { ${types.join(", ")} } from "./${file}";\n`;
  return manifest.exports.map(({ name, signature }, i): TypeContract => ({
    file: `contract-${file.replace(".ts", "")}-${i}.ts`,
    text:
      `import { ${name} as value } from "./${file}";\n` +
      `${importTypes}export const promised: ${signature} = value;\n`,
    about: file,
    name,
    line: findLine(source, new RegExp(`^export .*\\b${name.replaceAll("$", "\\$")}\\b`, "m")),
    // A signature may use a name that is not declared (TS2304, TS2552) or takes type parameters
    // (TS2314), or not be a valid type (TS1005 …): it is written for readers.
    ignores: [
      "TS2304",
      "TS2552",
      "TS2503",
      "TS2314",
      "TS2315",
      "TS1005",
      "TS1109",
      "TS1110",
      "TS1128",
      "TS1131",
      "TS1003",
      "TS1011",
      "TS2305",
      "TS2459",
      "TS2613",
      "TS2614",
      "TS2724",
    ],
  }));
}

function findLine(source: string, pattern: RegExp): number {
  const at = source.search(pattern);
  return at < 0 ? 0 : source.slice(0, at).split("\n").length;
}
