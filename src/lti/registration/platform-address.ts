// Which addresses of a platform are accepted: encrypted ones. A site on this computer,
// for trying Gradus, also accepts platforms on this computer.

import type { SiteAddress } from "../../site-address.ts";

export const MAX_ADDRESS_LENGTH = 1000;
const LOCAL_HOSTS: ReadonlySet<string> = new Set(["localhost", "127.0.0.1", "[::1]"]);
/** URLs allow other characters, which mean something else in a policy: "https://*.edu", "a;b". */
const HOST = /^(?:[a-z0-9_-]+(?:\.[a-z0-9_-]+)*\.?|\[[0-9a-f:.]+\])$/;

export function isPlatformAddress(text: string, { origin }: Pick<SiteAddress, "origin">): boolean {
  if (text.length > MAX_ADDRESS_LENGTH || !URL.canParse(text)) return false;
  const { protocol, hostname, username, password, hash } = new URL(text);
  if (username !== "" || password !== "" || hash !== "" || !HOST.test(hostname)) return false;
  if (protocol === "https:") return true;
  return (
    protocol === "http:" && LOCAL_HOSTS.has(hostname) && LOCAL_HOSTS.has(new URL(origin).hostname)
  );
}

/**
 * The address of a platform's start page, as people type it: without a slash at the end, and with
 * "https://" if they leave it out.
 */
export function completeRoot(text: string): string {
  const whole = /^[a-z][a-z\d+.-]*:\/\//i.test(text) ? text : `https://${text}`;
  return whole.replace(/\/+$/, "");
}
