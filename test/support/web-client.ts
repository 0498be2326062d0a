// A browser whose connection reaches one certain web process of a site. Node hands connections to
// the processes in turn, and one that stays open stays with its process; the log says which that is.

import { Agent, type IncomingMessage, request } from "node:http";
import type { RunningGradus } from "./run-gradus.ts";

interface Answer {
  status: number;
  location: string | undefined;
  text: string;
}

const LOST_MS = 5000;

export class WebClient {
  readonly #url: string;
  readonly #agent: Agent;
  cookies = new Map<string, string>();

  private constructor(url: string, agent: Agent) {
    this.#url = url;
    this.#agent = agent;
  }

  /** The server must log requests: `GRADUS_LOG_LEVEL=debug`. One call at a time. */
  static async reach(server: RunningGradus, url: string, number: number): Promise<WebClient> {
    for (;;) {
      const agent = new Agent({ keepAlive: true, maxSockets: 1 });
      const client = new WebClient(url, agent);
      const before = listRequests(server).length;
      // A connection that Node hands to a process at the moment of its end is never answered.
      const isAnswered = await client.send("/healthz", undefined, LOST_MS).then(
        () => true,
        () => false,
      );
      if (!isAnswered) continue;
      await server.until("the request is logged", () => listRequests(server).length > before);
      if (listRequests(server).at(-1) === number) return client;
      agent.destroy();
    }
  }

  /** The same browser on the connection of `other`: with its cookies, from now on. */
  shareCookies(other: WebClient): void {
    this.cookies = other.cookies;
  }

  /** Rejects if no answer begins within `timeoutMs`. */
  async send(path: string, form?: Record<string, string>, timeoutMs?: number): Promise<Answer> {
    const body = form && new URLSearchParams(form).toString();
    const type = "application/x-www-form-urlencoded";
    return await this.#read(path, body, type, timeoutMs);
  }

  async sendJson(path: string, value: unknown): Promise<Answer> {
    return await this.#read(path, JSON.stringify(value), "application/json");
  }

  /** The events of a stream, until it ends. */
  async listEvents(path: string): Promise<{ event: string; data: string }[]> {
    const { text } = await this.send(path);
    return text.split("\n\n").flatMap((block) => {
      const event = /^event: (.+)$/m.exec(block)?.[1];
      return event === undefined ? [] : [{ event, data: /^data: (.+)$/m.exec(block)?.[1] ?? "" }];
    });
  }

  close(): void {
    this.#agent.destroy();
  }

  async #read(
    path: string,
    body: string | undefined,
    type: string,
    timeoutMs?: number,
  ): Promise<Answer> {
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      const cookie = [...this.cookies].map((pair) => pair.join("=")).join("; ");
      const sent = request(
        `${this.#url}${path}`,
        {
          agent: this.#agent,
          method: body === undefined ? "GET" : "POST",
          headers: {
            origin: this.#url,
            cookie,
            ...(body !== undefined && {
              "content-type": type,
              "content-length": Buffer.byteLength(body),
            }),
          },
        },
        resolve,
      );
      sent.on("error", reject).end(body);
      if (timeoutMs !== undefined)
        sent.setTimeout(timeoutMs, () => sent.destroy(new Error("no answer")));
    });
    for (const line of response.headers["set-cookie"] ?? []) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line)!;
      this.cookies.set(name!, value!);
    }
    let text = "";
    for await (const chunk of response.setEncoding("utf8")) text += chunk as string;
    return { status: response.statusCode!, location: response.headers.location, text };
  }
}

/** The process of each logged request to /healthz, which every process answers itself. */
function listRequests({ stdout }: RunningGradus): number[] {
  return stdout
    .split("\n")
    .filter((line) => line.includes('"msg":"request"') && line.endsWith("}"))
    .map((line) => (JSON.parse(line) as { process: number }).process);
}
