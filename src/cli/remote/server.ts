// Chooses the server and its token: --server, then GRADUS_SERVER, then the server that gradus login
// stored. A token is sent only to the server that it belongs to.

import { isLoopback } from "../../ip-address.ts";
import type { CommandContext } from "../context.ts";
import { UsageError } from "../usage-error.ts";
import { readCredentials, tokenText } from "./credentials.ts";

export interface Server {
  /** Without a slash at the end. */
  url: string;
  token: string | undefined;
}

function missingScheme(text: string): string {
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(text)) return "";
  return /^(?:localhost|127\.|\[::1\])/.test(text) ? "http://" : "https://";
}

/**
 * Throws `UsageError` for an invalid web address. Completes "localhost:3000" and
 * "gradus.example.org".
 */
export function parseServerUrl(text: string): string {
  const scheme = missingScheme(text);
  if (!URL.canParse(scheme + text)) throw new UsageError("remote.wrongUrl", { url: text });
  const { protocol, username, password, origin, pathname, host } = new URL(scheme + text);
  if (
    (protocol !== "https:" && protocol !== "http:") ||
    username !== "" ||
    password !== "" ||
    host === ""
  )
    throw new UsageError("remote.wrongUrl", { url: text });
  return `${origin}${pathname}`.replace(/\/+$/, "");
}

/** undefined if no server is configured. */
export function findServer(
  context: Pick<CommandContext, "t" | "err">,
  named?: string,
): Server | undefined {
  const { GRADUS_SERVER, GRADUS_TOKEN } = process.env;
  const token =
    GRADUS_TOKEN === undefined || GRADUS_TOKEN === ""
      ? undefined
      : tokenText.safeParse(GRADUS_TOKEN.trim());
  if (token?.success === false) throw new UsageError("remote.wrongToken");
  const own =
    GRADUS_SERVER === undefined || GRADUS_SERVER === "" ? undefined : parseServerUrl(GRADUS_SERVER);
  const wanted = named === undefined ? own : parseServerUrl(named);
  // If the environment sets both values, the file is not read, and no warning about it is printed.
  const storedServer =
    wanted !== undefined && token !== undefined && (own === undefined || own === wanted)
      ? undefined
      : readCredentials(context);
  const url = wanted ?? storedServer?.url;
  if (url === undefined) return undefined;
  const isForIt =
    own === undefined ? storedServer === undefined || storedServer.url === url : own === url;
  if (token !== undefined && isForIt) return { url, token: token.data };
  return { url, token: storedServer?.url === url ? storedServer.token : undefined };
}

/** For commands that require a server. */
export function requireServer(context: Pick<CommandContext, "t" | "err">, named?: string): Server {
  const server = findServer(context, named);
  if (server === undefined) throw new UsageError("remote.noServer");
  return server;
}

export function requireLogin(
  context: Pick<CommandContext, "t" | "err">,
  named?: string,
): Server & { token: string } {
  const { url, token } = requireServer(context, named);
  if (token === undefined) throw new UsageError("remote.notLoggedIn", { url });
  return { url, token };
}

/** Whether others on the network can read what is sent there. */
export function isInTheClear(url: string): boolean {
  const { protocol, hostname } = new URL(url);
  return protocol === "http:" && !isLoopback(hostname);
}
