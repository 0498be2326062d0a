// Errors with an answer of their own. Any other error is an HTTPException or an internal error.

import type { WordKey } from "../i18n/index.ts";

/** Too many requests in a short time, or too many waiting submissions. */
export class TooManyRequestsError extends Error {
  readonly retryAfterSeconds: number;
  /** Shown instead of the general message. */
  readonly words: { key: WordKey; params: Record<string, string | number> } | undefined;
  constructor(retryAfterSeconds: number, words?: TooManyRequestsError["words"]) {
    super("too many requests");
    this.retryAfterSeconds = Math.max(1, Math.ceil(retryAfterSeconds));
    this.words = words;
  }
}

/** A valid request that is refused in the present state, with its own message. */
export class RefusedError extends Error {
  readonly code: string;
  readonly words: { key: WordKey; params?: Record<string, string | number> };
  constructor(code: string, words: RefusedError["words"]) {
    super(code);
    this.code = code;
    this.words = words;
  }
}
