// Parses XML and refuses what is not well-formed.

import { Parser } from "saxen";

/** The root element, with its attributes as written. Throws for anything that is not well-formed. */
export function parseXml(text: string): { name: string; attributes: Record<string, string> } {
  // oxlint-disable-next-line no-control-regex -- XML does not allow them
  const forbidden = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udfff]/u.exec(
    text,
  );
  if (forbidden !== null) throw new Error(`a character that XML does not allow: ${text}`);
  const parser = new Parser();
  let root: { name: string; attributes: Record<string, string> } | undefined;
  let depth = 0;
  parser.on("error", (error: Error) => {
    throw error;
  });
  parser.on("warn", (error: Error) => {
    throw error;
  });
  parser.on("openTag", (name: string, getAttributes: () => Record<string, string>) => {
    const attributes = getAttributes();
    root ??= { name, attributes };
    depth += 1;
  });
  parser.on("closeTag", () => {
    depth -= 1;
  });
  parser.parse(text);
  if (root === undefined || depth !== 0) throw new Error(`not well-formed: ${text}`);
  return root;
}
