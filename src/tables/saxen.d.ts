// Types for the part of saxen that is used here; the package has none.

declare module "saxen" {
  export class Parser {
    on(
      event: "openTag",
      take: (
        name: string,
        getAttributes: () => Record<string, string>,
        decodeEntities: (text: string) => string,
        isClosed: boolean,
        getContext: GetContext,
      ) => void,
    ): this;
    on(
      event: "attention",
      take: (
        text: string,
        decodeEntities: (text: string) => string,
        getContext: GetContext,
      ) => void,
    ): this;
    on(event: "question", take: (text: string, getContext: GetContext) => void): this;
    on(event: "warn", take: (error: Error) => void): this;
    on(event: "closeTag", take: (name: string) => void): this;
    on(
      event: "text",
      take: (value: string, decodeEntities: (text: string) => string) => void,
    ): this;
    on(event: "cdata", take: (value: string) => void): this;
    on(event: "error", take: (error: Error, getContext: GetContext) => void): this;
    parse(xml: string): void;
  }
  /** The parser's position; both from 0. */
  export type GetContext = () => { line: number; column: number };
  export function decode(text: string): string;
}
