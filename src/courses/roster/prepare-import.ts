// What an import will write, fixed before it starts: the new accounts and claimed seats with their
// ids, and how many of each.

import { newId } from "../../db/id.ts";
import type { PlanKind, PlanLine } from "./plan-line.ts";

export interface ImportCounts {
  created: number;
  enrolled: number;
  moved: number;
  /** Only the roster's name changed. */
  renamed: number;
  /** Lines that an account claims, and that gave no seat. */
  claimed: number;
}

export interface NewAccount {
  userId: string;
  line: PlanLine;
}

/**
 * The accounts that an import will create, with their ids, in the order of the file. The caller
 * records them first, so that no account is left without its link.
 */
export function prepareAccounts(lines: PlanLine[]): NewAccount[] {
  return lines.filter(({ kind }) => kind === "new").map((line) => ({ userId: newId(), line }));
}

export interface ClaimedLine {
  /** A row of `roster_seats`. */
  seatId: string;
  line: PlanLine;
  /** Staff confirmed that the account belongs to the person on this line. */
  isConfirmed: boolean;
}

/**
 * The claims of a roster, with the ids of their seats. `confirmed`: line numbers. If one account
 * claims several lines, only the first confirmed line can be that person.
 */
export function prepareClaims(lines: PlanLine[], confirmed: ReadonlySet<number>): ClaimedLine[] {
  const taken = new Set<string | null>();
  return lines.flatMap((line) => {
    if (line.claim === null) return [];
    const isConfirmed = confirmed.has(line.line) && !taken.has(line.userId);
    if (isConfirmed) taken.add(line.userId);
    return [{ seatId: line.claim.seatId ?? newId(), line, isConfirmed }];
  });
}

export function countPlan(lines: PlanLine[]): Record<PlanKind, number> {
  const counts: Record<PlanKind, number> = {
    new: 0,
    enrol: 0,
    claim: 0,
    section: 0,
    name: 0,
    already: 0,
  };
  for (const { kind } of lines) counts[kind] += 1;
  return counts;
}

export function countImport(lines: PlanLine[], claims: ClaimedLine[]): ImportCounts {
  const counts = countPlan(lines);
  const confirmed = claims.filter(({ isConfirmed }) => isConfirmed).length;
  return {
    created: counts.new,
    enrolled: counts.enrol + confirmed,
    moved: counts.section,
    renamed: counts.name,
    claimed: counts.claim - confirmed,
  };
}

export interface ImportWork {
  lines: PlanLine[];
  accounts: NewAccount[];
  claims: ClaimedLine[];
}
