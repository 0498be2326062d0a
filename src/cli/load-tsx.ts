// Lets Node read .tsx files: a hook before Node's own loader, for those files only. All other files
// go through Node's loader, with its cache of compiled code. sucrase preserves line numbers, so
// stack traces are correct without source maps.

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
