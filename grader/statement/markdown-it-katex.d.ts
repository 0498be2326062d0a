// The plugin's own types are for an older markdown-it.

declare module "@vscode/markdown-it-katex" {
  import type MarkdownIt from "markdown-it";
  import type { KatexOptions } from "katex";
  const plugin: ((markdown: MarkdownIt, options: KatexOptions & { katex?: unknown }) => void) & {
    default?: (markdown: MarkdownIt, options: KatexOptions & { katex?: unknown }) => void;
  };
  export default plugin;
}
