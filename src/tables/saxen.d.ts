// What of saxen is used here; the package has no types.

declare module "saxen" {
  export class Parser {
    on(event: "openTag", take: (name: string, getAttributes: () => Record<string, string>) => void): this;
    on(event: "closeTag", take: (name: string) => void): this;
    on(event: "text", take: (value: string, decodeEntities: (text: string) => string) => void): this;
    on(event: "cdata", take: (value: string) => void): this;
    on(event: "error", take: (error: Error) => void): this;
    parse(xml: string): void;
  }
  export function decode(text: string): string;
}
