// Numbers that both sides of the pipe use. They have a file of their own, so that the process does
// not load zod, which only the parent needs.

/** The most that an editor's margin can show. */
export const MAX_TYPE_PROBLEMS = 50;
export const MAX_TYPE_MESSAGE_CHARACTERS = 500;
