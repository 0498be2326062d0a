// What the globals and standard types offer. The build replaces STANDARD_NAMES by a table made from
// the type checker's declarations (src/ui/assets.ts); the browser loads this file only when the first
// list of names is opened.

import type { StandardNames } from "../../../../grader/doors/type-errors.ts";

declare const STANDARD_NAMES: StandardNames;

export const standardNames: StandardNames = STANDARD_NAMES;
