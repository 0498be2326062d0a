// Reads a comment from its form.

import { type Form, readLines } from "../http/read-field.ts";
import { MAX_COMMENT_LENGTH } from "./queries.ts";

/** `error`: undefined if the text may be stored. */
export function readComment(form: Form): {
  text: string;
  error:
    | {
        code: string;
        key: "comment.error.empty" | "comment.error.long";
        params?: { count: number };
      }
    | undefined;
} {
  const text = readLines(form, "text");
  if (text === "") return { text, error: { code: "comment-empty", key: "comment.error.empty" } };
  if (text.length <= MAX_COMMENT_LENGTH) return { text, error: undefined };
  const params = { count: MAX_COMMENT_LENGTH };
  return { text, error: { code: "comment-long", key: "comment.error.long", params } };
}
