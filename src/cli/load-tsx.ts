// Lets Node read .tsx, which it does not by itself: a hook in front of its own loader, for those
// files alone. Everything else goes its usual way, with Node's cache of compiled code. sucrase
// keeps every line where it was, so a stack's numbers are right as they are.

import { readFileSync } from "node:fs";
import { registerHooks } from "node:module";
import { fileURLToPath } from "node:url";
import { transform } from "sucrase";

export function loadTsx(): void {
  registerHooks({
    load: (url, context, nextLoad) => {
      if (!url.startsWith("file:") || !url.endsWith(".tsx")) return nextLoad(url, context);
      const filePath = fileURLToPath(url);
      const { code } = transform(readFileSync(filePath, "utf8"), {
        transforms: ["typescript", "jsx"],
        jsxRuntime: "automatic",
        jsxImportSource: "#jsx",
        production: true,
        filePath,
      });
      return { format: "module", source: code, shortCircuit: true };
    },
  });
}
