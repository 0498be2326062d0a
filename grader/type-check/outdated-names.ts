// Names of the language that nobody should begin to use, so they are not offered.

export const OUTDATED: ReadonlySet<string> = new Set([
  "escape",
  "eval",
  "unescape",
  // Of texts: they make HTML.
  "anchor",
  "big",
  "blink",
  "bold",
  "fixed",
  "fontcolor",
  "fontsize",
  "italics",
  "link",
  "small",
  "strike",
  "sub",
  "sup",
  "substr",
  "trimLeft",
  "trimRight",
  // Of regular expressions and dates.
  "compile",
  "getYear",
  "setYear",
  "toGMTString",
]);
