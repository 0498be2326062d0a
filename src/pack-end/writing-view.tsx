// What the model wrote, the probabilities behind it, or why it could not write. The text consists of
// characters of the pack's text; nothing else comes from the submission except an error's message.

import type { Report } from "../../grader/doors/reports.ts";
import {
  LONGEST_LINE,
  MAX_SEED,
  MAX_TEMPERATURE,
  type WritingOrder,
  type WritingReport,
  type WritingStep,
} from "../../grader/doors/writing.ts";
import type { AppContext } from "../http/environment.ts";
import { escapeControls } from "../reports/visible-text.ts";
import { MessageWords, ThrownWords } from "../submissions/line-words.tsx";
import { formatNumber } from "../ui/format.ts";

export type WritingReply =
  | { kind: "report"; report: Report; order: WritingOrder }
  | { kind: "invalid" }
  | { kind: "busy"; retryMs: number }
  | { kind: "replaced" }
  | { kind: "paused" }
  | { kind: "failed" };

interface ViewProps {
  c: AppContext;
  /** The export that trains the model. */
  train: string;
  reply: WritingReply;
}

export function WritingView({ c, train, reply }: ViewProps) {
  const t = c.get("t");
  switch (reply.kind) {
    case "replaced":
      return <></>;
    case "busy":
      return warn(t("packEnd.problem.busy", { count: Math.ceil(reply.retryMs / 1000) }));
    case "invalid":
      return warn(t("packEnd.problem.invalid", { temperature: MAX_TEMPERATURE, seed: MAX_SEED }));
    case "paused":
    case "failed":
      return warn(t(`packEnd.problem.${reply.kind}`));
    case "report": {
      const { writing, messages } = reply.report;
      if (writing?.kind === "written")
        return <Written c={c} lines={writing.lines} start={reply.order.start} />;
      if (writing !== undefined) return <Problem c={c} train={train} problem={writing} />;
      if (messages.length === 0) return warn(t("packEnd.problem.failed"));
      return (
        <>
          {messages.map((message) => (
            <p class="notice bad">
              <MessageWords c={c} message={message} />
            </p>
          ))}
        </>
      );
    }
  }
}

const warn = (text: string) => <p class="notice warn">{text}</p>;

interface ProblemProps extends Pick<ViewProps, "c" | "train"> {
  problem: Exclude<WritingReport, { kind: "written" }>;
}

function Problem({ c, train, problem }: ProblemProps) {
  const t = c.get("t");
  switch (problem.kind) {
    case "unknown-character":
      return warn(t("packEnd.problem.unknown", { character: escapeControls(problem.character) }));
    case "limit":
      return warn(t(`packEnd.problem.${problem.limit}`));
    case "threw":
      return (
        <>
          {warn(t("packEnd.problem.threw"))}
          <p class="thrown">
            <ThrownWords c={c} thrown={problem} />
          </p>
        </>
      );
    case "wrong": {
      const { fault, position, value } = problem;
      const shown = value === null ? "NaN" : formatNumber(value, c.get("language"), 6);
      return warn(t(`packEnd.problem.${fault}`, { train, position, value: shown }));
    }
  }
}

interface WrittenProps {
  c: AppContext;
  lines: readonly WritingStep[][];
  start: string;
}

function Written({ c, lines, start }: WrittenProps) {
  const t = c.get("t");
  const first = lines[0]![0];
  const next = start === "" ? t("packEnd.model.next") : t("packEnd.model.nextAfter", { start });
  return (
    <>
      <p>{t("packEnd.model.written")}</p>
      <div class="written">
        {lines.map((line) => (
          <p>
            {start !== "" && <span class="given">{start}</span>}
            <span class="added">{writeLine(line)}</span>
            {line.at(-1)?.character !== "\n" && (
              <span class="muted"> {t("packEnd.model.cut", { count: LONGEST_LINE })}</span>
            )}
          </p>
        ))}
      </div>
      {first !== undefined && (
        <section aria-labelledby="next-character">
          <h3 id="next-character">{next}</h3>
          <Choices c={c} step={first} />
        </section>
      )}
      {lines[0]!.length > 0 && (
        <details class="written-steps">
          <summary>{t("packEnd.model.steps")}</summary>
          <Steps c={c} line={lines[0]!} />
        </details>
      )}
    </>
  );
}

function writeLine(line: readonly WritingStep[]): string {
  return line.map(({ character }) => (character === "\n" ? "" : character)).join("");
}

/** The most probable characters as bars. */
function Choices({ c, step }: { c: AppContext; step: WritingStep }) {
  return (
    <ol class="choices" role="list">
      {step.choices.map(({ character, probability }) => (
        <li class={character === step.character ? "chosen" : ""}>
          <Character c={c} character={character} />
          <span class="track" aria-hidden="true">
            <span style={`inline-size: ${(probability * 100).toFixed(2)}%`}></span>
          </span>
          <span class="percent">{formatPercent(c, probability)}</span>
        </li>
      ))}
    </ol>
  );
}

/** How many of the other characters a row of the table shows. */
const SHOWN_OTHERS = 3;

function Steps({ c, line }: { c: AppContext; line: readonly WritingStep[] }) {
  const t = c.get("t");
  return (
    <div class="table-scroll" tabindex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t("packEnd.model.step")}</th>
            <th scope="col" class="number">
              {t("packEnd.model.probability")}
            </th>
            <th scope="col">{t("packEnd.model.others")}</th>
          </tr>
        </thead>
        <tbody>
          {line.map(({ character, probability, choices }) => (
            <tr>
              <td>
                <Character c={c} character={character} />
              </td>
              <td class="number">{formatPercent(c, probability)}</td>
              <td>
                {choices.slice(0, SHOWN_OTHERS).map((choice) => (
                  <>
                    <span class="shown-choice">
                      <Character c={c} character={choice.character} />{" "}
                      {formatPercent(c, choice.probability)}
                    </span>{" "}
                  </>
                ))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** A blank and a line break are named. */
export function Character({ c, character }: { c: AppContext; character: string }) {
  const t = c.get("t");
  if (character === " ") return <span class="unseen">{t("packEnd.model.space")}</span>;
  if (character === "\n") return <span class="unseen">{t("packEnd.model.lineBreak")}</span>;
  return <code class="character">{character}</code>;
}

function formatPercent(c: AppContext, probability: number): string {
  return `${formatNumber(probability * 100, c.get("language"), 1)}%`;
}
