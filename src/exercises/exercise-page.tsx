// One exercise: the statement beside the editor, and below it what the visible tests say of what
// stands there. All of it is a page with a form that works by itself; the island
// (islands/editor.ts) turns the text area into an editor, keeps drafts and runs the tests while one
// types.

import { raw } from "hono/html";
import { EmptyLiveTestsView } from "../live-tests/live-tests-view.tsx";
import { newId } from "../db/id.ts";
import type { Work } from "../assignments/assignments.ts";
import { WorkBanner } from "../courses/work-banner.tsx";
import type { AppContext } from "../http/environment.ts";
import { ExamNote } from "../submissions/exam-note.tsx";
import type { ExerciseProgress } from "../grading/queries.ts";
import type { WordKey } from "../i18n/index.ts";
import type { Absence } from "../submissions/sending/decide.ts";
import { GoalFields } from "../submissions/sending/goal-fields.tsx";
import { goalOf } from "../submissions/sending/goal-words.ts";
import { formatNumber } from "../ui/format.ts";
import { JsonScript } from "../ui/json-script.tsx";
import { Layout } from "../ui/layout.tsx";
import type { Neighbours, Offer } from "../catalogue/catalogue.ts";
import type { EditorData } from "../catalogue/editor-data.ts";

interface PageProps {
  c: AppContext;
  offer: Offer;
  data: EditorData;
  work: Work | null;
  /**
   * What the reader can submit it for, beside practice: `work`, or each of several if it is not
   * clear which is meant.
   */
  works: readonly Work[];
  /** An assignment that the address names, and that takes nothing from the reader: why. */
  absence: Absence | undefined;
  /** Staff who look at the course as a student would. */
  isViewing: boolean;
  /** An exam on the exercise runs until then (Infinity: it has no end); null: none runs. */
  examEndMs: number | null;
  /** The reader may read the assignment's solutions now. */
  hasSolutions: boolean;
  /** undefined for nobody, and where nothing has been done yet. */
  progress: ExerciseProgress | undefined;
  neighbours: Neighbours;
}

export function ExercisePage(props: PageProps) {
  const { c, offer, work, hasSolutions, data, progress, neighbours, examEndMs } = props;
  const t = c.get("t");
  const language = c.get("language");
  const title = offer.exercise.manifest.title[language];
  const source = data.from?.source ?? data.draft?.source ?? data.starter;
  return (
    <Layout c={c} title={title} islands={["editor"]} styles={["katex"]} wide>
      <div class="workbench" id="workbench">
        <article class="statement" id="statement" tabindex={0} aria-label={t("editor.statement")}>
          <Around c={c} neighbours={neighbours} />
          <h1>{title}</h1>
          {work !== null && <WorkBanner c={c} work={work} hasSolutions={hasSolutions} />}
          <WhichAssignment {...props} />
          {raw(offer.statements[language])}
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
          <form
            class="editor"
            id="editor-form"
            method="post"
            action={`${data.path}/submissions${data.query}`}
          >
            <input type="hidden" name="form-key" value={newId()} />
            <div class="editor-head">
              <label for="source">{t("submission.source")}</label>
              <span class="draft-state" id="draft-state" role="status"></span>
              <button type="button" class="quiet" id="reset" hidden>
                {t("editor.reset")}
              </button>
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
              <span class="keys muted" id="editor-keys" data-mac={t("editor.keysMac")} hidden>
                {t("editor.keys")}
              </span>
              <Standing c={c} path={data.path} progress={progress} />
            </div>
            <noscript>
              <p class="notice">{t("editor.noScript")}</p>
            </noscript>
          </form>
          <section
            class="results"
            id="results"
            aria-label={t("editor.checks.region")}
            tabindex={0}
            hidden
          >
            <div class="results-head">
              <h2>{t("editor.checks.title")}</h2>
              <span class="check-state" id="check-state" role="status"></span>
            </div>
            <div id="check-report">
              <EmptyLiveTestsView c={c} offer={offer} />
            </div>
            <div id="type-problems" hidden></div>
          </section>
        </div>
        <nav class="jump" aria-label={t("editor.jump")}>
          <a href="#statement">{t("editor.statement")}</a>
          <a href="#desk">{t("editor.code")}</a>
          <a href="#results">{t("editor.checks.title")}</a>
        </nav>
      </div>
      <JsonScript id="editor-data" data={data} />
    </Layout>
  );
}

/**
 * It is not clear for which assignment the exercise is meant: each has a page of its own, with its
 * own version of the tests.
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
                {goalOf(other, t, c.get("language"))}
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
