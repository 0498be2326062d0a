// A solution's code under its title. The island highlight-code colours it.

import { escapeControls } from "../reports/visible-text.ts";

interface SolutionCodeProps {
  title: string;
  /** Unique on the page. */
  id: string;
  source: string;
}

export function SolutionCode({ title, id, source }: SolutionCodeProps) {
  const lines = source.replace(/\n$/, "").split("\n");
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      <pre class="solution" tabindex={0} role="group" aria-labelledby={id}>
        <code data-highlight>{lines.map(escapeControls).join("\n")}</code>
      </pre>
    </section>
  );
}
