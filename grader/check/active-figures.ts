// A figure is only a picture: it runs no code and loads nothing from elsewhere. The site's content
// security policy would block both, but an editor or another site would not.

import { decode, type GetContext, Parser } from "saxen";
import { listFiles, readText } from "../pack/files.ts";
import type { Exercise } from "../pack/exercise.ts";
import { type Finding, bindFinding } from "./finding.ts";

const ACTIVE = new Set([
  "script",
  "foreignobject",
  "iframe",
  "embed",
  "object",
  "audio",
  "video",
  "handler",
  "listener",
  "a",
  "link",
  "meta",
  "set",
  "animate",
  "animatetransform",
  "animatemotion",
]);
const ANIMATIONS = new Set(["set", "animate", "animatetransform", "animatemotion"]);

export function checkFigures(exercise: Exercise): Finding[] {
  return listFiles(exercise.folder, "", [])
    .filter((file) => file.startsWith("figures/"))
    .flatMap((file) => {
      const text = readText(exercise.folder, file, "", []) ?? "";
      return findActive(text).map(({ what, line, column }) =>
        bindFinding(exercise)("figure-active", file, { what }, { line, column }),
      );
    });
}

interface Active {
  what: string;
  line: number;
  column: number;
}

function findActive(text: string): Active[] {
  const found: Active[] = [];
  const parser = new Parser();
  let inStyle: { line: number; column: number } | undefined;
  const add = (what: string, { line, column }: { line: number; column: number }) =>
    void found.push({ what, line: line + 1, column: column + 1 });
  parser.on("openTag", (element, getAttributes, _decode, _isClosed, getContext) => {
    const name = element.replace(/^.*:/, "").toLowerCase();
    const attributes = getAttributes();
    const place = getContext();
    inStyle = name === "style" ? place : undefined;
    if (
      ACTIVE.has(name) &&
      !(ANIMATIONS.has(name) && !/href|^on/i.test(attributes["attributeName"] ?? ""))
    )
      add(`<${element}>`, place);
    for (const [key, written] of Object.entries(attributes)) {
      const value = decode(written);
      if (/^on/i.test(key)) add(key, place);
      else if (
        /(?:^|:)(?:href|src)$/i.test(key) &&
        !/^(?:#|data:image\/(?:png|jpeg|gif|webp);)/i.test(value.trim())
      )
        add(`${key}="${value.slice(0, 60)}"`, place);
      else if (isFetching(value)) add(`${key}="${value.slice(0, 60)}"`, place);
    }
  });
  parser.on("text", (value: string) => {
    if (inStyle !== undefined && isFetching(value)) add("<style>", inStyle);
    inStyle = undefined;
  });
  const addMarkup = (value: string, getContext: GetContext) => {
    if (/<!DOCTYPE|<!ENTITY|xml-stylesheet/i.test(value)) add(value.slice(0, 40), getContext());
  };
  parser.on("question", addMarkup);
  parser.on("attention", (value, _decode, getContext) => addMarkup(value, getContext));
  // Browsers do not show a malformed file as a picture, but may run its scripts if it is opened.
  parser.on("error", (_error, getContext) => {
    if (/<script|\son[a-z]+\s*=/i.test(text)) add("<script>", getContext());
  });
  parser.on("warn", () => undefined);
  parser.parse(text);
  return found;
}

/** A style that loads a picture or style sheet. url(#name), a gradient of the figure, is fine. */
function isFetching(value: string): boolean {
  return (
    /@import|expression\s*\(|url\(\s*["']?(?!["']?#|data:image\/)/i.test(value) ||
    /^\s*javascript:/i.test(value)
  );
}
