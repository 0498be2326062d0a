// The plugin comes without types.

declare module "markdown-it-container" {
  import type { MarkdownIt, Token } from "markdown-it";
  const plugin: (
    markdown: MarkdownIt,
    name: string,
    options: {
      validate: (params: string) => boolean;
      render: (tokens: Token[], at: number) => string;
    },
  ) => void;
  export default plugin;
}
