// gradus new: creates the folder of a new exercise, complete except for the parts that only its
// author can write, and lists those parts. Never overwrites an existing folder.

import { randomUUID } from "node:crypto";
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { basename, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { isSeq, parseDocument } from "yaml";
import { checkExercise, type CheckProblem } from "../../../grader/doors/checks.ts";
import { findPacks, PackError } from "../../../grader/doors/packs.ts";
import { describe, describePlace } from "../../reports/describe-check.ts";
import type { CommandContext } from "../context.ts";
import { UsageError } from "../usage-error.ts";

const TEMPLATE = fileURLToPath(new URL("./template", import.meta.url));
const NAME = /^(?:(?<pack>[a-z][a-z0-9]*(?:-[a-z0-9]+)*)\/)?(?<id>[a-z][a-z0-9]*(?:-[a-z0-9]+)*)$/;

/** `name`: "exercise" or "pack/exercise". The pack is created if it does not exist. */
export async function newExercise(
  context: CommandContext,
  name: string,
  { packs = "exercises" }: { packs?: string },
): Promise<number> {
  const { t, out, style } = context;
  const { pack: wanted, id } = (NAME.exec(name)?.groups ?? {}) as { pack?: string; id?: string };
  if (id === undefined) throw new UsageError("new.wrong-name", { name });
  const folder = choosePack(packs, wanted);
  const target = join(folder, id);
  if (existsSync(target))
    throw new UsageError("new.exists", { folder: relative(process.cwd(), target) });
  try {
    if (!existsSync(join(folder, "pack.yaml"))) makePack(folder);
    copyTemplate(target, id);
    listInPack(folder, id);
  } catch (error) {
    throw new UsageError("usage.cannot-write", {
      file: relative(process.cwd(), target),
      detail: (error as NodeJS.ErrnoException).code ?? String(error),
    });
  }

  out(`${t("new.written", { folder: style("bold", relative(process.cwd(), target)) })}\n\n`);
  const pack = findPacks(folder).packs[0];
  if (pack === undefined) throw new PackError([]);
  const { problems } = await checkExercise(await context.grader(), pack, id);
  out(`${t("new.left")}\n`);
  for (const problem of problems) out(`  ${describeLeft(context, problem)}\n`);
  out(
    `\n${t("new.next")}\n  npx gradus check ${relative(process.cwd(), folder) || "."} --only ${id}\n`,
  );
  return 0;
}

function describeLeft({ t, style }: CommandContext, problem: CheckProblem): string {
  return `${style("cyan", describePlace(problem))}: ${describe(t, problem)}`;
}

/** The folder of the named pack, or of the only pack. */
function choosePack(dir: string, wanted: string | undefined): string {
  if (existsSync(join(dir, "pack.yaml")) && (wanted === undefined || wanted === basename(dir)))
    return dir;
  const names =
    existsSync(dir) && statSync(dir).isDirectory()
      ? readdirSync(dir).filter((entry) => existsSync(join(dir, entry, "pack.yaml")))
      : [];
  const pack = wanted ?? (names.length === 1 ? names[0] : undefined);
  if (pack === undefined)
    throw new UsageError(names.length === 0 ? "new.no-pack" : "new.which-pack", {
      dir,
      packs: names.join(", "),
    });
  return join(dir, pack);
}

function makePack(folder: string): void {
  mkdirSync(folder, { recursive: true });
  const id = basename(folder);
  writeFileSync(
    join(folder, "pack.yaml"),
    [
      `id: ${id}`,
      `title: { zh-CN: ${id}, en: ${id} }`,
      "version: 0.1.0",
      "license: CC-BY-4.0",
      "exercises: []",
      "mutationFloor: 0.97\n",
    ].join("\n"),
    { flag: "wx" },
  );
}

function copyTemplate(target: string, id: string): void {
  cpSync(TEMPLATE, target, { recursive: true, errorOnExist: true, force: false });
  const manifest = join(target, "exercise.yaml");
  writeFileSync(
    manifest,
    readFileSync(manifest, "utf8").replace("__ID__", id).replace("__UUID__", randomUUID()),
  );
}

/**
 * Adds the exercise at the end of the list. The rest of the file does not change, provided the list
 * is written as [a, b].
 */
function listInPack(folder: string, id: string): void {
  const file = join(folder, "pack.yaml");
  const text = readFileSync(file, "utf8");
  const document = parseDocument(text);
  const list = document.get("exercises", true);
  if (isSeq(list) && list.flow === true && list.range != null) {
    const bracket = text.lastIndexOf("]", list.range[1]);
    writeFileSync(
      file,
      `${text.slice(0, bracket)}${list.items.length > 0 ? ", " : ""}${id}${text.slice(bracket)}`,
    );
    return;
  }
  document.addIn(["exercises"], id);
  writeFileSync(file, document.toString({ lineWidth: 0 }));
}
