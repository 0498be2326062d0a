// The door to reports: what grading comes to, and what each reader may see of it.

export * from "../report.ts";
export { type Audience, redact } from "../redact.ts";
export type { Mismatch, MismatchKind, MismatchNote } from "../compare/mismatch.ts";
export type { ReturnedKind } from "../returned-kind.ts";
