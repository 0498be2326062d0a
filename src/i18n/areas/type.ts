// The types of values, as a report names them.

import type { Words } from "./words.ts";

export const zhCN = {
  number: "数",
  string: "字符串",
  boolean: "布尔值",
  array: "数组",
  object: "对象",
  null: "null",
  undefined: "空（undefined）",
  function: "函数",
  symbol: "symbol",
  cycle: "包含自身的数组或对象",
  other: "{{label}} 对象",
  withValue: "{{type}}：{{value}}",
};

export const en: Words<typeof zhCN> = {
  number: "a number",
  string: "a string",
  boolean: "a boolean",
  array: "an array",
  object: "an object",
  null: "null",
  undefined: "nothing (undefined)",
  function: "a function",
  symbol: "a symbol",
  cycle: "an array or object that contains itself",
  other: "a {{label}} object",
  withValue: "{{type}}: {{value}}",
};
