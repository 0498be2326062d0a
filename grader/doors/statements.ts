// The entry point for rendering statements: the types of its input and result.

export type { RenderedStatement } from "../statement/statement-renderer.ts";
