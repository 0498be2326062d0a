// Reads a message from its form.

import { type Form, readLines, readText } from "../http/read-field.ts";
import type { WordKey } from "../i18n/index.ts";

export const MAX_MESSAGE_LENGTH = 5000;

export interface MessageError {
  key: WordKey;
  params?: Record<string, number>;
}

export interface ReadMessage {
  text: string;
  formKey: string | null;
  /** undefined if the text may be stored. */
  error: MessageError | undefined;
}

export function readMessage(form: Form): ReadMessage {
  const text = readLines(form, "text");
  const key = readText(form, "key");
  const formKey = /^[0-9a-z]{1,40}$/.test(key) ? key : null;
  if (text === "") return { text, formKey, error: { key: "question.error.empty" } };
  if (text.length > MAX_MESSAGE_LENGTH)
    return {
      text,
      formKey,
      error: { key: "question.error.long", params: { count: MAX_MESSAGE_LENGTH } },
    };
  return { text, formKey, error: undefined };
}
