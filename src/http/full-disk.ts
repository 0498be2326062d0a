// The message for a full disk: which action failed, what was not saved, and what is lost if the
// reader leaves the page.

import type { WordKey } from "../i18n/index.ts";

export type UserAction = "read" | "signIn" | "signUp" | "submit" | "draft" | "upload" | "change";

const ACTIONS: [RegExp, UserAction][] = [
  [/\/submissions$/, "submit"],
  [/\/draft$/, "draft"],
  [/\/(?:people|gradebook)\/(?:import|canvas)$/, "upload"],
  [/\/(?:sign-in(?:\/provider)?|auth\/.*)$/, "signIn"],
  [/\/(?:sign-up|setup\/[^/]+)$/, "signUp"],
];

/** `path`: the path of the request, relative to the site's address. */
export function nameAction(method: string, path: string): UserAction {
  // The return from an OpenID provider is a GET.
  if (/\/auth\//.test(path)) return "signIn";
  if (method === "GET" || method === "HEAD") return "read";
  return ACTIONS.find(([pattern]) => pattern.test(path))?.[1] ?? "change";
}

export function chooseFullDiskMessage(method: string, path: string): WordKey {
  return `site.full.${nameAction(method, path)}`;
}
