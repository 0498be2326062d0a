// source: compile-error | TypeScript's own form of import, which becomes a call of require.
import fs = require("node:fs");
export const total = (): number => fs.readdirSync("/").length;
