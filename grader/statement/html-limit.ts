// A number that both sides of the pipe must agree on. It has a file of its own, so that the process
// need not load zod, which only the parent checks with.

/** A formula of one character becomes some five hundred of HTML. */
export const MAX_HTML_CHARACTERS = 4 * 1024 * 1024;
