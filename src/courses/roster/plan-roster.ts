// What importing a roster would do, line by line; nothing is changed here. The plan's hash shows
// later whether it is still the same.

import { createHash } from "node:crypto";
import { normalizeUsername } from "../../identity/login-names.ts";
import type { Db } from "../../db/open.ts";
import { prepareAccountFinder } from "../../identity/proofs.ts";
import { selectOpenSeats } from "../../identity/seats.ts";
import type { Roster, RosterProblem } from "./read-roster.ts";
import type { Pause } from "../../tables/take-turns.ts";
import { type PlanLine, type Enrolment, type Queries, planLine } from "./plan-line.ts";

export interface Plan {
  lines: PlanLine[];
  problems: RosterProblem[];
  hash: string;
}

export async function planRoster(
  db: Db,
  courseId: string,
  roster: Roster,
  pause: Pause,
): Promise<Plan> {
  const find = prepareQueries(db, courseId);
  const plan: Plan = { lines: [], problems: [...roster.problems], hash: "" };
  const seen = {
    usernames: new Map<string, number>(),
    emails: new Map<string, number>(),
    accounts: new Map<string, number>(),
  };
  const hash = createHash("sha256");
  for (const line of roster.lines) {
    const planned = planLine(line, find, seen);
    if ("key" in planned) plan.problems.push(planned);
    else plan.lines.push(planned);
    hash.update(JSON.stringify(planned));
    await pause();
  }
  return { ...plan, hash: hash.digest("hex") };
}

function prepareQueries(db: Db, courseId: string): Queries {
  const enrolment = db.$client.prepare<[string, string], Enrolment>(
    "select role, section, roster_name as rosterName from enrolments where course_id = ? and user_id = ?",
  );
  const seats = new Map<string, string>();
  for (const { id, username, email } of selectOpenSeats(db, courseId)) {
    if (username !== "") seats.set(`u ${normalizeUsername(username)}`, id);
    if (email !== "") seats.set(`e ${email.toLowerCase()}`, id);
  }
  return {
    ...prepareAccountFinder(db),
    enrolment: (userId) => enrolment.get(courseId, userId),
    openSeat: (login, address) => seats.get(`u ${login}`) ?? seats.get(`e ${address}`),
  };
}
