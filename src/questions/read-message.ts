// Reads a message from its form.

import { type Form, readLines } from "../http/read-field.ts";
import type { WordKey } from "../i18n/index.ts";

export const MAX_MESSAGE_LENGTH = 5000;

export interface MessageError {
  key: WordKey;
  params?: Record<string, number>;
}

export interface ReadMessage {
  text: string;
  /** undefined if the text may be stored. */
  error: MessageError | undefined;
}

export function readMessage(form: Form): ReadMessage {
  const text = readLines(form, "text");
  if (text === "") return { text, error: { key: "question.error.empty" } };
  if (text.length > MAX_MESSAGE_LENGTH)
    return {
      text,
      error: { key: "question.error.long", params: { count: MAX_MESSAGE_LENGTH } },
    };
  return { text, error: undefined };
}
