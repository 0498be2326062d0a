// gradus submit: sends a file, waits, and prints what the submission counts for and the server's
// report, as gradus grade does. Exit codes are those of gradus grade.

import { basename } from "node:path";
import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { MAX_SOURCE_BYTES } from "../../../grader/index.ts";
import { goalList, type SubmissionAnswer, submissionAnswer } from "../../api/schemas.ts";
import { escapeControls, toOneLine } from "../../reports/visible-text.ts";
import type { CommandContext } from "../context.ts";
import { UsageError } from "../usage-error.ts";
import { chooseExitCode } from "../exit-code.ts";
import { readSource } from "../read-source.ts";
import { renderReport } from "../render-report.ts";
import { markGroup } from "../verdict-marks.ts";
import { chooseGoal, type Goal, type GoalOptions } from "./choose-goal.ts";
import { ServerClient } from "./client.ts";
import { chooseRemote, listRemote, type RemoteFacts } from "./find-remote.ts";
import { followSubmission, type GradedSubmission } from "./follow-submission.ts";
import { recallGoal, rememberGoal } from "./remembered-goals.ts";
import { LiveBlock } from "./live-block.ts";
import { openPrompt } from "./prompt.ts";
import { requireLogin } from "./server.ts";
import { ServerError, ServerGoneError } from "./server-errors.ts";

export interface SubmitOptions extends GoalOptions {
  server?: string;
  json?: boolean;
  wait: boolean;
}

/**
 * How many times a request is sent, with a pause that doubles, before the server is reported as
 * unreachable.
 */
const TRIES = 6;
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_SECONDS = 60;
/** How many times the command chooses again because an assignment has changed meanwhile. */
const ROUNDS = 3;

export async function submitFile(
  context: CommandContext,
  name: string,
  file: string,
  options: SubmitOptions,
): Promise<number> {
  const { t, out } = context;
  const client = new ServerClient(requireLogin(context, options.server), context.language);
  const source = readText(file);
  const block = new LiveBlock(process.stderr);
  const exercise = chooseRemote(
    await withRetries(client, block, context, () => listRemote(client)),
    name,
    client.server.url,
  );
  const sent = await sendChosen({ client, context, block, exercise, file, source, options });
  const page = client.pageUrl(`/submissions/${sent.id}`);
  if (!options.wait) {
    block.clear();
    if (options.json === true) out(`${JSON.stringify(sent, null, 2)}\n`);
    else out(`${toOneLine(sent.counts.words)}\n${t("remote.sent")}\n  ${page}\n`);
    return 0;
  }

  const stop = onInterrupt(() => {
    block.clear();
    process.stderr.write(`\n${t("remote.stays")}\n  ${page}\n`);
  });
  try {
    const shown = (snapshot: SubmissionAnswer) => block.show(describeSnapshot(context, snapshot));
    shown(sent);
    const graded = await followSubmission(client, sent.id, {
      onSnapshot: shown,
      onBroken: () => block.show([t("remote.broken")]),
    });
    block.clear();
    if (options.json === true) out(`${JSON.stringify(graded, null, 2)}\n`);
    else {
      out(`${context.style("bold", toOneLine(graded.counts.words))}\n`);
      out(renderReport(context, graded.report, graded.limits));
      out(`${hiddenNote(context, graded)}  ${context.style("dim", page)}\n`);
    }
    return chooseExitCode(graded.report);
  } catch (error) {
    block.clear();
    // The submission is recorded even if waiting for the result fails.
    context.err(`${t("remote.stays")}\n  ${page}\n`);
    throw error;
  } finally {
    stop();
  }
}

/** The server rejects files that are not text or too large. Checking here saves a request. */
function readText(file: string): string {
  const bytes = readSource(file);
  if (bytes.length > MAX_SOURCE_BYTES)
    throw new UsageError("remote.fileTooLarge", { file, limit: `${MAX_SOURCE_BYTES / 1024} KiB` });
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new UsageError("remote.fileNotText", { file });
  }
}

interface Sending {
  client: ServerClient;
  context: CommandContext;
  block: LiveBlock;
  exercise: RemoteFacts;
  file: string;
  source: string;
  options: SubmitOptions;
}

/** Chooses the assignment, names it in the request, and chooses again if it has changed by then. */
async function sendChosen(sending: Sending): Promise<SubmissionAnswer> {
  const { client, context, block, exercise, file, options } = sending;
  const { pack, id } = exercise;
  const prompt = openPrompt(context.t);
  const key = { server: client.server.url, exercise: `${pack}/${id}`, file };
  for (let round = 1; ; round++) {
    const { goals } = await withRetries(client, block, context, () =>
      client.get(`/api/v1/exercises/${pack}/${id}/goals`, goalList),
    );
    block.clear();
    const goal = await chooseGoal(context, {
      goals,
      options,
      remembered: recallGoal(key),
      prompt,
    });
    try {
      const sent = await send(sending, goal);
      if (goal.kind === "assignment") rememberGoal(key, goal.choice.assignment.id);
      return sent;
    } catch (error) {
      const isChanged = error instanceof ServerError && error.status === 409;
      if (!isChanged || round === ROUNDS || (prompt === undefined && options.late !== true))
        throw error;
      block.clear();
      context.err(`${escapeControls(context.t(error.key, error.params))}\n`);
    }
  }
}

async function send(
  { client, context, block, exercise: { pack, id }, file, source, options: { wait } }: Sending,
  goal: Goal,
): Promise<SubmissionAnswer> {
  const purpose =
    goal.kind === "assignment"
      ? { assignment: goal.choice.assignment.id, said: goal.choice.said }
      : {
          practice: true,
          ...(goal.beside === undefined ? {} : { assignment: goal.beside.assignment.id }),
        };
  // The same key for every try, so that the server does not record a submission twice.
  const body = {
    source,
    fileName: basename(file).slice(0, 200),
    key: randomBytes(10).toString("hex"),
    ...purpose,
  };
  for (;;) {
    try {
      return await withRetries(client, block, context, () =>
        client.post(`/api/v1/exercises/${pack}/${id}/submissions`, body, submissionAnswer),
      );
    } catch (error) {
      // The pause between attempts may be hours.
      if (
        !wait ||
        !(error instanceof ServerError) ||
        error.status !== 429 ||
        error.code === "too-soon"
      )
        throw error;
      const seconds = Math.min(LONGEST_PAUSE_SECONDS, Math.max(1, error.retryAfterSeconds ?? 5));
      block.show([
        escapeControls(context.t(error.key, error.params)),
        context.t("remote.waitingToSend", { count: seconds }),
      ]);
      await sleep(seconds * 1000);
    }
  }
}

async function withRetries<T>(
  { server }: ServerClient,
  block: LiveBlock,
  context: CommandContext,
  ask: () => Promise<T>,
): Promise<T> {
  for (let attempt = 1, pauseMs = FIRST_PAUSE_MS; ; attempt++, pauseMs *= 2) {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof ServerGoneError) || attempt === TRIES) {
        block.clear();
        throw error;
      }
      block.show([context.t("remote.tryingAgain", { url: server.url })]);
      await sleep(pauseMs);
    }
  }
}

function describeSnapshot(
  { t: translate, language, style }: CommandContext,
  snapshot: SubmissionAnswer,
): string[] {
  if (snapshot.state === "done") return [];
  if (snapshot.state === "waiting") {
    const { place, isPaused } = snapshot;
    return [
      place === 1 ? translate("remote.next") : translate("remote.place", { count: place - 1 }),
      ...(isPaused ? [translate("remote.paused")] : []),
    ];
  }
  const groups = snapshot.groups.map(({ verdict, title, passed, total }) => {
    const head = `  ${markGroup(style, verdict)} ${toOneLine(title[language])}`;
    return passed === null || total === null
      ? head
      : `${head}  ${translate("report.cases", { passed, total })}`;
  });
  return [translate("remote.running"), ...groups];
}

/**
 * Why the report says nothing about hidden tests, and until when. In this machine's time zone,
 * because its user is there.
 */
function hiddenNote(
  { t, language }: CommandContext,
  { isSealed, sealedUntil, isHiddenPending }: GradedSubmission,
): string {
  if (isHiddenPending) return `  ${t("remote.hiddenPending")}\n`;
  if (!isSealed) return "";
  if (sealedUntil === null) return `  ${t("remote.sealed")}\n`;
  const date = new Intl.DateTimeFormat(language, {
    dateStyle: "medium",
    timeStyle: "short",
  }).format(new Date(sealedUntil));
  return `  ${t("remote.sealedUntil", { date })}\n`;
}

/** Returns a function that stops listening. */
function onInterrupt(say: () => void): () => void {
  const listener = () => {
    say();
    process.exit(130);
  };
  process.on("SIGINT", listener);
  return () => void process.off("SIGINT", listener);
}
