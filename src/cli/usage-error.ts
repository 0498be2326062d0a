// Wrong usage of the command line.

import type { Translate, WordKey } from "../i18n/index.ts";

/** Reported in one line, with advice if there is any, and exit code 2. */
export class UsageError extends Error {
  readonly key: WordKey;
  readonly params: Record<string, string | number>;
  readonly advice: ((t: Translate) => string) | undefined;
  constructor(
    key: WordKey,
    params: Record<string, string | number> = {},
    advice?: (t: Translate) => string,
  ) {
    super(key);
    this.key = key;
    this.params = params;
    this.advice = advice;
  }
}
