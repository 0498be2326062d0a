// The answer if nothing was recorded: the reason, the submitted code, and a button for each goal
// that is possible now. A page of its own for the form; only its main part for the editor, which
// shows it below the code.

import type { Work } from "../../assignments/assignments.ts";
import type { AppContext } from "../../http/environment.ts";
import type { SendAnswer } from "../../catalogue/editor-data.ts";
import { Layout } from "../../ui/layout.tsx";
import { renderFragment } from "../../ui/render-fragment.tsx";
import type { Announcement } from "./announcement.ts";
import { askWords, type Refusal } from "./ask-words.ts";
import { GoalFields } from "./goal-fields.tsx";

interface AskProps {
  c: AppContext;
  refusal: Refusal;
  works: readonly Work[];
  announced: Announcement;
  /** The goal's name on the sender's page; "" if it does not say. */
  goalTitle: string;
}

interface AskPageProps extends AskProps {
  path: string;
  query: string;
  exerciseTitle: string;
  source: string;
  formKey: string;
}

export function AskPage({ path, query, exerciseTitle, source, formKey, ...props }: AskPageProps) {
  const { c, refusal, goalTitle } = props;
  const t = c.get("t");
  const { title, text } = askWords(c, refusal, goalTitle);
  return (
    <Layout c={c} title={`${title} · ${exerciseTitle}`}>
      <h1>{title}</h1>
      <form class="asking" method="post" action={`${path}/submissions${query}`}>
        <input type="hidden" name="form-key" value={formKey} />
        <div class="notice warn" role="alert">
          <p>
            {text} {t("purpose.ask.notSubmitted")}
          </p>
          <SignInLink {...props} path={path} query={query} />
        </div>
        <AskFields {...props} />
        <label for="source">{t("submission.source")}</label>
        <textarea
          id="source"
          name="source"
          rows={24}
          spellcheck={false}
          autocapitalize="off"
          autocomplete="off"
          autocorrect="off"
        >
          {source}
        </textarea>
      </form>
      <p class="actions">
        <a class="button" href={`${path}${query}`}>
          {t("submission.again")}
        </a>
      </p>
    </Layout>
  );
}

/** The part for the editor. */
export function askAnswer(props: AskProps & { path: string; query: string }): SendAnswer {
  const { c, refusal, goalTitle } = props;
  const { title, text } = askWords(c, refusal, goalTitle);
  const html = renderFragment(
    c,
    <>
      <div class="notice warn" role="alert" tabindex={-1}>
        <p>
          <strong>{title}</strong>
        </p>
        <p>{text}</p>
        <SignInLink {...props} />
      </div>
      <AskFields {...props} />
    </>,
  );
  return { state: "ask", html };
}

/** In a new tab, so that the page with the code stays open. */
function SignInLink({ c, refusal, path, query }: AskProps & { path: string; query: string }) {
  if (refusal.why !== "signedOut") return <></>;
  return (
    <p>
      <a
        class="button"
        href={`/sign-in?next=${encodeURIComponent(`${path}${query}`)}`}
        target="_blank"
        rel="noopener"
      >
        {c.get("t")("purpose.ask.signIn")}
      </a>
    </p>
  );
}

function AskFields({ c, refusal, works, announced, goalTitle }: AskProps) {
  const t = c.get("t");
  switch (refusal.why) {
    case "changed":
    case "usedUp":
    case "tooSoon":
      return <GoalFields c={c} works={[refusal.work]} />;
    case "signedOut":
      return (
        <>
          <input type="hidden" name="goal-title" value={goalTitle} />
          <GoalFields
            c={c}
            works={[]}
            earlier={{
              announced,
              label:
                goalTitle === ""
                  ? t("purpose.ask.submitAgainPlain")
                  : t("purpose.ask.submitAgain", { goal: goalTitle }),
            }}
          />
        </>
      );
    case "full":
    case "busy":
    case "spaced":
      return (
        <>
          <input type="hidden" name="goal-title" value={goalTitle} />
          <GoalFields
            c={c}
            works={[]}
            earlier={{ announced, label: t("purpose.ask.submitAgainPlain") }}
          />
        </>
      );
    case "otherViewer":
      return refusal.work === null ? (
        <GoalFields c={c} works={works} why={works.length === 0 ? "purpose.noCourse" : undefined} />
      ) : (
        <GoalFields c={c} works={[refusal.work]} />
      );
    case "choose":
    case "absent":
      return <GoalFields c={c} works={works} />;
  }
}
