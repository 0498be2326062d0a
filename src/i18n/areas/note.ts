// Explains the difference of a value.

import type { Words } from "./words.ts";

export const zhCN = {
  transposed: "数值是对的，但行和列颠倒了。",
  "flat-for-nested": "数值是对的，但这里需要二维数组，而不是一维数组或单个数。",
  "nested-for-flat": "数值是对的，但多包了一层数组。",
  "other-nesting": "数值是对的，但分组方式不对。",
  "no-own-fields": "这个对象没有自己的字段。测试不读取 getter、方法和私有字段。",
  promise: "这是 Promise。这里的题目都是同步的，请去掉 async 和 await。",
  thenable: "这是带有 then 方法的对象，测试不会等待它。请直接返回结果。",
  "async-generator": "这是异步生成器。这里的题目都是同步的，请直接返回结果。",
  map: "这是 Map。请按题目要求换成普通对象（Object.fromEntries(map)）或数组（[...map]）。",
  set: "这是 Set。请换成数组：[...set]。",
  iterator: "这是生成器或迭代器。请换成数组：[...iterator]。",
  date: "这是 Date。请换成数（date.getTime()）或字符串（date.toISOString()）。",
  error: "这是 Error 对象。请返回结果；如果要报错，请用 throw 抛出。",
  boxed: "这是 new Number、new String 或 new Boolean 得到的包装对象。请去掉 new。",
  buffer: "这是 ArrayBuffer 或 DataView。请换成数组或类型化数组，例如 new Float64Array(buffer)。",
  function: "这是函数，而不是函数的结果。请调用它。",
  symbol: "这是 symbol。请换成数、字符串、数组或普通对象。",
  "to-json": "这个对象有 toJSON 方法，测试不会调用它。请直接返回普通对象。",
  "text-for-number": "这是字符串，不是数。",
  ragged: "各行的长度不一致。",
};

export const en: Words<typeof zhCN> = {
  transposed: "The numbers are right, but rows and columns are swapped.",
  "flat-for-nested":
    "The numbers are right, but an array of arrays is expected here, not a plain array or number.",
  "nested-for-flat": "The numbers are right, but they are wrapped in one array too many.",
  "other-nesting": "The numbers are right, but they are grouped differently.",
  "no-own-fields":
    "This object has no fields of its own. Getters, methods and private fields are not read.",
  promise: "This is a Promise. These exercises are synchronous: remove async/await.",
  thenable:
    "This is an object with a then method. The tests do not wait for it: return the result itself.",
  "async-generator":
    "This is an async generator. These exercises are synchronous: return the result itself.",
  map: "This is a Map. Return a plain object, Object.fromEntries(map), or an array, [...map], as the statement says.",
  set: "This is a Set. Return an array: [...set].",
  iterator: "This is a generator or an iterator. Return an array: [...iterator].",
  date: "This is a Date. Return a number, date.getTime(), or a string, date.toISOString().",
  error: "This is an Error object. Return the result; to report an error, throw it.",
  boxed: "This is an object made by new Number, new String or new Boolean. Remove new.",
  buffer:
    "This is an ArrayBuffer or a DataView. Return an array or a typed array, for example new Float64Array(buffer).",
  function: "This is a function instead of its result. Call it.",
  symbol: "This is a symbol. Return a number, a string, an array or a plain object.",
  "to-json":
    "This object has a toJSON method. The tests do not call it: return the plain object itself.",
  "text-for-number": "This is a string, not a number.",
  ragged: "The rows have different lengths.",
};
