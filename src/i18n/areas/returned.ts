// Values that an exported function returned and the tests cannot use, and what to return instead.

import type { Words } from "./words.ts";

export const zhCN = {
  promise: "{{name}} 返回了 Promise。这里的题目都是同步的，请去掉 async 和 await。",
  thenable: "{{name}} 返回了带有 then 方法的对象，测试不会等待它。请直接返回结果。",
  "async-generator":
    "{{name}} 返回了异步生成器。这里的题目都是同步的，请去掉 async 和 *，直接返回结果。",
  map: "{{name}} 返回了 Map。请按题目要求返回普通对象（Object.fromEntries(map)）或数组（[...map]）。",
  set: "{{name}} 返回了 Set。请返回数组：[...set]。",
  iterator: "{{name}} 返回了生成器或迭代器。请返回数组：[...iterator]。",
  date: "{{name}} 返回了 Date。请返回数（date.getTime()）或字符串（date.toISOString()）。",
  error: "{{name}} 返回了 Error 对象。请返回结果；如果要报错，请用 throw 抛出。",
  boxed:
    "{{name}} 返回了包装对象（new Number、new String 或 new Boolean）。请去掉 new，返回值本身。",
  buffer:
    "{{name}} 返回了 ArrayBuffer 或 DataView。请返回数组或类型化数组，例如 new Float64Array(buffer)。",
  function: "{{name}} 返回了函数，而不是函数的结果。请调用它，返回得到的值。",
  symbol: "{{name}} 返回了 symbol。请返回数、字符串、数组或普通对象。",
  "to-json": "{{name}} 返回了带有 toJSON 方法的对象，测试不会调用这个方法。请直接返回普通对象。",
  instance:
    "{{name}} 返回了类的实例。测试只读取对象自己的字段，不读取 getter 和私有字段。请返回普通对象。",
  undefined: "{{name}} 没有返回值（返回了 undefined）。是不是漏写了 return？",
  unusable: "测试在读取 {{name}} 的返回值时出错。请检查返回值的字段和形状是否与题目一致。",
};

export const en: Words<typeof zhCN> = {
  promise: "{{name}} returned a Promise. These exercises are synchronous: remove async/await.",
  thenable:
    "{{name}} returned an object with a then method. The tests do not wait for it: return the result itself.",
  "async-generator":
    "{{name}} returned an async generator. These exercises are synchronous: remove async and *, and return the result.",
  map: "{{name}} returned a Map. Return a plain object, Object.fromEntries(map), or an array, [...map], as the statement says.",
  set: "{{name}} returned a Set. Return an array: [...set].",
  iterator: "{{name}} returned a generator or an iterator. Return an array: [...iterator].",
  date: "{{name}} returned a Date. Return a number, date.getTime(), or a string, date.toISOString().",
  error: "{{name}} returned an Error object. Return the result; to report an error, throw it.",
  boxed:
    "{{name}} returned an object made by new Number, new String or new Boolean. Remove new and return the value itself.",
  buffer:
    "{{name}} returned an ArrayBuffer or a DataView. Return an array or a typed array, for example new Float64Array(buffer).",
  function: "{{name}} returned a function instead of its result. Call it and return the value.",
  symbol: "{{name}} returned a symbol. Return a number, a string, an array or a plain object.",
  "to-json":
    "{{name}} returned an object with a toJSON method. The tests do not call it: return the plain object itself.",
  instance:
    "{{name}} returned an instance of a class. The tests read an object's own fields, not getters or private fields. Return a plain object.",
  undefined: "{{name}} returned nothing (undefined). Is a return statement missing?",
  unusable:
    "The error occurred while the test was reading what {{name}} returned. Compare its fields and shape with the statement.",
};
