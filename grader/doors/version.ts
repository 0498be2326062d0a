// The entry point for the version alone: importing it loads nothing else of the grader.

export { ENGINE_VERSION } from "../engine.ts";
