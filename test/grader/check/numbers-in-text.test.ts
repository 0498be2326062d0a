// Finds a number of one language in the other, however it is written there.

import { expect, test } from "vitest";
import { readNumbers } from "../../../grader/check/numbers-in-text.ts";

test.each<[string, string]>([
  ["30 rows", "三十行"],
  ["1,000,000 tokens", "100 万个词元"],
  ["1e15", "10 的 15 次方"],
  ["2 to the power of 32 is 4294967296", "2 的 32 次方"],
  ["100000000 people", "一亿人"],
  ["120 steps", "一百二十步"],
  ["0.5 of it", "一半"],
  ["２０", "二十"],
])("what %s says in digits, %s says too", (digits, words) => {
  const said = readNumbers(words);
  const all = [...said.words, ...said.digits.map(({ value }) => value)];
  const [last] = readNumbers(digits).digits.toReversed();
  expect(all).toContain(last!.value);
});

test.each<[string, number]>([
  ["twenty-one rows", 21],
  ["a hundred million targets", 1e8],
  ["all zeros", 0],
  ["the third row", 3],
])("%s says %d", (text, value) => {
  expect([...readNumbers(text).words]).toContain(value);
});

test("a Chinese comma separates numbers, another one groups digits", () => {
  const values = (text: string) => readNumbers(text).digits.map(({ value }) => value);
  expect(values("学习率 0.05，200 轮")).toEqual([0.05, 200]);
  expect(values("1,200 rounds at 0.05, 200 more")).toEqual([1200, 0.05, 200]);
});

test("digits in a name are no number", () => {
  expect(readNumbers("x2, β₁, fc1 and conv2d").digits).toEqual([]);
});
