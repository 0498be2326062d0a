// Translates V8's error messages by patterns. Students can throw any message, so a match proves
// nothing and only affects texts.

import { hasWords, type Translate, type WordKey } from "../i18n/index.ts";

/**
 * Named groups are the parameters of the text. Every pattern must run in linear time: a message has
 * up to 1000 characters of untrusted text.
 */
const PATTERNS: [words: string, message: RegExp][] = [
  [
    "reads-of-nothing",
    /^Cannot read properties of (?<value>undefined|null) \(reading '(?<key>.*)'\)$/,
  ],
  [
    "sets-of-nothing",
    /^Cannot set properties of (?<value>undefined|null) \(setting '(?<key>.*)'\)$/,
  ],
  [
    "destructures-property",
    /^Cannot destructure property '(?<key>[^']*)' of '(?<what>.*)' as it is (?<value>undefined|null)\.$/,
  ],
  [
    "destructures-nothing",
    /^Cannot destructure '(?<what>.*)' as it is (?<value>undefined|null)\.$/,
  ],
  ["not-a-function", /^(?<what>.+) is not a function$/],
  ["not-a-constructor", /^(?<what>.+) is not a constructor$/],
  ["loop-value", /^\.for is not iterable$/],
  ["calls-for-iterable", /^(?<what>.+) is not a function or its return value is not iterable$/],
  [
    "not-iterable",
    /^(?<what>[^(]+(?:\([^)]*\)[^(]*)*?) is not iterable(?: \(cannot read property .*\))?$/,
  ],
  [
    "spread-needs-iterable",
    /^Spread syntax requires \.\.\.iterable\[Symbol\.iterator\] to be a function$/,
  ],
  ["not-defined", /^(?<what>[\w$\u0080-\uffff]+) is not defined$/],
  ["before-initialization", /^Cannot access '(?<what>[^']*)' before initialization$/],
  ["constant-assigned", /^Assignment to constant variable\.$/],
  ["read-only", /^Cannot assign to read only property '(?<key>[^']*)' of object '(?<what>.*)'$/],
  ["only-a-getter", /^Cannot set property (?<key>.+) of (?<what>\S+) which has only a getter$/],
  ["not-extensible", /^Cannot add property (?<key>.+), object is not extensible$/],
  ["cannot-delete", /^Cannot delete property '(?<key>[^']*)' of (?<what>.+)$/],
  ["cannot-redefine", /^Cannot redefine property: (?<key>.+)$/],
  ["array-length", /^Invalid array length$/],
  ["typed-array-length", /^Invalid typed array length: (?<value>.+)$/],
  ["stack-overflow", /^Maximum call stack size exceeded$/],
  ["string-length", /^Invalid string length$/],
  ["buffer-allocation", /^(?:Array buffer allocation failed|Invalid array buffer length)$/],
  ["offset-out-of-bounds", /^offset is out of bounds$/],
  ["mixes-bigint", /^Cannot mix BigInt and other types, use explicit conversions$/],
  ["bigint-to-number", /^Cannot convert a BigInt value to a number$/],
  [
    "number-to-bigint",
    /^The number (?<value>\S+) cannot be converted to a BigInt because it is not an integer$/,
  ],
  ["not-to-bigint", /^Cannot convert (?<value>.+) to a BigInt$/],
  ["bigint-division", /^Division by zero$/],
  ["bigint-size", /^Maximum BigInt size exceeded$/],
  ["empty-reduce", /^Reduce of empty array with no initial value$/],
  ["nothing-to-object", /^Cannot convert undefined or null to object$/],
  ["symbol-to", /^Cannot convert a Symbol value to a (?<value>string|number)$/],
  ["object-to-primitive", /^Cannot convert object to primitive value$/],
  [
    "digits-range",
    /^(?<what>\w+\(\)) (?:\w+ )?argument must be between (?<from>\d+) and (?<to>\d+)$/,
  ],
  ["count-value", /^Invalid count value: (?<value>.+)$/],
  ["code-point", /^Invalid code point (?<value>.+)$/],
  ["class-without-new", /^Class constructor (?<what>\S*) cannot be invoked without 'new'$/],
  ["extends-nothing", /^Class extends value (?<value>.+) is not a constructor or null$/],
  [
    "super-first",
    /^Must call super constructor in derived class before accessing 'this' or returning from derived constructor$/,
  ],
  ["json-token", /^Unexpected token (?<value>'.{1,2}'), .* is not valid JSON$/],
  ["json-end", /^Unexpected end of JSON input$/],
  ["json-place", /^[^(]* in JSON at position \d+ \(line (?<line>\d+) column (?<column>\d+)\)$/],
  ["json-whole", /^(?<value>"[^"]*") is not valid JSON$/],
  ["json-cycle", /^Converting circular structure to JSON/],
  ["regular-expression", /^Invalid regular expression: (?<value>\/.*\/[a-z]*): (?<what>[^:]+)$/],
  ["instanceof-right", /^Right-hand side of 'instanceof' is not (?:callable|an object)$/],
  ["in-right", /^Cannot use 'in' operator to search for '(?<key>[^']*)' in (?<value>.*)$/],
  ["time-value", /^Invalid time value$/],
  [
    "private-member",
    /^Cannot read private member (?<key>#\S+) from an object whose class did not declare it$/,
  ],
  ["not-an-entry", /^Iterator value (?<value>.+) is not an entry object$/],
  ["incompatible-receiver", /^Method (?<what>\S+) called on incompatible receiver (?<value>.+)$/],
  ["global-flag", /^(?<what>String\.prototype\.\w+) called with a non-global RegExp argument$/],
  ["cannot-clone", /^(?<what>.+) could not be cloned\.$/],
  ["not-available", /^require\("(?<value>.*)"\) is not available$/],
  ["missing-parenthesis", /^missing \) after argument list$/],
  ["unexpected-token", /^Unexpected token (?<value>'.+')$/],
  ["unexpected-identifier", /^Unexpected identifier (?<value>'.+')$/],
  ["unexpected-end", /^Unexpected end of input$/],
  ["invalid-token", /^Invalid or unexpected token$/],
  ["already-declared", /^Identifier '(?<what>[^']*)' has already been declared$/],
];

/** Errors that the language itself throws. */
const ENGINE_ERRORS = new Set([
  "TypeError",
  "RangeError",
  "ReferenceError",
  "SyntaxError",
  "URIError",
  "EvalError",
  "DataCloneError",
]);
const HAS_CHINESE = /[\u3400-\u9fff]/;

/** V8's message in the reader's language; undefined if the message has no translation. */
export function translateEngineMessage(t: Translate, message: string): string | undefined {
  for (const [words, pattern] of PATTERNS) {
    const found = pattern.exec(message);
    if (found !== null) return t(`engine.${words}` as WordKey, { ...found.groups });
  }
  return undefined;
}

/**
 * An error by its name and its message. A translated message is followed by the original, so that
 * students can search for it.
 */
export function describeError(t: Translate, name: string, message: string): string {
  if (!ENGINE_ERRORS.has(name) || message === "" || HAS_CHINESE.test(message))
    return [name, message].filter((part) => part !== "").join(": ");
  const words = translateEngineMessage(t, message);
  if (words === undefined) return t("engine.quoted", { name, message });
  // Already V8's own message.
  return message.startsWith(words)
    ? `${name}: ${message}`
    : t("engine.translated", { name, words, message });
}

/** The keys of all texts, for a test. */
export const ENGINE_KEYS = PATTERNS.map(([words]) => `engine.${words}`).filter(hasWords);
