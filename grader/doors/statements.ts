// The door to what rendering statements asks for and returns.

export type { RenderedStatement } from "../statement/statement-renderer.ts";
