// A version of an exercise that was packed here is unpacked elsewhere, and nothing else is.

import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { gzipSync, gunzipSync } from "node:zlib";
import { beforeAll, describe, expect, test } from "vitest";
import {
  type Exercise,
  loadStoredExercise,
  packExercise,
  PackError,
  unpackExercise,
} from "../../../grader/doors/packs.ts";
import { load, temporaryFolder, TINY } from "../../support/packs.ts";

let exercise: Exercise;
let packed: Buffer;
beforeAll(async () => {
  exercise = await load(TINY, "sum");
  packed = packExercise(exercise);
});

test("it is the same exercise, and is found again by its hash", async () => {
  const folder = temporaryFolder();
  // Bundled modules name their own folder in comments.
  const comparable = ({ modules, ...rest }: Exercise) => ({
    ...rest,
    folder: "",
    modules: Object.keys(modules),
  });
  const unpacked = await unpackExercise(packed, folder, exercise.hash);
  expect(comparable(unpacked)).toEqual(comparable(exercise));
  expect((await loadStoredExercise(folder, exercise.hash, "tiny")).hash).toBe(exercise.hash);
});

test("a worker may unpack it twice at the same time", async () => {
  const folder = temporaryFolder();
  const both = [1, 2].map(() => unpackExercise(packed, folder, exercise.hash));
  expect((await Promise.all(both)).map(({ hash }) => hash)).toEqual([exercise.hash, exercise.hash]);
});

interface Content {
  version: number;
  files: { path: string; base64: string }[];
}

const change = (changing: (content: Content) => void): Buffer => {
  const content = JSON.parse(gunzipSync(packed).toString()) as Content;
  changing(content);
  return gzipSync(JSON.stringify(content));
};

describe("is refused, and leaves nothing behind:", () => {
  test.each<[string, () => Uint8Array]>([
    ["bytes that are not compressed", () => Buffer.from("{}")],
    ["another format", () => change((content) => (content.version = 2))],
    [
      "a path out of the folder",
      () => change(({ files }) => (files[0]!.path = "../../escaped.ts")),
    ],
    ["an absolute path", () => change(({ files }) => (files[0]!.path = "/tmp/escaped.ts"))],
    ["a hidden file", () => change(({ files }) => (files[0]!.path = "a/.bashrc"))],
    ["a path with a backslash", () => change(({ files }) => (files[0]!.path = "a\\b"))],
    ["the same path twice", () => change(({ files }) => void files.push(files[0]!))],
    ["one file more", () => change(({ files }) => void files.push({ path: "b.ts", base64: "" }))],
    ["other content", () => change(({ files }) => (files[0]!.base64 = "YQ=="))],
    ["a bomb", () => gzipSync(Buffer.alloc(80 * 1024 * 1024))],
  ])("%s", async (_, make) => {
    const folder = temporaryFolder();
    await expect(unpackExercise(make(), folder, exercise.hash)).rejects.toThrow(
      /stored-damaged|EEXIST/,
    );
    expect(existsSync(join(folder, "..", "escaped.ts"))).toBe(false);
    expect(readdirSync(folder)).toEqual([]);
  });

  test("a version of another hash", async () => {
    const folder = temporaryFolder();
    await expect(unpackExercise(packed, folder, "0".repeat(64))).rejects.toBeInstanceOf(PackError);
    expect(readdirSync(folder)).toEqual([]);
  });
});
