// With node --import: prints the address of every module that is loaded, on standard error.

import { writeSync } from "node:fs";
import { registerHooks } from "node:module";

registerHooks({
  load: (url, context, nextLoad) => {
    writeSync(2, `loaded ${url}\n`);
    return nextLoad(url, context);
  },
});
