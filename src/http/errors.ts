// The errors that have an answer of their own; every other one is an HTTPException or our own mistake.

import type { WordKey } from "../i18n/index.ts";

/** Too much in too short a time, or too many submissions waiting. */
export class TooManyRequestsError extends Error {
  readonly retryAfterSeconds: number;
  /** In place of the general ones. */
  readonly words: { key: WordKey; params: Record<string, string | number> } | undefined;
  constructor(retryAfterSeconds: number, words?: TooManyRequestsError["words"]) {
    super("too many requests");
    this.retryAfterSeconds = Math.max(1, Math.ceil(retryAfterSeconds));
    this.words = words;
  }
}

/** Understood, and not to be had as things stand: told in words of its own. */
export class RefusedError extends Error {
  readonly code: string;
  readonly words: { key: WordKey; params?: Record<string, string | number> };
  constructor(code: string, words: RefusedError["words"]) {
    super(code);
    this.code = code;
    this.words = words;
  }
}
