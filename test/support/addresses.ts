// Every address in an answer of the site, in any place: headers, attributes, style sheets, modules,
// JSON, plain text.

import { parseHTML } from "linkedom";

export interface Address {
  /** "location", "a href", "POST form", "css", "text" … */
  place: string;
  /** As it is written. */
  written: string;
}

export interface Answer {
  url: string;
  headers: Headers;
  text: string;
}

const ATTRIBUTES = [
  "href",
  "src",
  "poster",
  "cite",
  "data",
  "manifest",
  "background",
  "xlink:href",
];

export function addressesOf({ url, headers, text }: Answer): Address[] {
  const type = headers.get("content-type") ?? "";
  return [
    ...ofHeaders(headers),
    ...(type.startsWith("text/html") ? ofPage(text) : []),
    ...(type.startsWith("application/json") ? ofJson(text === "" ? null : JSON.parse(text)) : []),
    ...(type.startsWith("text/css") ? ofStyle(text) : []),
    ...(type.startsWith("text/javascript") ? ofModule(text) : []),
    ...ofText(text, new URL(url).origin),
  ];
}

/**
 * Those that a browser at `url` would request from this site's host, but outside of `base`; or from
 * an unknown host (`known`: origins that are allowed).
 */
export function outside(
  addresses: readonly Address[],
  url: string,
  base: string,
  known: readonly string[],
): string[] {
  const { origin } = new URL(url);
  return addresses.flatMap(({ place, written }) => {
    if (place === "set-cookie path") return written === base ? [] : [`${place}: ${written}`];
    if (!URL.canParse(written, url)) return [`${place}: ${written}`];
    const target = new URL(written, url);
    const isInside =
      target.origin === origin
        ? target.pathname === base || target.pathname.startsWith(`${base}/`)
        : known.includes(target.origin);
    return isInside ? [] : [`${place}: ${written}`];
  });
}

function ofHeaders(headers: Headers): Address[] {
  const found: Address[] = [];
  for (const name of ["location", "content-location"])
    if (headers.has(name)) found.push({ place: name, written: headers.get(name)! });
  for (const [, written] of (headers.get("link") ?? "").matchAll(/<([^>]*)>/g))
    found.push({ place: "link", written: written! });
  const refresh = /url=(.*)$/.exec(headers.get("refresh") ?? "")?.[1];
  if (refresh !== undefined) found.push({ place: "refresh", written: refresh });
  for (const cookie of headers.getSetCookie())
    found.push({
      place: "set-cookie path",
      written: /;\s*path=([^;]*)/i.exec(cookie)?.[1] ?? "(none)",
    });
  // Words like 'self' are not addresses.
  for (const [, written] of (headers.get("content-security-policy") ?? "").matchAll(
    /\s((?:\/|https?:)[^\s;]*)/g,
  ))
    found.push({ place: "content-security-policy", written: written! });
  return found;
}

function ofPage(text: string): Address[] {
  const { document } = parseHTML(text);
  const found: Address[] = [];
  for (const element of document.querySelectorAll("*")) {
    const tag = element.tagName.toLowerCase();
    for (const { name, value } of element.attributes) {
      if (name === "action" || name === "formaction")
        found.push({
          place: `${(element.closest("form")?.getAttribute("method") ?? "get").toUpperCase()} form`,
          written: value,
        });
      else if (ATTRIBUTES.includes(name)) found.push({ place: `${tag} ${name}`, written: value });
      else if (name === "srcset")
        for (const part of value.split(","))
          found.push({ place: `${tag} srcset`, written: part.trim().split(/\s/)[0]! });
      else if (name === "style") found.push(...ofStyle(value));
      else if (name.startsWith("data-") && (isPath(value) || /^https?:/.test(value)))
        found.push({ place: `${tag} ${name}`, written: value });
    }
    if (tag === "meta" && /^refresh$/i.test(element.getAttribute("http-equiv") ?? ""))
      found.push({
        place: "meta refresh",
        written: /url=(.*)$/i.exec(element.getAttribute("content") ?? "")?.[1] ?? "",
      });
    if (tag === "style") found.push(...ofStyle(element.textContent ?? ""));
    if (tag === "script" && element.getAttribute("type") === "application/json")
      found.push(...ofJson(JSON.parse(element.textContent ?? "null")));
  }
  return found;
}

function ofJson(value: unknown): Address[] {
  if (typeof value === "string") {
    if (isPath(value)) return [{ place: "json", written: value }];
    return value.includes("</") ? ofPage(value) : [];
  }
  if (Array.isArray(value)) return value.flatMap(ofJson);
  if (typeof value !== "object" || value === null) return [];
  // A nonce is base64: one in 64 begins with a slash.
  return Object.entries(value).flatMap(([key, inner]) => (key === "nonce" ? [] : ofJson(inner)));
}

function ofStyle(text: string): Address[] {
  return [...text.matchAll(/url\(\s*["']?([^"')]*)/g), ...text.matchAll(/@import\s+["']([^"']*)/g)]
    .map(([, written]) => written!)
    .filter((written) => !written.startsWith("data:"))
    .map((written) => ({ place: "css", written }));
}

/** Built modules end in ".js". Prettier's parser has an example of an import in a message. */
function ofModule(text: string): Address[] {
  return [...text.matchAll(/(?:\bfrom|\bimport)\s*\(?\s*["'](\.{0,2}\/[^"']*\.js)["']/g)].map(
    ([, written]) => ({ place: "module", written: written! }),
  );
}

/** Complete addresses of the site in text that people copy: join links, commands, tables. */
function ofText(text: string, origin: string): Address[] {
  const host = RegExp.escape(new URL(origin).host);
  return [...text.matchAll(new RegExp(`https?://${host}[^\\s"'<>\\\\,]*`, "g"))].map(
    ([written]) => ({ place: "text", written }),
  );
}

/** Nor a comment or a division in someone's code. */
function isPath(value: string): boolean {
  return /^\/(?![/*\s])\S*$/.test(value);
}
