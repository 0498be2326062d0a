// The source of the editor's lists. While typing a name, the editor offers what it knows itself.
// After a dot, and when the reader asks for a list, the type checker is asked too; if it is busy or
// slow, the editor's own list stands.

import type {
  Completion,
  CompletionContext,
  CompletionResult,
  CompletionSource,
} from "@codemirror/autocomplete";
import { syntaxTree } from "@codemirror/language";
import type { EditorData, EditorWords } from "../../../catalogue/editor-data.ts";
import type { AssistAnswer, StandardNames } from "../../../../grader/doors/type-errors.ts";
import type { AskAssist } from "./ask-assist.ts";
import { guessReceiver } from "./guess-receiver.ts";
import { asMembers, createSnippets, listLocalNames } from "./local-names.ts";
import type { Quiet } from "./quiet.ts";

export interface CompletionParts {
  ask: AskAssist;
  quiet: Quiet;
  exports: EditorData["exports"];
  words: EditorWords;
  /** Rejects if the table cannot be loaded. */
  loadNames: () => Promise<StandardNames>;
}

/** How long a list of the editor's own waits for the type checker's, after the quiet. */
const PATIENCE_MS = 350;
const WORD = /[\p{ID_Continue}$]*$/u;
const VALID_FOR = /^[\p{ID_Continue}$]*$/u;
const MEMBER = /\??\.\s*[\p{ID_Continue}$]*$/u;
/** Where no name of the program can stand. */
const NO_CODE = ["LineComment", "BlockComment", "String", "TemplateString", "RegExp", "Number"];
/** Where a new name is given: a list would only be in the way. */
const NEW_NAME = ["VariableDefinition", "TypeDefinition", "PropertyDefinition", "Label"];
const NO_NAMES: StandardNames = { globals: [], statics: {}, members: {} };

export function createCompletionSource(parts: CompletionParts): CompletionSource {
  const snippets = createSnippets(parts.words);

  return async (context) => {
    const { state, pos, explicit } = context;
    const { name } = syntaxTree(state).resolveInner(pos, -1);
    if (NO_CODE.includes(name) || (!explicit && NEW_NAME.includes(name))) return null;
    const member = context.matchBefore(MEMBER);
    const word = context.matchBefore(WORD)!;
    // "...rest" is no member, and "1." is a number.
    const isMember =
      member !== null && !/[.\d]$/.test(state.sliceDoc(member.from - 1, member.from));
    if (!isMember && word.text === "" && !explicit) return null;
    // Offline, the names of the text are still offered.
    const names = await parts.loadNames().catch(() => NO_NAMES);
    if (context.aborted) return null;
    return isMember
      ? completeMember(context, member.from, word.from, names)
      : completeName(context, word.from, names);
  };

  async function completeMember(
    context: CompletionContext,
    dot: number,
    from: number,
    names: StandardNames,
  ): Promise<CompletionResult | null> {
    const guess = guessReceiver(context.state, dot, names);
    const own = guess === undefined ? undefined : asMembers(guess.names);
    const known =
      guess?.isCertain === true ? undefined : await askQuietly(context, own !== undefined);
    return offer(from, known?.options ?? own);
  }

  async function completeName(
    context: CompletionContext,
    from: number,
    names: StandardNames,
  ): Promise<CompletionResult | null> {
    const own = listLocalNames(context, parts.exports, names, snippets);
    if (!context.explicit) return offer(from, own);
    const known = await askQuietly(context, true);
    if (known === undefined) return offer(from, own);
    // The type checker knows the types of the names; it knows no keywords and no snippets.
    const byName = new Map(known.options.map((option) => [option.label, option]));
    const rest = own.filter(({ label, type }) => type === "snippet" || !byName.has(label));
    return offer(from, [...known.options, ...rest]);
  }

  /** `hasOwn`: there is something else to offer, so the answer must come soon. */
  async function askQuietly(
    context: CompletionContext,
    hasOwn: boolean,
  ): Promise<{ options: Completion[] } | undefined> {
    const dropping = new AbortController();
    context.addEventListener("abort", () => dropping.abort(), { onDocChange: true });
    if (!(await parts.quiet.wait(dropping.signal))) return undefined;
    const patience = hasOwn ? setTimeout(() => dropping.abort(), PATIENCE_MS) : undefined;
    const place = { source: context.state.doc.toString(), offset: context.pos };
    const answer = await parts.ask("completion", place, dropping.signal);
    clearTimeout(patience);
    return toOptions(answer);
  }
}

function offer(from: number, options: Completion[] | undefined): CompletionResult | null {
  if (options === undefined || options.length === 0) return null;
  return { from, options, validFor: VALID_FOR };
}

function toOptions(answer: AssistAnswer | undefined): { options: Completion[] } | undefined {
  if (answer?.about !== "completion" || answer.options.length === 0) return undefined;
  return {
    options: answer.options.map(({ name, kind, isNear, detail }) => ({
      label: name,
      type: kind,
      boost: isNear ? 1 : -1,
      ...(detail !== null && { detail }),
    })),
  };
}
