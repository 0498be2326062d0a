// The page of a question, for browsers without scripts: the form, and the answer below it.

import type { Offer } from "../catalogue/catalogue.ts";
import type { AppContext } from "../http/environment.ts";
import { Layout } from "../ui/layout.tsx";
import { AnswerView, type Reply } from "./answer-view.tsx";
import { QuestionForm } from "./ask-reference.tsx";
import type { Asking } from "./asking.ts";

export function QuestionPage({
  c,
  offer,
  asking,
  text,
  reply,
  back,
}: {
  c: AppContext;
  offer: Offer;
  /** undefined if the reader may not ask; then the reply says why. */
  asking: Asking | undefined;
  text: string;
  reply: Reply | undefined;
  /** The exercise's page. */
  back: string;
}) {
  const t = c.get("t");
  const title = t("reference.title");
  const exercise = offer.exercise.manifest.title[c.get("language")];
  const answer = reply && <AnswerView c={c} reply={reply} />;
  return (
    <Layout c={c} title={`${title} · ${exercise}`} islands={["reference-answers"]}>
      <h1>{title}</h1>
      <p class="muted">{exercise}</p>
      {asking === undefined ? (
        answer
      ) : (
        <QuestionForm c={c} asking={asking} text={text}>
          {answer}
        </QuestionForm>
      )}
      <p class="actions">
        <a class="button" href={back}>
          {t("reference.back")}
        </a>
      </p>
    </Layout>
  );
}
