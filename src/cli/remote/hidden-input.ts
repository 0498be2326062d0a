// Reads a secret: typed or pasted without being shown, or the first line of standard input.

import { UsageError } from "../usage-error.ts";

const MAX_BYTES = 4096;

/** Throws `UsageError` on Ctrl-C. */
export async function readSecret(prompt: string): Promise<string> {
  const { stdin, stderr } = process;
  if (!stdin.isTTY) return firstLine(stdin);
  // Starts before the prompt is printed: anything that is typed early would be shown.
  stdin.setEncoding("utf8").setRawMode(true).resume();
  stderr.write(prompt);
  try {
    return await new Promise<string>((resolve, reject) => {
      let typed = "";
      stdin.on("data", (text: string) => {
        for (const character of text) {
          if (character === "\r" || character === "\n" || character === "\u0004")
            return resolve(typed);
          if (character === "\u0003") return reject(new UsageError("usage.interrupted"));
          if (character === "\u007f" || character === "\b") typed = typed.slice(0, -1);
          else if (character >= " " && typed.length < MAX_BYTES) typed += character;
        }
      });
    });
  } finally {
    stdin.setRawMode(false).removeAllListeners("data").pause();
    stderr.write("\n");
  }
}

async function firstLine(stdin: NodeJS.ReadStream): Promise<string> {
  let text = "";
  for await (const chunk of stdin.setEncoding("utf8") as AsyncIterable<string>) {
    text += chunk;
    if (text.includes("\n") || text.length > MAX_BYTES) break;
  }
  return text.split("\n")[0]!.trim();
}
