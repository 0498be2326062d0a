// The summary of a pack for its reader: how far they are, their language model, what they have
// completed and what is left, and the certificate.

import type { Child } from "hono/jsx";
import type { Offer, OfferedPack } from "../catalogue/catalogue.ts";
import type { Completion } from "../grading/completion.ts";
import type { AppContext } from "../http/environment.ts";
import { formatDate, formatDay, formatIsoDay } from "../ui/format.ts";
import { Layout } from "../ui/layout.tsx";
import { CertificateOffer, type OfferProps } from "./certificate-offer.tsx";
import type { RunningExam } from "./running-exams.ts";

interface EndPageProps {
  c: AppContext;
  pack: OfferedPack;
  completion: Completion<Offer>;
  exams: readonly RunningExam[];
  certificate: OfferProps["certificate"];
  refused?: OfferProps["refused"];
  /** The exercise whose submissions train a language model. */
  writingOffer: Offer | undefined;
  /** The form of the model and its text; undefined if there is no model yet. */
  model: Child | undefined;
}

export function EndPage(props: EndPageProps) {
  const { c, pack, completion, exams, certificate, refused, writingOffer, model } = props;
  const t = c.get("t");
  const title = t("packEnd.title", { pack: pack.title[c.get("language")] });
  const { left } = completion;
  return (
    <Layout c={c} title={title} islands={model === undefined ? [] : ["writing"]}>
      <div class="pack-end">
        <h1>{title}</h1>
        <Standing {...props} />
        {exams.map((exam) => (
          <p class="notice warn">{describeExam(c, exam)}</p>
        ))}
        {writingOffer !== undefined && (
          <section aria-labelledby="model">
            <h2 id="model">{t("packEnd.model.title")}</h2>
            {model ?? <ModelLater c={c} offer={writingOffer} />}
          </section>
        )}
        {left.length > 0 && (
          <section aria-labelledby="left">
            <h2 id="left">{t("packEnd.left")}</h2>
            <ul>
              {left.map((offer) => (
                <li>
                  <ExerciseLink c={c} offer={offer} />
                </li>
              ))}
            </ul>
          </section>
        )}
        <CertificateOffer
          c={c}
          packId={pack.id}
          isComplete={completion.completedAtMs !== null && exams.length === 0}
          certificate={certificate}
          refused={refused}
        />
        <section aria-labelledby="done">
          <h2 id="done">{t("packEnd.done")}</h2>
          <Done {...props} />
        </section>
      </div>
    </Layout>
  );
}

function Standing({ c, pack, completion }: EndPageProps) {
  const t = c.get("t");
  const total = pack.offers.length;
  if (c.get("viewer").kind === "nobody") return <p>{t("packEnd.visitor")}</p>;
  if (completion.completedAtMs !== null)
    return <p class="lead">{t("packEnd.finished", { count: total })}</p>;
  const progress = t("packEnd.progress", { done: completion.done.length, total });
  const [next] = completion.left;
  return (
    <>
      <p class="lead">
        {progress}{" "}
        <meter min={0} max={total} value={completion.done.length} aria-label={progress}></meter>
      </p>
      {next !== undefined && (
        <p>
          {t("packEnd.next")} <ExerciseLink c={c} offer={next} />
        </p>
      )}
    </>
  );
}

function Done({ c, completion: { done } }: EndPageProps) {
  const t = c.get("t");
  if (done.length === 0) return <p class="muted">{t("packEnd.nothingDone")}</p>;
  const formatDone = (ms: number) =>
    formatDay(formatIsoDay(new Date(ms), c.get("timeZone")), c.get("language"));
  return (
    <ol class="pack-done">
      {done.map(({ offer, solvedAtMs }) => (
        <li>
          <ExerciseLink c={c} offer={offer} />{" "}
          <span class="muted">{t("packEnd.doneOn", { date: formatDone(solvedAtMs) })}</span>
        </li>
      ))}
    </ol>
  );
}

function ModelLater({ c, offer }: { c: AppContext; offer: Offer }) {
  return (
    <p class="muted">
      {c.get("t")("packEnd.model.later", {
        exercise: offer.exercise.manifest.title[c.get("language")],
      })}
    </p>
  );
}

function ExerciseLink({ c, offer }: { c: AppContext; offer: Offer }) {
  return (
    <a href={`/exercises/${offer.pack}/${offer.id}`}>
      {offer.exercise.manifest.title[c.get("language")]}
    </a>
  );
}

function describeExam(c: AppContext, { offer, endMs }: RunningExam): string {
  const t = c.get("t");
  const language = c.get("language");
  const exercise = offer.exercise.manifest.title[language];
  if (!Number.isFinite(endMs)) return t("packEnd.examEndless", { exercise });
  const date = formatDate(new Date(endMs), language, c.get("timeZone"));
  return t("packEnd.exam", { exercise, date });
}
