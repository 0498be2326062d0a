// An exercise that was packed here to be checked is unpacked elsewhere with what its check looks for
// in the rest of the pack, and nothing else is.

import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync, gunzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import {
  findPacks,
  hashExercise,
  packForCheck,
  PackError,
  unpackForCheck,
} from "../../../grader/doors/packs.ts";
import { copyTiny, edit, LLM_PRIMER, temporaryFolder, TINY } from "../../support/packs.ts";

function packTiny(folder = TINY) {
  const [pack] = findPacks(folder).packs;
  const hash = hashExercise(pack!, "sum");
  return { pack: pack!, hash, bytes: packForCheck(pack!, "sum", hash) };
}

test("it is the same exercise, beside the names of the other exercises and of the scripts", () => {
  const [pack] = findPacks(LLM_PRIMER).packs;
  const id = pack!.manifest.exercises[0]!;
  const hash = hashExercise(pack!, id);
  const folder = temporaryFolder();
  unpackForCheck(packForCheck(pack!, id, hash), folder, { hash, pack: "llm-primer", id });
  const unpacked = findPacks(join(folder, "llm-primer"));
  expect(unpacked.problems).toEqual([]);
  expect(unpacked.packs[0]!.manifest).toEqual(pack!.manifest);
  expect(hashExercise(unpacked.packs[0]!, id)).toBe(hash);
  const other = pack!.manifest.exercises[1]!;
  for (const path of [`${other}/exercise.yaml`, "oracle/deal.py"])
    expect(readFileSync(join(folder, "llm-primer", path), "utf8"), path).toBe("");
  expect(existsSync(join(folder, "llm-primer", other, "reference.ts"))).toBe(false);
});

test("line ends of another system do not matter", () => {
  const folder = copyTiny();
  edit(join(folder, "sum", "starter.ts"), /\n/g, "\r\n");
  const { hash, bytes } = packTiny(folder);
  expect(hash).toBe(packTiny().hash);
  unpackForCheck(bytes, temporaryFolder(), { hash, pack: "tiny", id: "sum" });
});

test("an exercise that changes while it is packed is not sent", () => {
  const folder = copyTiny();
  const { pack, hash } = packTiny(folder);
  edit(join(folder, "sum", "starter.ts"), /$/, "\n// later\n");
  expect(() => packForCheck(pack, "sum", hash)).toThrow(/changed-meanwhile/);
});

test("a file whose name no exercise may have is a problem of the exercise", () => {
  const folder = copyTiny();
  writeFileSync(join(folder, "sum", ".secret"), "");
  const [pack] = findPacks(folder).packs;
  expect(() => packForCheck(pack!, "sum", hashExercise(pack!, "sum"))).toThrow(/stray-file/);
});

interface Content {
  id: string;
  pack: { id: string };
  files: { path: string; base64: string }[];
  others: string[];
}

describe("is refused:", () => {
  const { hash, bytes } = packTiny();
  const change = (changing: (content: Content) => void): Buffer => {
    const content = JSON.parse(gunzipSync(bytes).toString()) as Content;
    changing(content);
    return gzipSync(JSON.stringify(content));
  };

  test.each<[string, () => Uint8Array]>([
    ["bytes that are not compressed", () => Buffer.from("{}")],
    ["another exercise", () => change((content) => (content.id = "other"))],
    ["another pack", () => change((content) => (content.pack.id = "other"))],
    ["a path out of the folder", () => change(({ files }) => (files[0]!.path = "../../out.ts"))],
    ["a name out of the folder", () => change(({ others }) => void others.push("../../out.ts"))],
    ["a name in the exercise", () => change(({ others }) => void others.push("sum/starter.ts"))],
    ["the name of the manifest", () => change(({ others }) => void others.push("pack.yaml"))],
    ["other content", () => change(({ files }) => (files[0]!.base64 = "YQ=="))],
    ["a bomb", () => gzipSync(Buffer.alloc(80 * 1024 * 1024))],
  ])("%s", (_, make) => {
    const folder = temporaryFolder();
    expect(() => unpackForCheck(make(), folder, { hash, pack: "tiny", id: "sum" })).toThrow(
      /stored-damaged|EEXIST/,
    );
    expect(existsSync(join(folder, "..", "out.ts"))).toBe(false);
  });

  test("an exercise of another hash", () => {
    const wanted = { hash: "0".repeat(64), pack: "tiny", id: "sum" };
    expect(() => unpackForCheck(bytes, temporaryFolder(), wanted)).toThrow(PackError);
  });
});
