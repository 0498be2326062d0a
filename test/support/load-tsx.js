// For scripts that draw pages: node --import ./test/support/load-tsx.js SCRIPT

import { loadTsx } from "../../src/cli/load-tsx.ts";

loadTsx();
