// The door to what rendering statements asks for and returns.

export type { StatementTargets } from "../statement/render-statement.ts";
export type { RenderedStatement, StatementText } from "../statement/statement-renderer.ts";
