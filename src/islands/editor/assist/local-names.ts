// The names that the editor offers by itself: those of the text, the functions of the exercise, the
// globals of the language, its keywords, and snippets.

import {
  type Completion,
  type CompletionContext,
  snippetCompletion,
} from "@codemirror/autocomplete";
import { localCompletionSource } from "@codemirror/lang-javascript";
import type { EditorData, EditorWords } from "../../../catalogue/editor-data.ts";
import type { StandardNames } from "../../../../grader/doors/type-errors.ts";

const KEYWORDS = (
  "as async await break case catch class const continue default delete do else export extends " +
  "false finally for function if import in instanceof interface let new null of return static " +
  "super switch this throw true try type typeof undefined void while yield " +
  "any boolean number string unknown never readonly"
).split(" ");
/** Of two names that fit equally well, the nearer is first. */
const BOOST = { text: 3, exercise: 2, snippet: 1, keyword: 0, global: -1 };

export function listLocalNames(
  context: CompletionContext,
  exports: EditorData["exports"],
  { globals, statics }: StandardNames,
  snippets: Completion[],
): Completion[] {
  const ofText = localCompletionSource(context);
  const inText = ofText !== null && "options" in ofText ? ofText.options : [];
  const byName = new Map<string, Completion>();
  for (const name of KEYWORDS)
    byName.set(name, { label: name, type: "keyword", boost: BOOST.keyword });
  for (const [name, detail] of globals) byName.set(name, describeGlobal(name, detail, statics));
  for (const option of inText) byName.set(option.label, { ...option, boost: BOOST.text });
  for (const { name, signature } of exports)
    byName.set(name, { label: name, detail: signature, type: "function", boost: BOOST.exercise });
  return [...byName.values(), ...snippets];
}

function describeGlobal(
  name: string,
  detail: string,
  statics: StandardNames["statics"],
): Completion {
  const isFunction = kindOf(detail) === "function";
  const isClass = /^[A-Z]/.test(name) && (statics[name] !== undefined || !isFunction);
  return {
    label: name,
    // The type of a constructor says less than its name.
    ...(isFunction && !isClass && { detail }),
    type: isClass ? "class" : kindOf(detail),
    boost: BOOST.global,
  };
}

function kindOf(detail: string): "function" | "variable" {
  return detail.startsWith("(") || detail.startsWith("<") ? "function" : "variable";
}

/** A table of names as options. */
export function asMembers(names: StandardNames["globals"]): Completion[] {
  return names.map(([label, detail]) => ({
    label,
    detail,
    type: kindOf(detail) === "function" ? "method" : "property",
  }));
}

/** The loops and matrices of the exercises. `#{}` is where the cursor ends. */
export function createSnippets(words: EditorWords): Completion[] {
  const make = (label: string, detail: string, template: string) =>
    snippetCompletion(template, { label, detail, type: "snippet", boost: BOOST.snippet });
  return [
    make("for", words.snippetForOf, "for (const #{row} of #{rows}) {\n\t#{}\n}"),
    make("for", words.snippetFor, "for (let #{i} = 0; #{i} < #{n}; #{i}++) {\n\t#{}\n}"),
    make("map", words.snippetMap, "#{rows}.map((#{row}) => #{})"),
    make(
      "matrix",
      words.snippetMatrix,
      "Array.from({ length: #{n} }, () => new Array(#{m}).fill(0))",
    ),
    make("export function", words.snippetFunction, "export function #{name}(#{}) {\n\t\n}"),
  ];
}
