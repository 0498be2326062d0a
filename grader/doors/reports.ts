// The entry point for reports: their form, and what each reader may see.

export * from "../report.ts";
export { type Audience, redact } from "../redact.ts";
export type { Mismatch, MismatchKind, MismatchNote } from "../compare/mismatch.ts";
export type { Pattern, PatternCode } from "../patterns/pattern.ts";
export * from "../figure.ts";
export * from "../own-tests/own-test.ts";
export { MAX_FIGURES } from "../pack/figure-schema.ts";
export type { ReturnedKind } from "../returned-kind.ts";
