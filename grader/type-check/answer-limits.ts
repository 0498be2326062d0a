// Numbers that both sides of the pipe use. They have a file of their own, so that the process does
// not load zod, which only the parent needs.

/** The most that an editor's margin can show. */
export const MAX_TYPE_PROBLEMS = 50;
export const MAX_TYPE_MESSAGE_CHARACTERS = 500;

/** The names that one list offers. */
export const MAX_COMPLETIONS = 200;
export const MAX_NAME_CHARACTERS = 100;
/** Of the type beside a name in the list. */
export const MAX_DETAIL_CHARACTERS = 160;
/** Of the type of a name, or of the signature of a call. */
export const MAX_DESCRIPTION_CHARACTERS = 600;
