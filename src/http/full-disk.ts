// The message for a full disk: which action failed, what was not saved, and what is lost if the
// reader leaves the page.

import type { WordKey } from "../i18n/index.ts";

export type Deed = "read" | "signIn" | "signUp" | "submit" | "draft" | "upload" | "change";

const DEEDS: [RegExp, Deed][] = [
  [/\/submissions$/, "submit"],
  [/\/draft$/, "draft"],
  [/\/(?:people|gradebook)\/(?:import|canvas)$/, "upload"],
  [/\/(?:sign-in(?:\/provider)?|auth\/.*)$/, "signIn"],
  [/\/(?:sign-up|setup\/[^/]+)$/, "signUp"],
];

/** `path`: the path of the request, relative to the site's address. */
export function deedOf(method: string, path: string): Deed {
  // The return from an OpenID provider is a GET.
  if (/\/auth\//.test(path)) return "signIn";
  if (method === "GET" || method === "HEAD") return "read";
  return DEEDS.find(([pattern]) => pattern.test(path))?.[1] ?? "change";
}

export function fullDiskWords(method: string, path: string): WordKey {
  return `site.full.${deedOf(method, path)}`;
}
