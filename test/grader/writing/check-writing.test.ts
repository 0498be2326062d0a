// What `gradus check` says of an exercise whose reference should let a model write.

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { checkWriting, checkWritingTexts } from "../../../grader/check/writing.ts";
import { findPacks, readExercise } from "../../../grader/doors/packs.ts";
import { createGrader, type Grader } from "../../../grader/index.ts";
import { edit, load } from "../../support/packs.ts";
import { makeWritingPack, STORY, SUMS, withModel } from "../../support/writing-pack.ts";

let grader: Grader;
let pack: ReturnType<typeof makeWritingPack>;
const file = (...path: string[]) => join(pack.folder, "sum", ...path);
beforeAll(() => {
  grader = createGrader({ submissions: { size: 0 } });
  pack = makeWritingPack();
});
afterAll(async () => {
  await grader.close();
  pack.remove();
});

test("a right one has no findings", async () => {
  const sum = await load(pack.folder, "sum");
  expect(checkWritingTexts(sum)).toEqual([]);
  expect(await checkWriting(grader, sum)).toEqual([]);
});

test("a text of one line is none", async () => {
  writeFileSync(file("assets", "story.en.txt"), "ab\n");
  expect(checkWritingTexts(await load(pack.folder, "sum"))).toMatchObject([
    { code: "writing-text", severity: "error", file: "tiny/sum/assets/story.en.txt" },
  ]);
  writeFileSync(file("assets", "story.en.txt"), STORY);
});

test.each([
  [withModel("(ids) => ids.map(() => [])"), "row (0)"],
  [withModel('(ids) => { throw new Error("no"); }'), "Error: no"],
  [SUMS, "compile.missing-export"],
])("a reference that cannot write is an error for each text", async (source, detail) => {
  writeFileSync(file("reference.ts"), source);
  expect(await checkWriting(grader, await load(pack.folder, "sum"))).toMatchObject([
    { code: "writing-fails", file: "tiny/sum/reference.ts", params: { text: 1, detail } },
    { code: "writing-fails", file: "tiny/sum/reference.ts", params: { text: 2, detail } },
  ]);
});

test("a text that is missing, and an export that does not exist, are problems", async () => {
  edit(file("exercise.yaml"), "story.zh-CN.txt", "none.txt");
  edit(file("exercise.yaml"), "train: train", "train: teach");
  const { problems } = await readExercise(findPacks(pack.folder).packs[0]!, "sum");
  expect(problems.map(({ code, key }) => [code, key])).toEqual(
    expect.arrayContaining([
      ["unknown-export", "writing.train"],
      ["missing-file", ""],
    ]),
  );
});
