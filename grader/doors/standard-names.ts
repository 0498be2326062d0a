// The entry point for building the editor: what the standard types of a submission offer.

export { listStandardNames } from "../type-check/list-standard-names.ts";
