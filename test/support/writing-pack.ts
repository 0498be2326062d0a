// The pack `tiny` with a language model: tiny/sum also wants `train`, and a submission's model may
// write with two small texts.

import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { edit, TINY } from "./packs.ts";

export const STORY = "ab ba\nabba\nbaab\n";
const STORY_ZH = "小猫看鱼\n小鱼看猫\n";

/** Counts pairs, with one more of each. */
export const TRAINS = `export function train(sequences: number[][], vocabSize: number) {
  const counts = Array.from({ length: vocabSize }, () => new Array<number>(vocabSize).fill(1));
  for (const ids of sequences) for (let t = 1; t < ids.length; t++) counts[ids[t - 1]!]![ids[t]!]! += 1;
  const rows = counts.map((row) => row.map((n) => n / row.reduce((a, b) => a + b, 0)));
  return (ids: number[]) => ids.map((id) => rows[id]!);
}
`;
export const SUMS =
  "export const total = (values: number[]) => values.reduce((a, b) => a + b, 0);\n";

/** A submission whose `train` returns this model. */
export const withModel = (model: string) =>
  `${SUMS}export const train = (sequences: number[][], V: number): unknown => (${model});\n`;

export function makeWritingPack(): { folder: string; remove: () => void } {
  const parent = mkdtempSync(join(tmpdir(), "gradus-test-"));
  const folder = join(parent, "tiny");
  cpSync(TINY, folder, { recursive: true });
  const exercise = join(folder, "sum");
  edit(
    join(exercise, "exercise.yaml"),
    "limits:",
    `  - name: train
    signature: "(sequences: number[][], vocabSize: number) => (ids: number[]) => number[][]"
limits:`,
  );
  edit(
    join(exercise, "exercise.yaml"),
    "misconceptions:",
    `writing:
  train: train
  texts:
    - { title: { zh-CN: 英文小文本, en: Small English text }, language: en, file: story.en.txt }
    - { title: { zh-CN: 中文小文本, en: Small Chinese text }, language: zh-CN, file: story.zh-CN.txt }
misconceptions:`,
  );
  mkdirSync(join(exercise, "assets"));
  writeFileSync(join(exercise, "assets", "story.en.txt"), STORY);
  writeFileSync(join(exercise, "assets", "story.zh-CN.txt"), STORY_ZH);
  edit(join(exercise, "reference.ts"), /^/, TRAINS);
  return { folder, remove: () => rmSync(parent, { recursive: true, force: true }) };
}
