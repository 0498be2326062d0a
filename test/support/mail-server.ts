// A mail server that accepts and stores everything: just enough SMTP for a client.

import { createServer, type Socket } from "node:net";
import type { AddressInfo } from "node:net";

interface Mail {
  from: string;
  to: string[];
  /** Headers and text, as sent, without soft line breaks. */
  text: string;
}

export interface MailServer {
  url: string;
  mails: Mail[];
  /**
   * Those whose text contains `part`, such as a page's address, because sign-up sends a mail of its
   * own.
   */
  about: (part: string) => Mail[];
  /** Resolves when there are `count`, or `count` with that text. */
  waitFor: (count: number, part?: string) => Promise<void>;
  close: () => Promise<void>;
}

export async function startMailServer(): Promise<MailServer> {
  const mails: Mail[] = [];
  const waiting = new Set<() => void>();
  const server = createServer((socket) =>
    converse(socket, (mail) => {
      mails.push(mail);
      for (const look of waiting) look();
    }),
  );
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const about = (part: string) => mails.filter((mail) => bodyOf(mail).includes(part));
  return {
    url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    mails,
    about,
    waitFor: (count, part = "") =>
      new Promise((resolve) => {
        const look = () => {
          if (about(part).length < count) return;
          waiting.delete(look);
          resolve();
        };
        waiting.add(look);
        look();
      }),
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

/** A text with few Latin letters travels in base64. */
function bodyOf({ text }: Mail): string {
  const isBase64 = /^Content-Transfer-Encoding: base64$/im.test(text);
  return isBase64 ? Buffer.from(text.slice(text.indexOf("\n\n")), "base64").toString("utf8") : text;
}

function converse(socket: Socket, keep: (mail: Mail) => void): void {
  let buffer = "";
  let data: string[] | undefined;
  let [from, to]: [string, string[]] = ["", []];
  const say = (line: string) => void socket.write(`${line}\r\n`);
  const hear = (line: string) => {
    if (data !== undefined) {
      if (line !== ".") return void data.push(line);
      keep({ from, to, text: data.join("\n").replaceAll("=\n", "").replaceAll("=3D", "=") });
      [data, from, to] = [undefined, "", []];
      return say("250 kept");
    }
    const address = /<(.*)>/.exec(line)?.[1] ?? "";
    if (/^MAIL/i.test(line)) from = address;
    if (/^RCPT/i.test(line)) to.push(address);
    if (/^DATA/i.test(line)) data = [];
    if (/^QUIT/i.test(line)) return void socket.end("221 bye\r\n");
    say(data === undefined ? "250 well" : "354 go on");
  };
  socket.on("data", (chunk) => {
    buffer += chunk.toString("utf8");
    for (let end = buffer.indexOf("\r\n"); end >= 0; end = buffer.indexOf("\r\n")) {
      const line = buffer.slice(0, end);
      buffer = buffer.slice(end + 2);
      hear(line);
    }
  });
  socket.on("error", () => undefined);
  say("220 here");
}
