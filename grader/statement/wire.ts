// A number that both sides of the pipe must agree on. Apart from protocol.ts, so that the process
// need not load what only the parent checks with.

/** A formula of one character becomes some five hundred of HTML. */
export const MAX_HTML_CHARACTERS = 4 * 1024 * 1024;
