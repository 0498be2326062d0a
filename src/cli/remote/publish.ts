// gradus publish: the site's owner has the server read its folder of packs anew. What is wrong in it is printed as gradus check prints it.

import { setTimeout as sleep } from "node:timers/promises";
import { type PublishAnswer, publishAnswer } from "../../api/schemas.ts";
import { escapeControls, oneLine } from "../../reports/visible-text.ts";
import { type CommandContext, UsageError } from "../context.ts";
import { placeOf } from "../../reports/describe-problem.ts";
import { ServerClient } from "./client.ts";
import { LiveBlock } from "./live-block.ts";
import { requireLogin } from "./server.ts";
import { ServerGoneError } from "./server-errors.ts";

const POLL_MS = 400;
/** As often in a row as the server may fail to answer. */
const PATIENCE = 10;

/** 0: all is published; 1: something has a problem and stays as it was. */
export async function publish(context: CommandContext, options: { server?: string; json?: boolean }): Promise<number> {
  const { t, out, language } = context;
  const client = new ServerClient(requireLogin(context, options.server), language);
  const block = new LiveBlock(process.stderr);
  let answer = await client.post("/api/v1/packs/publish", {}, publishAnswer);
  const startedMs = performance.now();
  let failures = 0;
  while (answer.state === "running") {
    // On a terminal the seconds run, elsewhere the line is said once.
    const seconds = process.stderr.isTTY ? Math.round((performance.now() - startedMs) / 1000) : 0;
    block.show([t("remote.publishing", { seconds })]);
    await sleep(POLL_MS);
    try {
      answer = await client.get("/api/v1/packs/publish", publishAnswer);
      failures = 0;
    } catch (error) {
      if (!(error instanceof ServerGoneError) || ++failures > PATIENCE) throw error;
    }
  }
  block.clear();
  if (options.json === true) out(`${JSON.stringify(answer, null, 2)}\n`);
  else printResult(context, answer);
  if (answer.state !== "done" && answer.problems.length === 0) throw new UsageError("remote.publishFailed", { url: client.server.url });
  return answer.problems.some(({ severity }) => severity === "error") ? 1 : 0;
}

function printResult({ t, out, style }: CommandContext, { state, published, withdrawn, problems }: PublishAnswer): void {
  for (const name of published) out(`${style("green", "✓")} ${oneLine(name)}\n`);
  for (const name of withdrawn) out(`${style("yellow", "–")} ${oneLine(name)}  ${style("dim", t("remote.withdrawn"))}\n`);
  for (const { file, line, key, message, severity } of problems) out(`${style(severity === "error" ? "red" : "yellow", severity === "error" ? "✗" : "!")} ${style("cyan", placeOf({ file, line, key }))}: ${escapeControls(message)}\n`);
  if (state !== "done") return;
  const parts = [published.length === 0 && withdrawn.length === 0 ? t("remote.nothingNew") : t("remote.published", { count: published.length })];
  if (problems.length > 0) parts.push(t("remote.publishProblems", { count: problems.length }));
  out(`${parts.join("\n")}\n`);
}
