// The answer to a question: the reference's output, or why there is none.

import type { AppContext } from "../http/environment.ts";
import type { InvalidInput } from "../../grader/index.ts";
import { chooseTitle } from "../assignments/assignments.ts";
import { escapeControls } from "../reports/visible-text.ts";
import { formatDate, formatNumber } from "../ui/format.ts";
import type { ReferenceAccess } from "./reference-access.ts";
import type { ReferenceOutcome } from "./reference-answers.ts";

/** changed: the page is about a version that is no longer offered. none: it has no validator. */
export type Reply =
  | ReferenceOutcome
  | Exclude<ReferenceAccess, { kind: "open" }>
  | { kind: "changed" }
  | { kind: "none" };

export function AnswerView({ c, reply }: { c: AppContext; reply: Reply }) {
  const t = c.get("t");
  if (reply.kind === "replaced") return <></>;
  if (reply.kind !== "answered") return <p class="notice warn">{describeReply(c, reply)}</p>;
  return (
    <>
      <p>
        <strong>{t("reference.answered")}</strong>
      </p>
      <Output parts={reply.expected} />
    </>
  );
}

/** Long ones scroll, so they can be focused. */
function Output({ parts }: { parts: Extract<Reply, { kind: "answered" }>["expected"] }) {
  const [first] = parts;
  if (first?.name === "")
    return (
      <pre tabindex={0}>
        <code>{escapeControls(first.text)}</code>
      </pre>
    );
  return (
    <dl class="values" tabindex={0}>
      {parts.map(({ name, text }) => (
        <>
          <dt>
            <code>{escapeControls(name)}</code>
          </dt>
          <dd>
            <code>{escapeControls(text)}</code>
          </dd>
        </>
      ))}
    </dl>
  );
}

/** Reasons and errors come from a pack, so their control characters are made visible. */
function describeReply(
  c: AppContext,
  reply: Exclude<Reply, { kind: "answered" } | { kind: "replaced" }>,
): string {
  const t = c.get("t");
  switch (reply.kind) {
    case "refused":
      return t("reference.refused", { reason: escapeControls(reply.reason) });
    case "threw":
      return t("reference.threw", { thrown: escapeControls(reply.thrown) });
    case "limit":
      return t(`reference.limit.${reply.limit}`);
    case "invalid":
      return describeInvalid(c, reply.problem);
    case "busy":
      return t("reference.busy", { count: Math.ceil(reply.retryMs / 1000) });
    case "unreadable":
    case "paused":
    case "failed":
    case "changed":
    case "none":
      return t(`reference.${reply.kind}`);
    case "exam":
    case "off":
      return describeAccess(c, reply);
  }
}

function describeInvalid(c: AppContext, problem: InvalidInput): string {
  const t = c.get("t");
  const number = (value: number) => formatNumber(value, c.get("language"));
  switch (problem.why) {
    case "not-json":
      return t("reference.notJson", { line: problem.line, column: problem.column });
    case "too-long":
      return t("reference.tooLong", {
        length: number(problem.length),
        limit: number(problem.limit),
      });
    case "too-deep":
      return t("reference.tooDeep", { limit: problem.limit });
    case "empty":
      return t("reference.empty");
    case "not-data":
      return t("reference.notData", { examples: '{"$n": "NaN"}, {"$n": "Infinity"}' });
  }
}

function describeAccess(c: AppContext, access: Exclude<ReferenceAccess, { kind: "open" }>): string {
  const t = c.get("t");
  const language = c.get("language");
  if (access.kind === "off")
    return t("reference.off", { assignment: chooseTitle(access.work.assignment, language) });
  if (!Number.isFinite(access.endMs)) return t("reference.examEndless");
  const date = formatDate(new Date(access.endMs), language, c.get("timeZone"));
  return t("reference.exam", { date });
}
