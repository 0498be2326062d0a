// The entry point for language models that write: what is asked of them, and what they wrote.

export * from "../written-text.ts";
export { readCorpus } from "../writing/corpus.ts";
