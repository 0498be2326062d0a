// The areas by which the log can be filtered: the first part of an action's name.

import type { AuditAction } from "../db/audit-actions.ts";

export type AuditArea = AuditAction extends infer A
  ? A extends `${infer Area}.${string}`
    ? Area
    : never
  : never;

export const AUDIT_AREAS = [
  "course",
  "join-link",
  "enrolment",
  "roster",
  "seat",
  "assignment",
  "extension",
  "override",
  "allowance",
  "comment",
  "question",
  "regrade",
  "similarity",
  "person",
  "reset-link",
  "first-link",
  "site-role",
  "sign-in",
  "packs",
  "site",
  "walls",
  "lti",
] as const satisfies AuditArea[];
