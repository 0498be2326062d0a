// A number that both sides of the pipe use. It has a file of its own, so that the process does not
// load zod, which only the parent needs.

/** A formula of one character becomes about five hundred characters of HTML. */
export const MAX_HTML_CHARACTERS = 4 * 1024 * 1024;
