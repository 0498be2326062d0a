// Numbers that both sides of the pipe must agree on. They have a file of their own, so that the
// process need not load zod, which only the parent checks with.

/** As much as an editor's margin can show. */
export const MAX_TYPE_PROBLEMS = 50;
export const MAX_TYPE_MESSAGE_CHARACTERS = 500;
