// V8's own messages, obtained from V8: each is recognized, translated into Chinese, and left as it
// is in English if it is plain.

import { describe, expect, test } from "vitest";
import { makeTranslator } from "../../src/i18n/index.ts";
import {
  describeError,
  ENGINE_KEYS,
  translateEngineMessage,
} from "../../src/reports/engine-messages.ts";

const zh = makeTranslator("zh-CN");
const en = makeTranslator("en");

function thrownBy(code: string): Error {
  try {
    // oxlint-disable-next-line typescript/no-implied-eval -- the test's own code, to hear what V8 says of it
    new Function(code)();
  } catch (error) {
    return error as Error;
  }
  throw new Error(`throws nothing: ${code}`);
}

const TOLD: [code: string, chinese: string][] = [
  ["undefined.x", "不能读取 undefined 的属性“x”"],
  ["let m = [[1]]; m[1][0]", "不能读取 undefined 的属性“0”"],
  ["let a; a.b = 1", "不能给 undefined 的属性“b”赋值"],
  ["const { a } = undefined", "不能从 undefined 中取出属性“a”，因为它是 undefined"],
  ["const {} = null", "不能对 null 解构，因为它是 null"],
  ["let f = 1; f()", "f 不是函数，不能调用"],
  ["[1].forEach()", "undefined 不是函数，不能调用"],
  ["new (() => 1)()", "(intermediate value) 不能用 new 调用"],
  ["for (const x of 5);", "5 不可迭代（不是数组、字符串、Map 或 Set）"],
  ["new Set(5)", "number 5 不可迭代（不是数组、字符串、Map 或 Set）"],
  ["function h([a]) {} h(null)", "object null 不可迭代（不是数组、字符串、Map 或 Set）"],
  ["let o = {}; [...o.f(1)]", "o.f 不是函数，或它的返回值不可迭代"],
  ["for (const [k] of [1]);", "for…of 取出的值不能解构为数组"],
  ["Math.max(...5)", "展开语法 ... 后面必须是可迭代的值，例如数组"],
  ["missing", "missing 未定义"],
  ["tdz; let tdz", "在声明“tdz”之前就使用了它"],
  ["const c = 1; c = 2", "不能给 const 声明的变量重新赋值"],
  [
    "'use strict'; Object.freeze([1])[0] = 2",
    "属性“0”是只读的，不能给 [object Array] 的这个属性赋值",
  ],
  ["'use strict'; ({ get a() { return 1 } }).a = 2", "#<Object> 的属性“a”只有 getter，不能赋值"],
  ["'use strict'; Object.freeze([1]).push(2)", "对象已冻结或不可扩展，不能添加属性“1”"],
  ["'use strict'; delete Object.freeze({ a: 1 }).a", "不能删除 #<Object> 的属性“a”"],
  ["Object.defineProperty(Object.freeze({ a: 1 }), 'a', { value: 3 })", "不能重新定义属性“a”"],
  ["new Array(-1)", "数组长度无效：必须是 0 到 4294967295 之间的整数"],
  ["new Float64Array(-1)", "类型化数组的长度无效：-1"],
  ["(function f() { f() })()", "调用栈溢出"],
  ["'x'.repeat(2 ** 28) + 'x'.repeat(2 ** 29 - 100)", "字符串太长"],
  ["new ArrayBuffer(2 ** 53)", "ArrayBuffer 太大，分配失败"],
  ["new Float64Array(2).set([1, 2, 3])", "偏移量超出范围"],
  ["1n + 1", "BigInt 不能与其他类型混合运算，请先明确转换类型"],
  ["Math.max(1n)", "不能把 BigInt 转换为数，请用 Number(…)"],
  ["BigInt(1.5)", "1.5 不是整数，不能转换为 BigInt"],
  ["BigInt('x')", "不能把 x 转换为 BigInt"],
  ["1n / 0n", "BigInt 除以零"],
  ["2n ** (2n ** 40n)", "BigInt 太大"],
  ["[].reduce((a, b) => a)", "对空数组调用 reduce 时必须提供初始值"],
  ["Object.keys(null)", "不能把 undefined 或 null 转换为对象"],
  ["`${Symbol()}`", "不能把 Symbol 转换为 string"],
  ["+Object.create(null)", "不能把对象转换为数或字符串"],
  ["(1).toFixed(101)", "toFixed() 的参数必须在 0 到 100 之间"],
  ["(1).toPrecision(0)", "toPrecision() 的参数必须在 1 到 100 之间"],
  ["(1).toString(1)", "toString() 的参数必须在 2 到 36 之间"],
  ["'a'.repeat(-1)", "重复次数无效：-1"],
  ["String.fromCodePoint(-1)", "码点无效：-1"],
  ["class A {} A()", "类 A 必须用 new 调用"],
  ["class B extends undefined {}", "class 只能继承类或 null，不能继承 undefined"],
  [
    "class D extends Object { constructor() { this.x = 1 } } new D()",
    "在子类的构造函数中，使用 this 或返回之前必须先调用 super()",
  ],
  ["JSON.parse('[1, x]')", "JSON 中出现意外的内容 'x'"],
  ["JSON.parse('[1,')", "JSON 不完整，意外结束"],
  ["JSON.parse('{a')", "JSON 的第 1 行第 2 列有语法错误"],
  ["JSON.parse(undefined)", '"undefined" 不是有效的 JSON'],
  ["let y = {}; y.y = y; JSON.stringify(y)", "对象中有循环引用，不能转换为 JSON"],
  ["new RegExp('(')", "正则表达式 /(/ 无效：Unterminated group"],
  ["1 instanceof 2", "instanceof 右边必须是类或函数"],
  ["'a' in 5", "in 右边必须是对象，不能在 5 中查找“a”"],
  ["new Date(NaN).toISOString()", "无效的日期"],
  [
    "class P { #a; static g(o) { return o.#a } } P.g({})",
    "对象没有私有成员 #a，它不是由声明该成员的类创建的",
  ],
  ["Object.fromEntries([1])", "1 不是键值对（应当是两个元素的数组）"],
  ["Map.prototype.get.call({}, 1)", "方法 Map.prototype.get 不能用在 #<Object> 上"],
  ["'a'.matchAll(/a/)", "String.prototype.matchAll 的正则表达式必须带有 g 标志"],
  ["structuredClone(() => 1)", "structuredClone 不能复制 ()=>1"],
  ["f(1", "函数调用的参数后面缺少右括号 )"],
  ["let x = ;", "出现意外的符号 ';'"],
  ["let x y", "出现意外的标识符 'y'"],
  ["let x = '", "有无效的字符"],
  ["let x; let x", "标识符“x”已经声明过"],
];

describe("a message of V8", () => {
  test.each(TOLD)("%s", (code, chinese) => {
    const { message } = thrownBy(code);
    expect(translateEngineMessage(zh, message), message).toBe(chinese.replace("()=>1", "() => 1"));
    expect(translateEngineMessage(en, message), message).toBeDefined();
  });

  test("is always worded, and more than thirty are known", () => {
    expect(ENGINE_KEYS.length).toBeGreaterThan(50);
    expect(new Set(TOLD.map(([, chinese]) => chinese)).size).toBeGreaterThan(50);
  });

  test("is V8's own in English, and follows the Chinese, so that it can be looked up", () => {
    expect(describeError(en, "TypeError", "x is not a function")).toBe(
      "TypeError: x is not a function",
    );
    expect(describeError(zh, "TypeError", "x is not a function")).toBe(
      "TypeError：x 不是函数，不能调用（原文：x is not a function）",
    );
    expect(describeError(en, "SyntaxError", thrownBy("JSON.parse('{a')").message)).toMatch(
      /^SyntaxError: the JSON has a syntax error at line 1, column 2 \(Expected /,
    );
  });

  test("that is unknown is quoted with a Chinese sentence; a message that a student threw is left alone", () => {
    expect(describeError(zh, "TypeError", "Reflect.ownKeys called on non-object")).toBe(
      "TypeError，错误原文是“Reflect.ownKeys called on non-object”",
    );
    expect(describeError(zh, "Error", "not written yet")).toBe("Error: not written yet");
    expect(describeError(zh, "RangeError", "不能为负")).toBe("RangeError: 不能为负");
    expect(describeError(zh, "", "text")).toBe("text");
  });

  test("that is made to slow the patterns down is still answered", () => {
    for (const piece of [
      "(",
      "' of '",
      " is not iterable (",
      "x is not a function ",
      "'",
      " in JSON at position 1",
      "/",
      "Cannot read properties of null (reading '",
    ]) {
      const message = piece.repeat(Math.floor(1000 / piece.length));
      for (const start of [
        "",
        "Cannot destructure property '",
        "Invalid regular expression: /",
        "Cannot set property ",
      ])
        expect(typeof describeError(zh, "TypeError", start + message)).toBe("string");
    }
  });
});
