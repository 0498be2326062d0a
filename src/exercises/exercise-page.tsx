// One exercise: the statement beside the editor, and the live tests' results below the editor. The
// page is a form that works without scripts. The island (islands/editor.ts) turns the text area into
// an editor, saves drafts, and runs the live tests.

import { raw } from "hono/html";
import { EmptyLiveTestsView } from "../live-tests/live-tests-view.tsx";
import { newId } from "../db/id.ts";
import type { Work } from "../assignments/assignments.ts";
import { WorkBanner } from "../courses/work-banner.tsx";
import type { AppContext } from "../http/environment.ts";
import { ExamNote } from "../submissions/exam-note.tsx";
import type { ExerciseProgress } from "../grading/select-progress.ts";
import type { WordKey } from "../i18n/index.ts";
import type { Absence } from "../submissions/sending/decide.ts";
import { GoalFields } from "../submissions/sending/goal-fields.tsx";
import { formatGoal } from "../submissions/sending/goal-words.ts";
import { formatNumber } from "../ui/format.ts";
import { JsonScript } from "../ui/json-script.tsx";
import { Layout } from "../ui/layout.tsx";
import { TryForm } from "../own-tests/try-form.tsx";
import type { Neighbours, Offer } from "../catalogue/catalogue.ts";
import type { EditorData } from "../catalogue/editor-data.ts";
import { describeKnobs } from "./knobs-start.ts";
import { HintsView, type ShownHints } from "../hints/hints-view.tsx";
import { ExerciseFacts } from "./exercise-facts.tsx";
import { EditorTools, SymbolRow } from "./editor-tools.tsx";

interface PageProps {
  c: AppContext;
  offer: Offer;
  data: EditorData;
  work: Work | null;
  /**
   * What the reader can submit it for, besides practice: `work`, or each assignment if there are
   * several and the address names none.
   */
  works: readonly Work[];
  /** Why the assignment in the address takes no submission from the reader, if it does not. */
  absence: Absence | undefined;
  /** Staff view the course as a student. */
  isViewing: boolean;
  /** When the running exam on the exercise ends; Infinity if it has no end, null if none runs. */
  examEndMs: number | null;
  /** Whether the reader may see the assignment's solutions now. */
  hasSolutions: boolean;
  /** undefined for a visitor without a session, and if the reader has submitted nothing yet. */
  progress: ExerciseProgress | undefined;
  neighbours: Neighbours;
  /** undefined if the exercise has none. */
  hints: ShownHints | undefined;
}

export function ExercisePage(props: PageProps) {
  const { c, offer, work, hasSolutions, data, neighbours, hints } = props;
  const t = c.get("t");
  const language = c.get("language");
  const title = offer.exercise.manifest.title[language];
  const knobs = describeKnobs(offer, t);
  const islands = ["editor", "reference-answers", ...(knobs === undefined ? [] : ["knobs"])];
  return (
    <Layout c={c} title={title} islands={islands} styles={["katex"]} wide>
      <div class="workbench" id="workbench">
        <article class="statement" id="statement" tabindex={0} aria-label={t("editor.statement")}>
          <Around c={c} neighbours={neighbours} />
          <h1>{title}</h1>
          <p class="exercise-facts muted">
            <ExerciseFacts c={c} offer={offer} />
          </p>
          {work !== null && <WorkBanner c={c} work={work} hasSolutions={hasSolutions} />}
          <WhichAssignment {...props} />
          {raw(offer.statements[language])}
          {hints !== undefined && (
            <HintsView c={c} shown={hints} action={`${data.path}/hints${data.query}`} />
          )}
        </article>
        <div
          class="divider"
          id="divider"
          role="separator"
          aria-orientation="vertical"
          aria-label={t("editor.divider")}
          aria-controls="statement"
          tabindex={0}
          hidden
        ></div>
        <div class="desk" id="desk">
          <EditorForm {...props} />
          <Results {...props} />
        </div>
        <nav class="jump" aria-label={t("editor.jump")}>
          <a href="#statement">{t("editor.statement")}</a>
          <a href="#desk">{t("editor.code")}</a>
          <a href="#results">{t("editor.liveTests.title")}</a>
        </nav>
      </div>
      <JsonScript id="editor-data" data={data} />
      {knobs !== undefined && <JsonScript id="knobs-data" data={knobs} />}
    </Layout>
  );
}

function EditorForm(props: PageProps) {
  const { c, data, work, progress, examEndMs } = props;
  const t = c.get("t");
  const source = data.from?.source ?? data.draft?.source ?? data.starter;
  return (
    <form
      class="editor"
      id="editor-form"
      method="post"
      action={`${data.path}/submissions${data.query}`}
    >
      <input type="hidden" name="form-key" value={newId()} />
      <input
        type="hidden"
        name="draft-revision"
        value={data.from === null ? (data.draft?.revision ?? 0) : 0}
      />
      <div class="editor-head">
        <label for="source">{t("submission.source")}</label>
        <span class="draft-state" id="draft-state" role="status"></span>
        <EditorTools c={c} />
      </div>
      <div id="notices" aria-live="polite"></div>
      <textarea
        id="source"
        name="source"
        rows={24}
        spellcheck={false}
        autocapitalize="off"
        autocomplete="off"
        autocorrect="off"
        aria-describedby="editor-keys"
      >
        {source}
      </textarea>
      <div class="code-editor" id="code-editor" hidden></div>
      <SymbolRow c={c} />
      {examEndMs !== null && (
        <ExamNote
          c={c}
          endMs={examEndMs}
          timeZone={work?.assignment.course.timeZone ?? c.get("timeZone")}
        />
      )}
      <div id="goal">
        <GoalFields c={c} works={props.works} why={whyPractice(props)} />
      </div>
      <div class="editor-foot">
        <span
          class="keys muted"
          id="editor-keys"
          data-mac={t("editor.keysMac")}
          data-vim={t("editor.keysVim")}
          data-vim-mac={t("editor.keysVimMac")}
          hidden
        >
          {t("editor.keys")}
        </span>
        <Standing c={c} path={data.path} progress={progress} />
      </div>
      <noscript>
        <p class="notice">{t("editor.noScript")}</p>
      </noscript>
    </form>
  );
}

function Results({ c, offer }: PageProps) {
  const t = c.get("t");
  return (
    <section
      class="results"
      id="results"
      aria-label={t("editor.liveTests.region")}
      tabindex={0}
      hidden
    >
      <TryForm c={c} offer={offer} />
      <div class="results-head">
        <h2>{t("editor.liveTests.title")}</h2>
        <span class="live-test-state" id="live-test-state" role="status"></span>
      </div>
      <div id="live-test-report">
        <EmptyLiveTestsView c={c} offer={offer} />
      </div>
      <div id="own-tests" hidden></div>
      <p class="muted" id="own-test-state" role="status"></p>
      <div id="type-problems" hidden></div>
    </section>
  );
}

/**
 * Shown if several assignments use the exercise: each has a page of its own, with its own version of
 * the tests.
 */
function WhichAssignment({ c, data, works, work, absence }: PageProps) {
  const t = c.get("t");
  if (work !== null || (absence === undefined && works.length < 2)) return <></>;
  return (
    <aside class="notice warn" aria-label={t("work.title")}>
      {absence !== undefined && (
        <p>
          {t("purpose.ask.absentTitle")}: {t(`purpose.ask.absent.${absence}`)}
        </p>
      )}
      {works.length > 1 && <p>{t("purpose.choose")}</p>}
      {works.length > 0 && (
        <ul>
          {works.map((other) => (
            <li>
              <a href={`${data.path}?assignment=${other.assignment.id}`}>
                {formatGoal(other, t, c.get("language"))}
              </a>
            </li>
          ))}
        </ul>
      )}
    </aside>
  );
}

function whyPractice({ c, works, absence, isViewing }: PageProps): WordKey | undefined {
  if (isViewing) return "purpose.viewing";
  if (works.length > 0 || absence !== undefined) return undefined;
  return c.get("viewer").kind === "member" ? "purpose.noCourse" : "purpose.guest";
}

function Around({ c, neighbours: { previous, next } }: { c: AppContext; neighbours: Neighbours }) {
  const t = c.get("t");
  const language = c.get("language");
  if (previous === undefined && next === undefined) return <></>;
  return (
    <nav class="around" aria-label={t("editor.around")}>
      {previous === undefined ? (
        <span></span>
      ) : (
        <a rel="prev" href={`/exercises/${previous.pack}/${previous.id}`}>
          {t("editor.previous", { title: previous.exercise.manifest.title[language] })}
        </a>
      )}
      {next !== undefined && (
        <a rel="next" href={`/exercises/${next.pack}/${next.id}`}>
          {t("editor.next", { title: next.exercise.manifest.title[language] })}
        </a>
      )}
    </nav>
  );
}

function Standing({
  c,
  path,
  progress,
}: {
  c: AppContext;
  path: string;
  progress: ExerciseProgress | undefined;
}) {
  const t = c.get("t");
  const number = (value: number) => formatNumber(value, c.get("language"));
  if (progress === undefined || progress.attempts === 0)
    return <span class="standing muted">{t("editor.noAttempts")}</span>;
  const { attempts, score, maxScore, isSolved } = progress;
  return (
    <span class="standing">
      {score !== null && maxScore !== null && (
        <span class={`badge ${isSolved ? "good" : "warn"}`}>
          {t("editor.best", { score: number(score), maxScore: number(maxScore) })}
        </span>
      )}{" "}
      <a href={`${path}/submissions`}>{t("editor.attempts", { count: attempts })}</a>
    </span>
  );
}
