// gradus hint: shows the hints of an exercise's functions. From a folder of packs it reads them
// there. From a server it opens the next one with the user's account: the server applies the rules
// of the user's courses and records it.

import {
  HINT_STEPS,
  type HintStep,
  loadHints,
  loadManifest,
  type Localized,
  type Pack,
} from "../../grader/doors/packs.ts";
import { type HintList, hintList } from "../api/schemas.ts";
import { toOneLine } from "../reports/visible-text.ts";
import type { CommandContext } from "./context.ts";
import { findNearestName } from "./find-exercise.ts";
import { chooseSource, type SourceOptions } from "./grading-source.ts";
import { formatHintText } from "./plain-formula.ts";
import { ServerClient } from "./remote/client.ts";
import { chooseRemote, listRemote } from "./remote/find-remote.ts";
import type { Server } from "./remote/server.ts";
import { UsageError } from "./usage-error.ts";

interface HintOptions extends SourceOptions {
  step?: string;
  json?: boolean;
}

type Functions = HintList["functions"];

export async function showHints(
  context: CommandContext,
  name: string,
  functionName: string | undefined,
  options: HintOptions,
): Promise<number> {
  const { t } = context;
  const step = HINT_STEPS.find((one) => one === options.step);
  if (options.step !== undefined && step === undefined)
    throw new UsageError("hint.wrongStep", { value: options.step, steps: HINT_STEPS.join(", ") });
  if (step !== undefined && functionName === undefined) throw new UsageError("hint.stepOfWhat");
  const source = chooseSource(context, name, options);
  const wanted = { functionName, step };
  const shown =
    source.kind === "folder"
      ? readFromPack(source, wanted)
      : await readFromServer(context, source.server, name, wanted);
  if (options.json === true) {
    context.out(`${JSON.stringify({ functions: shown.functions }, null, 2)}\n`);
    return 0;
  }
  if (shown.functions.length === 0) {
    context.out(`${t("hint.none")}\n`);
    return 0;
  }
  const only = shown.functions.length === 1 ? shown.functions[0]!.name : functionName;
  print(context, shown.functions, only);
  const next = shown.functions.find((one) => one.name === only)?.next ?? undefined;
  const server = options.server === undefined ? "" : ` --server ${options.server}`;
  const packs = options.packs === undefined ? "" : ` --packs ${options.packs}`;
  const command = `npx gradus hint ${shown.name}${packs}${server}`;
  if (only === undefined)
    context.out(`${t("hint.ofOne")}\n  ${command} ${shown.functions[0]!.name}\n`);
  else if (next !== undefined) {
    const more = source.kind === "folder" ? ` --step ${next}` : "";
    context.out(`${t("hint.more")}\n  ${command} ${only}${more}\n`);
  }
  return 0;
}

interface Wanted {
  functionName: string | undefined;
  step: HintStep | undefined;
}

interface Shown {
  functions: Functions;
  /** The exercise's name to print. */
  name: string;
}

/** Nothing is recorded, so `--step` says how far to go; without it, the first hint is shown. */
function readFromPack(
  { pack, id, name }: { pack: Pack; id: string; name: string },
  { functionName, step = "nudge" }: Wanted,
): Shown {
  const hints = loadHints(pack, id);
  if (hints === undefined) return { functions: [], name };
  const names = loadManifest(pack, id).exports.map((one) => one.name);
  requireFunction(functionName, names);
  const opened = HINT_STEPS.slice(0, HINT_STEPS.indexOf(step) + 1);
  const isAlone = names.length === 1;
  const functions = names.map((one) => {
    const shown = one === functionName || isAlone ? opened : [];
    return {
      name: one,
      opened: shown.map((each) => ({ step: each, text: hints[one]![each] })),
      next: HINT_STEPS[shown.length] ?? null,
    };
  });
  return { functions, name };
}

/** Opens the next hint of the function, or the one that `--step` names. */
async function readFromServer(
  context: CommandContext,
  server: Server,
  name: string,
  { functionName, step }: Wanted,
): Promise<Shown> {
  const client = new ServerClient(server, context.language);
  const exercise = chooseRemote(await listRemote(client), name, server.url);
  if (server.token === undefined)
    throw new UsageError("hint.needsLogin", {
      page: client.pageUrl(`/exercises/${exercise.pack}/${exercise.id}`),
      url: server.url,
    });
  const path = `/api/v1/exercises/${exercise.pack}/${exercise.id}/hints`;
  const list = await client.get(path, hintList);
  if (list.refused !== null) throw new UsageError("hint.refused", { reason: list.refused });
  const { functions } = list;
  if (functions.length > 0)
    requireFunction(
      functionName,
      functions.map((one) => one.name),
    );
  const chosen =
    functions.length === 1 ? functions[0]! : functions.find((one) => one.name === functionName);
  const wanted = step ?? chosen?.next ?? undefined;
  if (chosen === undefined || wanted === undefined) return { functions, name: exercise.name };
  const answer = await client.post(path, { function: chosen.name, step: wanted }, hintList);
  return { functions: answer.functions, name: exercise.name };
}

function requireFunction(name: string | undefined, names: string[]): void {
  if (name === undefined || names.includes(name)) return;
  const nearest = findNearestName(name, names);
  const params = { name, names: names.join(", ") };
  if (nearest === undefined) throw new UsageError("hint.unknownFunction", params);
  throw new UsageError("hint.unknownFunction", params, (t) =>
    t("usage.did-you-mean", { name: nearest }),
  );
}

/** `only`: the function whose texts are shown; undefined: an overview of all. */
function print(context: CommandContext, functions: Functions, only: string | undefined): void {
  const { t, out, style } = context;
  for (const { name, opened } of functions.filter(
    (one) => only === undefined || one.name === only,
  )) {
    const count = t("hint.opened", { count: opened.length, of: HINT_STEPS.length });
    out(`${style("bold", toOneLine(name))}  ${style("dim", count)}\n`);
    for (const { step, text } of opened) {
      out(`\n  ${style("yellow", `${HINT_STEPS.indexOf(step) + 1}. ${t(`hint.step.${step}`)}`)}\n`);
      out(`${formatText(context, text)}\n`);
    }
    out("\n");
  }
}

function formatText({ language, columns }: CommandContext, text: Localized): string {
  return formatHintText(text[language], "     ", columns());
}
