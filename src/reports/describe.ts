// Describes the codes and values of a report in words, the same for the terminal and the page.
// Makes control characters visible in all text from a submission or a pack.

import type {
  CallReport,
  CaseReport,
  FailureKind,
  Message,
  Mismatch,
  Pattern,
} from "../../grader/doors/reports.ts";
import type { Language } from "../../grader/doors/packs.ts";
import { hasWords, type Translate, type WordKey } from "../i18n/index.ts";
import { findAbsentName } from "./absent-names.ts";
import { describeDetail } from "./describe-detail.ts";
import { describeError, translateEngineMessage } from "./engine-messages.ts";
import { escapeControls, toOneLine } from "./visible-text.ts";

/**
 * Errors whose message does not explain the cause. V8 throws them, so a submission can too; only
 * advice depends on them.
 */
const EXPLAINED_ERRORS: { message: RegExp; key: WordKey }[] = [
  { message: /^Maximum call stack size exceeded$/, key: "explain.recursion" },
  {
    message:
      /^(?:Array buffer allocation failed|Invalid array buffer length|Invalid (?:typed )?array length.*|Invalid string length)$/,
    key: "explain.allocation",
  },
];

/** If the value is further off, only the distance itself is useful. */
const TIMES_SHOWN = 100_000;

export interface Meaning {
  key: WordKey;
  params: Record<string, string | number>;
}

/** Explains what the message of a thrown error does not say. */
export function findMeaning({
  name,
  message: text,
}: {
  name: string;
  message: string;
}): Meaning | undefined {
  const key =
    name === "RangeError"
      ? EXPLAINED_ERRORS.find(({ message }) => message.test(text))?.key
      : undefined;
  return key === undefined ? findAbsentName(name, text) : { key, params: {} };
}

/** What the test is called in the reader's language. */
export function nameCase(
  { name, title }: Pick<CaseReport, "name" | "title">,
  language: Language,
): string {
  // Reports of an earlier version have no title.
  return toOneLine(title?.[language] ?? name);
}

/** "TypeError: x is not a function, in line 7"; without the line if it is unknown. */
export function describeThrown(
  t: Translate,
  { name, message, line }: { name: string; message: string; line: number },
): string {
  const thrown = toOneLine(describeError(t, name, message));
  return line > 0 ? t("report.thrownAt", { thrown, line }) : thrown;
}

/** "fit returned a Map. Return …" */
export function describeReturned(
  t: Translate,
  { name, kind }: NonNullable<CaseReport["returned"]>,
): string {
  return toOneLine(t(`returned.${kind}`, { name }));
}

/** "Return an object { left, right, count }; you returned an array." */
export function describeWrongForm(
  t: Translate,
  { wanted, fields, returned }: NonNullable<CallReport["wrongForm"]>,
): string {
  const form = wanted === "objects" && returned === "array" ? "elements" : wanted;
  const names = fields.length === 0 ? "" : ` { ${fields.join(", ")} }`;
  return toOneLine(
    t(`report.wrongForm.${form}`, { fields: names, returned: t(`type.${returned}`) }),
  );
}

/** What the input of a case is called. */
export function nameInput({ isConverted }: Pick<CaseReport, "isConverted">): WordKey {
  return isConverted ? "report.converted" : "report.input";
}

/**
 * Three digits are enough to show how far off a value is: 0.6, 4.25e-7, 59.1. A whole number does
 * not change.
 */
function shortNumber(value: number): string {
  if (Number.isInteger(value) && value < 1e9) return String(value);
  const short = Number(value.toPrecision(3));
  return value >= 0.001 && value < 1e9 ? String(short) : String(short).replace("e+", "e");
}

/** One side of a difference: the value, or its shape or type in words. */
export function describeValue(
  t: Translate,
  { kind, expected, actual }: Mismatch,
  side: "expected" | "actual",
): string {
  const text = side === "expected" ? expected : actual;
  // "3" and "3 x 1": the lengths, outermost first.
  if (kind === "shape" && /^\d+$/.test(text))
    return t("mismatch.shapeOfList", { count: Number(text) });
  if (kind === "shape" && /^\d+(?: x \d+)+$/.test(text)) return text.replaceAll("x", "×");
  if (kind !== "type") return toOneLine(text);
  // "number 3": the type's name, then the value itself.
  const [name = "", ...value] = text.split(" ");
  const key = `type.${name}`;
  const word = hasWords(key) ? t(key) : t("type.other", { label: name });
  const shown = value.join(" ");
  const saysNoMore =
    shown === "" || shown === `<${name}>` || name === "undefined" || name === "null";
  return toOneLine(saysNoMore ? word : t("type.withValue", { type: word, value: shown }));
}

/** "off by 0.6, 59 times the tolerance"; "" if there is no distance. */
export function describeDistance(
  t: Translate,
  language: Language,
  { kind, error, timesTolerance }: Mismatch,
): string {
  if (kind === "not-finite") return t("mismatch.not-finite");
  if (error === null || error === 0) return "";
  const parts = [t("mismatch.error", { error: shortNumber(error) })];
  if (timesTolerance !== null && timesTolerance < TIMES_SHOWN)
    parts.push(t("mismatch.times", { times: shortNumber(timesTolerance) }));
  return parts.join(language === "en" ? ", " : "，");
}

/** The function and the place where a case first goes wrong: "`train`, at `losses[3]`". */
export function describePlace(
  t: Translate,
  { computedBy, call, thrown, mismatches }: CaseReport,
): string | undefined {
  // Reports of an earlier version do not have these fields.
  const name = call?.name ?? computedBy ?? "";
  const line = thrown?.line ?? 0;
  const [first] = mismatches;
  // Reports of an earlier version have only the path.
  const path = first?.name ?? first?.path ?? "";
  if (line > 0)
    return name === ""
      ? t("report.placeLineOnly", { line })
      : t("report.placeLine", { name, line });
  // predict(model, X)[0] already names the function.
  if (path !== "")
    return toOneLine(
      name === "" || path.startsWith(`${name}(`)
        ? t("report.placePath", { path })
        : t("report.placeAt", { name, path }),
    );
  return name === "" ? undefined : toOneLine(t("report.placeIn", { name }));
}

/** "`losses`: every wrong number is exactly 2 times the expected one." */
export function describePattern(t: Translate, { code, field, params }: Pattern): string {
  const side = params["side"];
  const shown =
    side === "large" || side === "small" ? { ...params, side: t(`pattern.${side}`) } : params;
  const what = t(`pattern.${code}`, shown);
  return escapeControls(field === "" ? what : t("pattern.inField", { field, what }));
}

export function describeFailure(t: Translate, kind: FailureKind): string {
  const key = `failure.${kind}`;
  return t("report.failure", { kind: t(hasWords(key) ? key : (`verdict.${kind}` as WordKey)) });
}

/** The reason why a submission did not compile or load, or an internal error. */
export function describeMessage(
  t: Translate,
  language: Language,
  { code, params }: Message,
): string {
  const words = t(
    code === "compile.syntax" && params["line"] === 0 ? "compile.syntax-nowhere" : code,
    code.startsWith("judge.")
      ? { ...params, detail: describeDetail(t, params) }
      : messageParams(t, language, params),
  );
  // A student does not see why the author's programs failed, so no text follows the colon.
  const sentences = [
    params["detail"] === "" ? words.replace(/[:：]\s*$/, language === "en" ? "." : "。") : words,
  ];
  const hint = `compile.hint.${params["hint"]}`;
  if (code === "compile.missing-export" && hasWords(hint)) sentences.push(t(hint, params));
  const meaning =
    code === "load.threw"
      ? findMeaning({ name: String(params["name"]), message: String(params["message"]) })
      : undefined;
  // It would need the exercise's limits, which are not available here.
  if (meaning !== undefined && meaning.key !== "explain.allocation")
    sentences.push(t(meaning.key, meaning.params));
  return escapeControls(joinSentences(sentences, language));
}

function joinSentences([first = "", ...more]: string[], language: Language): string {
  if (more.length === 0) return first;
  const stop = language === "en" ? "." : "。";
  return [/[.。!?！？]$/.test(first) ? first : `${first}${stop}`, ...more].join(
    language === "en" ? " " : "",
  );
}

function quoteOriginal(
  t: Translate,
  language: Language,
  original: string,
  known: string | undefined,
): string {
  if (known === undefined) return t("syntax.quoted", { original });
  if (original.startsWith(known)) return original;
  return `${known}${language === "en" ? ` (${original})` : `（${original}）`}`;
}

function messageParams(
  t: Translate,
  language: Language,
  params: Message["params"],
): Message["params"] {
  const { reason, detail, name, message, line } = params;
  const original = String(detail ?? "");
  const key = `syntax.${reason}`;
  // The compiler's messages are English; the most frequent ones have texts in both languages.
  const known =
    typeof reason === "string" && hasWords(key) ? t(key) : translateEngineMessage(t, original);
  const what = quoteOriginal(t, language, original, known);
  const thrown =
    typeof message === "string"
      ? describeThrown(t, { name: String(name), message, line: Number(line) })
      : "";
  const declared =
    typeof params["signature"] === "string" ? asDeclaration(params["signature"]) : undefined;
  const declaration =
    declared === undefined
      ? `export const ${name}: ${params["signature"]}`
      : `export function ${name}${declared}`;
  return {
    ...params,
    what,
    thrown,
    declaration,
    example: `module.exports = { ${params["names"]} };`,
  };
}

/**
 * The part of a declaration after the function's name, for "(x: number) => string": "(x: number):
 * string".
 */
function asDeclaration(signature: string): string | undefined {
  if (!signature.startsWith("(")) return undefined;
  let depth = 0;
  for (let i = 0; i < signature.length; i++) {
    if (signature[i] === "(") depth += 1;
    if (signature[i] !== ")" || --depth > 0) continue;
    const result = /^ *=> *(.*)$/s.exec(signature.slice(i + 1))?.[1];
    return result === undefined ? undefined : `${signature.slice(0, i + 1)}: ${result}`;
  }
  return undefined;
}

/** Whether the differences already show the whole outputs, not only parts of them. */
export function showsWholeOutput(mismatches: Mismatch[]): boolean {
  return mismatches.some(({ path, kind }) => path === "" && kind !== "shape");
}
