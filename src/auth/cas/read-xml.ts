// Reads a small XML document of another system as a tree, with namespaces. It knows XML's own
// entities alone: a document type is refused, so nothing can expand or be fetched. Depth and number
// of elements are limited. (https://www.w3.org/TR/xml-names/)

import { decode, Parser } from "saxen";

const MAX_DEPTH = 20;
const MAX_ELEMENTS = 2000;

export interface XmlElement {
  /** Of its namespace; "" for none. */
  namespace: string;
  /** Without the prefix. */
  name: string;
  attributes: Record<string, string>;
  /** Its own text, without that of its children. */
  text: string;
  children: XmlElement[];
}

type Prefixes = Record<string, string>;

/** undefined for anything that is not one well-formed document within the limits. */
export function readXml(document: string): XmlElement | undefined {
  const roots: XmlElement[] = [];
  const open: { element: XmlElement; prefixes: Prefixes }[] = [];
  let count = 0;
  const refuse = (): never => {
    throw new Error("refused");
  };
  const parser = new Parser();
  parser.on("openTag", (tag, readAttributes) => {
    count += 1;
    if (count > MAX_ELEMENTS || open.length >= MAX_DEPTH) refuse();
    const attributes = Object.fromEntries(
      Object.entries(readAttributes()).map(([name, value]) => [name, decode(value)]),
    );
    const outer = open.at(-1);
    const prefixes = { ...outer?.prefixes, ...listPrefixes(attributes) };
    const [prefix, name] = splitName(tag);
    const namespace = prefix === "" ? (prefixes[""] ?? "") : prefixes[prefix];
    if (namespace === undefined) return refuse();
    const element = { namespace, name, attributes, text: "", children: [] };
    (outer?.element.children ?? roots).push(element);
    open.push({ element, prefixes });
  });
  parser.on("closeTag", () => void open.pop());
  const addText = (text: string) => {
    const within = open.at(-1)?.element;
    if (within !== undefined) within.text += text;
  };
  parser.on("text", (text, decodeEntities) => addText(decodeEntities(text)));
  parser.on("cdata", addText);
  // A document type arrives here.
  parser.on("attention", refuse);
  parser.on("warn", refuse);
  parser.on("error", refuse);
  try {
    parser.parse(document);
  } catch {
    return undefined;
  }
  return roots.length === 1 && open.length === 0 ? roots[0] : undefined;
}

/** The children with this name, in the namespace of the element itself. */
export function findChildren(element: XmlElement, name: string): XmlElement[] {
  return element.children.filter(
    (child) => child.name === name && child.namespace === element.namespace,
  );
}

function splitName(tag: string): [prefix: string, name: string] {
  const at = tag.indexOf(":");
  return at === -1 ? ["", tag] : [tag.slice(0, at), tag.slice(at + 1)];
}

function listPrefixes(attributes: Record<string, string>): Prefixes {
  return Object.fromEntries(
    Object.entries(attributes)
      .filter(([name]) => name === "xmlns" || name.startsWith("xmlns:"))
      .map(([name, uri]) => [name.slice("xmlns:".length), uri]),
  );
}
