// The program in which expressions are evaluated: the submission, with one export added after it is
// compiled. The export evaluates code where all names of the submission are known, exported or
// not. Names of an example input are known too, unless the submission has a name of its own.
//
// The expression runs in the submission's isolate and nowhere else: there is no driver, and no code
// of the pack in it.

import { isRecord } from "../isolate/codec.ts";
import type { Exercise } from "../pack/exercise.ts";
import { encodeValue } from "../pack/cases.ts";
import type { Program } from "../slots/parent/case-run.ts";
import type { Source } from "../source.ts";

/** A name that no submission has by chance. */
const EVALUATE = "gradus_evaluate";
const LOADER_NAMES: ReadonlySet<string> = new Set(["exports", "require", "module"]);
/** Larger examples are not worth sending with every expression. */
const MAX_GIVEN_CHARACTERS = 20_000;

export interface Given {
  names: string[];
  /** An object with these names, as the codec's text. */
  text: string;
}

/** Without their values. */
export function findGivenNames(exercise: Pick<Exercise, "groups">): string[] {
  return findGiven(exercise).names;
}

/** The fields of the first visible stored case's input, without the name of its kind. */
export function findGiven({ groups }: Pick<Exercise, "groups">): Given {
  const input = groups.find((group) => group.visible && group.cases.length > 0)?.cases[0]?.input;
  if (input === undefined || !isRecord(input)) return { names: [], text: "{}" };
  const fields = Object.entries(input).filter(([name]) => name !== "kind" && isName(name));
  const text = encodeValue(Object.fromEntries(fields));
  if (text.length > MAX_GIVEN_CHARACTERS) return { names: [], text: "{}" };
  return { names: fields.map(([name]) => name), text };
}

export function makeExpressionProgram({ text, fileName, language }: Source, given: Given): Program {
  const names = given.names.join(", ");
  const values = given.names
    .map((name) =>
      // Every submission has these, from the function that it is compiled to.
      LOADER_NAMES.has(name)
        ? `$given.${name}`
        : `typeof ${name} === "undefined" ? $given.${name} : ${name}`,
    )
    .join(", ");
  return {
    source: text,
    fileName,
    language,
    driver: null,
    exports: [EVALUATE],
    evaluator: `exports.${EVALUATE} = ({ code: $code, given: $given }) => ((${names}) => eval($code))(${values});`,
  };
}

/** One case: the slot compiles `code` before the isolate sees it. */
export function encodeExpression(code: string, given: Given): string {
  return `{"code":${JSON.stringify(code)},"given":${given.text}}`;
}

/** Words that cannot name a parameter in strict code. */
const RESERVED = new Set(
  (
    "arguments await break case catch class const continue debugger default delete do else enum " +
    "eval export extends false finally for function if implements import in instanceof interface " +
    "let new null package private protected public return static super switch this throw true try " +
    "typeof var void while with yield"
  ).split(" "),
);

function isName(name: string): boolean {
  return /^[A-Za-z_$][\w$]*$/.test(name) && !name.startsWith("$") && !RESERVED.has(name);
}
