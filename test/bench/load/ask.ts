// One request, as a browser sends it: over connections that stay open, from the address of its own
// computer.

import { Agent, type IncomingHttpHeaders, request } from "node:http";

export interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  body: string;
}

export interface Question {
  url: string;
  /** The site limits what one address may do, so students have several. */
  localAddress: string;
  cookie: string;
  /** Sent with POST. */
  form?: string;
  /** Called with everything that has arrived so far. */
  onData?: (body: string) => void;
}

const agent = new Agent({ keepAlive: true, maxSockets: Infinity });

export function ask({ url, localAddress, cookie, form, onData }: Question): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const headers = {
      origin: new URL(url).origin,
      ...(cookie !== "" && { cookie }),
      ...(form !== undefined && {
        "content-type": "application/x-www-form-urlencoded",
        "content-length": Buffer.byteLength(form),
      }),
    };
    const method = form === undefined ? "GET" : "POST";
    const sent = request(url, { agent, localAddress, method, headers }, (response) => {
      let body = "";
      response.setEncoding("utf8").on("data", (text: string) => {
        body += text;
        onData?.(body);
      });
      const end = () => resolve({ status: response.statusCode!, headers: response.headers, body });
      response.on("end", end).on("error", reject);
    });
    sent.on("error", reject).end(form);
  });
}

export function closeConnections(): void {
  agent.destroy();
}
