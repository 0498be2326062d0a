// Chooses the assignment that a file is submitted to: the named one, else the one that the file was
// started for, else the only one. If the choice is not clear, or the submission would not earn full
// points, it asks in a terminal and fails in a script.

import type { GoalChoice } from "../../api/schemas.ts";
import { toOneLine } from "../../reports/visible-text.ts";
import type { CommandContext } from "../context.ts";
import { UsageError } from "../usage-error.ts";
import type { Prompt } from "./prompt.ts";

export interface GoalOptions {
  /** An id, a title, a course's title, or "course/title". */
  assignment?: string;
  practice?: boolean;
  /** Allows a submission that is late or does not count. */
  late?: boolean;
}

export type Goal =
  /** `beside`: an assignment for which staff may let the submission count later. */
  { kind: "practice"; beside: GoalChoice | undefined } | { kind: "assignment"; choice: GoalChoice };

export interface GoalQuery {
  goals: readonly GoalChoice[];
  options: GoalOptions;
  /** The id of the assignment that the file was started for. */
  remembered: string | undefined;
  prompt: Prompt | undefined;
}

type Speech = Pick<CommandContext, "t" | "language">;

export async function chooseGoal(context: Speech, query: GoalQuery): Promise<Goal> {
  const { goals, options, remembered } = query;
  const named =
    options.assignment === undefined ? undefined : findGoal(context, goals, options.assignment);
  const known = goals.find(({ assignment }) => assignment.id === remembered);
  if (options.practice === true)
    return {
      kind: "practice",
      beside: named ?? known ?? (goals.length === 1 ? goals[0] : undefined),
    };
  const choice = named ?? known ?? (await pickGoal(context, query));
  if (choice === undefined) return { kind: "practice", beside: undefined };
  await confirmStanding(context, choice, query);
  return { kind: "assignment", choice };
}

/** Throws `UsageError` with the list unless exactly one assignment matches. */
export function findGoal(context: Speech, goals: readonly GoalChoice[], text: string): GoalChoice {
  const wanted = text.trim().toLowerCase();
  const byId = goals.find(({ assignment }) => assignment.id === wanted);
  if (byId !== undefined) return byId;
  const found = goals.filter(({ assignment: { title, course } }) => {
    const titles = [title.en, title["zh-CN"]];
    return [course.title, ...titles, ...titles.map((name) => `${course.title}/${name}`)].some(
      (name) => name.toLowerCase() === wanted,
    );
  });
  if (found.length === 1) return found[0]!;
  if (found.length > 1)
    throw new UsageError("remote.goal.ambiguous", { name: text }, () => listGoals(context, found));
  throw new UsageError("remote.goal.unknown", { name: text }, () => listGoals(context, goals));
}

async function pickGoal(
  context: Speech,
  { goals, remembered, prompt }: GoalQuery,
): Promise<GoalChoice | undefined> {
  const { t } = context;
  // The assignment that a file was started for is never replaced by another silently.
  if (remembered === undefined && goals.length <= 1) return goals[0];
  if (prompt === undefined || goals.length === 0) {
    throw new UsageError(
      remembered === undefined ? "remote.goal.choose" : "remote.goal.gone",
      {},
      () => listGoals(context, goals),
    );
  }
  const practice = t("remote.goal.practice");
  const at = await prompt.choose(
    t(remembered === undefined ? "remote.goal.which" : "remote.goal.whichInstead"),
    [...goals.map((goal) => describeGoal(context, goal)), practice],
  );
  return goals[at];
}

async function confirmStanding(
  { t, language }: Speech,
  choice: GoalChoice,
  { options, prompt }: GoalQuery,
): Promise<void> {
  const { isAccepted, counts, latePercent, words } = choice;
  const params = { goal: goalName({ t, language }, choice), words: toOneLine(words[0] ?? "") };
  if (!isAccepted) throw new UsageError("remote.goal.notAccepted", params);
  if ((counts && latePercent === 0) || options.late === true) return;
  const number = new Intl.NumberFormat(language, { maximumFractionDigits: 2 }).format(latePercent);
  const said = counts
    ? t("remote.goal.late", { ...params, percent: number })
    : t("remote.goal.notCounting", params);
  if (prompt === undefined) throw new UsageError("remote.goal.needsLate", { said });
  if (!(await prompt.confirm(`${said} ${t("remote.goal.submitAnyway")}`)))
    throw new UsageError("remote.goal.notSubmitted");
}

/** "ML autumn, Linear regression". */
function goalName({ t, language }: Speech, { assignment: { title, course } }: GoalChoice): string {
  return t("purpose.goal", {
    course: toOneLine(course.title),
    assignment: toOneLine(title[language]),
  });
}

export function describeGoal(context: Speech, goal: GoalChoice): string {
  return `${goalName(context, goal)}  ${goal.words.map(toOneLine).join(" · ")}`;
}

function listGoals(context: Speech, goals: readonly GoalChoice[]): string {
  const { t } = context;
  if (goals.length === 0) return t("remote.goal.onlyPractice");
  return [
    t("remote.goal.list"),
    ...goals.map((goal) => `  --assignment ${goal.assignment.id}  ${describeGoal(context, goal)}`),
    `  --practice  ${t("remote.goal.practice")}`,
  ].join("\n");
}
