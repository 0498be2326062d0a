// gradus publish: asks the server to check and publish the changes in its pack folder, for the site
// owner. Prints problems as gradus check does.

import { setTimeout as sleep } from "node:timers/promises";
import { type PublishAnswer, publishAnswer } from "../../api/schemas.ts";
import { toOneLine } from "../../reports/visible-text.ts";
import type { CommandContext } from "../context.ts";
import { UsageError } from "../usage-error.ts";
import { ServerClient } from "./client.ts";
import { LiveBlock } from "./live-block.ts";
import { requireLogin } from "./server.ts";
import { ServerGoneError } from "./server-errors.ts";

const POLL_MS = 400;
/** How many times in a row the server may fail to answer. */
const PATIENCE = 10;

/** 0: everything is published; 1: at least one exercise has a problem and was not changed. */
export async function publish(
  context: CommandContext,
  options: { server?: string; json?: boolean },
): Promise<number> {
  const { t, out, language } = context;
  const client = new ServerClient(requireLogin(context, options.server), language);
  const block = new LiveBlock(process.stderr);
  let answer = await client.post("/api/v1/packs/publish", {}, publishAnswer);
  const startedMs = performance.now();
  let failures = 0;
  while (answer.state === "running") {
    // A terminal shows the running seconds. Elsewhere the line is printed once.
    const seconds = process.stderr.isTTY
      ? ` ${t("remote.elapsed", { seconds: Math.round((performance.now() - startedMs) / 1000) })}`
      : "";
    block.show([
      `${answer.changed === 0 ? t("remote.publishing") : t("remote.checking", { count: answer.changed })}${seconds}`,
    ]);
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
  if (answer.state !== "done" && answer.problems.length === 0)
    throw new UsageError("remote.publishFailed", {
      url: client.server.url,
      reason: toOneLine(answer.failure ?? ""),
    });
  return answer.problems.some(({ severity }) => severity === "error") ? 1 : 0;
}

function printResult(
  { t, out, style }: CommandContext,
  { state, published, withdrawn, refused, problems }: PublishAnswer,
): void {
  for (const name of published) out(`${style("green", "✓")} ${toOneLine(name)}\n`);
  for (const name of withdrawn)
    out(`${style("yellow", "–")} ${toOneLine(name)}  ${style("dim", t("remote.withdrawn"))}\n`);
  for (const name of refused) out(`${style("red", "✗")} ${toOneLine(name)}\n`);
  for (const { severity, place, message } of problems) {
    const weight =
      severity === "error"
        ? ""
        : `${style(severity === "warning" ? "yellow" : "dim", t(`check.${severity}`))} `;
    out(`    ${weight}${style("cyan", toOneLine(place))}: ${toOneLine(message)}\n`);
  }
  if (state !== "done") return;
  const isNothingNew = published.length + withdrawn.length + refused.length === 0;
  out(
    `${isNothingNew ? t("remote.nothingNew") : t("remote.published", { count: published.length })}\n`,
  );
  if (refused.length > 0) out(`${t("remote.refused", { count: refused.length })}\n`);
}
