// Runs a command from the sources, not from the bundle: node test/support/run-main.ts COMMAND …

import { main } from "../../src/cli/main.ts";

await main();
