// A real SMTP server that refuses what a test says, and stores the rest.

import type { AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";

export interface RefusingMailServer {
  url: string;
  mails: { to: string; text: string }[];
  /** Tries, accepted or not. */
  tries: string[];
  close: () => Promise<void>;
}

/** `refuse`: the code for an address, such as 550; undefined: it is accepted. */
export async function startRefusingMailServer(
  refuse: (address: string) => number | undefined = () => undefined,
  port = 0,
): Promise<RefusingMailServer> {
  const mails: RefusingMailServer["mails"] = [];
  const tries: string[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS", "AUTH"],
    onRcptTo: ({ address }, _session, done) => {
      tries.push(address);
      const responseCode = refuse(address);
      if (responseCode === undefined) done();
      else done(Object.assign(new Error("refused"), { responseCode }));
    },
    onData: (stream, { envelope }, done) => {
      const parts: Buffer[] = [];
      stream.on("data", (part: Buffer) => parts.push(part));
      stream.on("end", () => {
        const text = Buffer.concat(parts).toString("utf8");
        mails.push({ to: envelope.rcptTo[0]!.address, text });
        done();
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  const address = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${address.port}`,
    mails,
    tries,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

/** The parts of a mail, decoded: headers, plain text and HTML, without line folding. */
export function readMail(text: string): { headers: string; plain: string; html: string } {
  const [head = "", ...rest] = text.split("\r\n\r\n");
  const boundary = /boundary="([^"]+)"/.exec(head)![1]!;
  const [, plain = "", html = ""] = rest.join("\r\n\r\n").split(`--${boundary}`);
  return { headers: head.replaceAll(/\r\n[ \t]+/g, " "), plain: decode(plain), html: decode(html) };
}

function decode(part: string): string {
  const split = part.indexOf("\r\n\r\n");
  const [head, body] = [part.slice(0, split), part.slice(split + 4).trim()];
  if (/base64/i.test(head)) return Buffer.from(body, "base64").toString("utf8");
  if (!/quoted-printable/i.test(head)) return body;
  const bytes = body
    .replaceAll("=\r\n", "")
    .replaceAll(/=([0-9A-F]{2})/g, (_, code: string) => String.fromCharCode(Number(`0x${code}`)));
  return Buffer.from(bytes, "latin1").toString("utf8");
}
