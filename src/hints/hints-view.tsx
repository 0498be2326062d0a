// The hints of an exercise on its page: those that the reader has opened, and a button for the next
// one of each function. The buttons belong to the editor's form, so that without a script the code
// is sent along and saved as a draft. The island removes this, because it saves drafts itself.

import { raw } from "hono/html";
import { HINT_STEPS, type Hints, type HintStep, type Language } from "../../grader/doors/packs.ts";
import type { Catalogue } from "../catalogue/catalogue.ts";
import type { FoundExercise } from "../catalogue/find-exercise.ts";
import type { Db } from "../db/open.ts";
import type { AppContext } from "../http/environment.ts";
import { describeAccess } from "./describe-access.ts";
import { type HintAccess, computeHintAccess } from "./hint-access.ts";
import { selectFunctionHints } from "./hint-views.ts";
import { selectHints } from "./select-hints.ts";

export interface ShownHints {
  access: HintAccess;
  /** Empty unless hints may be opened now. */
  functions: {
    name: string;
    /** HTML. */
    opened: { step: HintStep; html: string }[];
    next: HintStep | undefined;
  }[];
}

/** undefined if the exercise has no hints. */
export async function readShownHints(
  { db, catalogue }: { db: Db; catalogue: Catalogue },
  c: AppContext,
  { offer, works }: FoundExercise,
): Promise<ShownHints | undefined> {
  const { pack, id, hash } = offer;
  const hints = selectHints(db, pack, id);
  if (hints === null) return undefined;
  const { userId } = c.get("viewer");
  const access = computeHintAccess(db, { userId, pack, exercise: id, hash, works });
  if (access.kind !== "open") return { access, functions: [] };
  const reader = userId === null ? undefined : { userId, packId: pack, exerciseId: id };
  const found = selectFunctionHints(db, hints, offer.exercise.manifest.exports, reader);
  const isAnyOpened = found.some(({ opened }) => opened.length > 0);
  const html = isAnyOpened
    ? await renderAll(catalogue, offer, hints, c.get("language"))
    : new Map<string, string>();
  return {
    access,
    functions: found.map(({ name, opened, next }) => ({
      name,
      opened: opened.map((step) => ({ step, html: html.get(`${name} ${step}`)! })),
      next,
    })),
  };
}

/** All in one call, because its result is stored. By "function step". */
async function renderAll(
  catalogue: Catalogue,
  offer: FoundExercise["offer"],
  hints: Hints,
  language: Language,
): Promise<Map<string, string>> {
  const all = Object.entries(hints).flatMap(([name, three]) =>
    HINT_STEPS.map((step): [string, string] => [`${name} ${step}`, three[step][language]]),
  );
  const rendered = await catalogue.renderTexts(
    offer,
    all.map(([, text]) => text),
  );
  return new Map(all.map(([key], i) => [key, rendered[i]!]));
}

const NUMBERS: Record<HintStep, number> = { nudge: 1, idea: 2, formula: 3 };

/** `action`: the address that opens a hint. */
export function HintsView({
  c,
  shown: { access, functions },
  action,
}: {
  c: AppContext;
  shown: ShownHints;
  action: string;
}) {
  const t = c.get("t");
  return (
    <section class="hints" id="hints" aria-labelledby="hints-title">
      <h2 id="hints-title">{t("hint.title")}</h2>
      {access.kind === "open" ? (
        <p class="muted">{t("hint.intro")}</p>
      ) : (
        <p class="notice">{describeAccess(c, access)}</p>
      )}
      <form method="post" action={action} id="hint-form">
        {functions.map(({ name, opened, next }) => (
          <div class="hint-function">
            <h3 id={`hints-${name}`} tabindex={-1}>
              <code>{name}</code>
            </h3>
            {opened.map(({ step, html }) => (
              <div class="hint-text">
                <h4>
                  {NUMBERS[step]}. {t(`hint.step.${step}`)}
                </h4>
                {raw(html)}
              </div>
            ))}
            {next === undefined ? (
              <p class="muted">{t("hint.allOpened")}</p>
            ) : (
              <p>
                <button
                  type="submit"
                  name="hint"
                  value={`${name} ${next}`}
                  form="editor-form"
                  formaction={action}
                >
                  {t(`hint.show.${next}`)}
                  <span class="visually-hidden"> ({name})</span>
                </button>
              </p>
            )}
          </div>
        ))}
      </form>
    </section>
  );
}
