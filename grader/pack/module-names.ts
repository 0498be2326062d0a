// The modules that an exercise may have, each in a file of that name.

export const MODULE_NAMES = ["driver", "reference", "generator", "validator", "checker"] as const;
export type ModuleName = (typeof MODULE_NAMES)[number];
