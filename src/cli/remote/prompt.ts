// Asks questions on a terminal. Uses standard error, so that standard output contains only the
// command's output.

import { createInterface } from "node:readline/promises";
import type { Translate } from "../../i18n/index.ts";
import { UsageError } from "../usage-error.ts";

export interface Prompt {
  /** Returns the index of the chosen line. */
  choose: (question: string, lines: readonly string[]) => Promise<number>;
  confirm: (question: string) => Promise<boolean>;
}

/** undefined if no user can answer: in a script or a pipe. */
export function openPrompt(t: Translate): Prompt | undefined {
  if (!process.stdin.isTTY || !process.stderr.isTTY) return undefined;
  return {
    choose: async (question, lines) => {
      process.stderr.write(
        `${question}\n${lines.map((line, i) => `  ${i + 1}  ${line}\n`).join("")}`,
      );
      for (;;) {
        const number = Number(await ask(t("remote.goal.number", { count: lines.length })));
        if (Number.isInteger(number) && number >= 1 && number <= lines.length) return number - 1;
      }
    },
    confirm: async (question) => /^(?:y|yes|是|好)$/i.test(await ask(`${question} [y/N]`)),
  };
}

/** Throws `UsageError` on Ctrl-C and Ctrl-D. */
async function ask(question: string): Promise<string> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const closed = new Promise<never>((_, reject) => {
    terminal.once("close", () => reject(new UsageError("usage.interrupted")));
  });
  try {
    return (await Promise.race([terminal.question(`${question} `), closed])).trim();
  } finally {
    closed.catch(() => undefined);
    terminal.close();
  }
}
