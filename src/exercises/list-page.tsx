// The first page: the reader's courses, and all exercises in order, with difficulty, prerequisites
// and the reader's progress.

import type { Child } from "hono/jsx";
import type { AppContext } from "../http/environment.ts";
import type { ExerciseProgress } from "../grading/select-progress.ts";
import { formatNumber } from "../ui/format.ts";
import { Layout } from "../ui/layout.tsx";
import type { Offer, OfferedPack } from "../catalogue/catalogue.ts";

interface ListProps {
  c: AppContext;
  packs: readonly OfferedPack[];
  progress: Map<string, ExerciseProgress>;
  /** Shown at the top for participants of a course. */
  courses?: Child;
}

export function ListPage({ c, packs, progress, courses }: ListProps) {
  const t = c.get("t");
  const language = c.get("language");
  return (
    <Layout c={c} title={t("site.list.title")}>
      <h1>{t("site.tagline")}</h1>
      {courses ?? <p class="lead">{t("site.list.intro")}</p>}
      {packs.length === 0 && <p class="notice">{t("site.list.none")}</p>}
      {packs.map((pack) => {
        const done = pack.offers.filter(
          ({ id }) => progress.get(`${pack.id}/${id}`)?.isSolved === true,
        ).length;
        return (
          <section aria-labelledby={`pack-${pack.id}`}>
            <div class="pack-head">
              <h2 id={`pack-${pack.id}`}>{pack.title[language]}</h2>
              {c.get("viewer").kind !== "nobody" && (
                <span class="pack-progress">
                  <meter
                    min={0}
                    max={pack.offers.length}
                    value={done}
                    aria-label={t("site.list.progress", { done, total: pack.offers.length })}
                  ></meter>
                  {t("site.list.progress", { done, total: pack.offers.length })}
                </span>
              )}
            </div>
            <ol class="exercises">
              {pack.offers.map((offer) => (
                <Entry
                  c={c}
                  offer={offer}
                  pack={pack}
                  progress={progress.get(`${pack.id}/${offer.id}`)}
                />
              ))}
            </ol>
          </section>
        );
      })}
    </Layout>
  );
}

function Entry({
  c,
  offer,
  pack,
  progress,
}: {
  c: AppContext;
  offer: Offer;
  pack: OfferedPack;
  progress: ExerciseProgress | undefined;
}) {
  const t = c.get("t");
  const language = c.get("language");
  const { level, title, recommended } = offer.exercise.manifest;
  const titles = recommended.map(
    (id) => pack.offers.find((other) => other.id === id)?.exercise.manifest.title[language] ?? id,
  );
  return (
    <li>
      <a class="entry" href={`/exercises/${offer.pack}/${offer.id}`}>
        <span class="entry-title">{title[language]}</span>
        <span class="entry-facts">
          <span>{t("site.list.level", { count: level })}</span>
          <span>{t("site.list.points", { count: offer.maxScore })}</span>
          {titles.length > 0 && (
            <span>
              {t("site.list.recommended", {
                exercises: new Intl.ListFormat(language, { type: "conjunction" }).format(titles),
              })}
            </span>
          )}
        </span>
      </a>
      <State c={c} progress={progress} />
    </li>
  );
}

function StateBadge({ c, progress }: { c: AppContext; progress: ExerciseProgress }) {
  const t = c.get("t");
  const number = (value: number) => formatNumber(value, c.get("language"));
  const { score, maxScore, isSolved, waiting, hasDraft, attempts } = progress;
  if (isSolved) return <span class="badge good">✓ {t("site.list.solved")}</span>;
  if (waiting > 0) return <span class="badge">{t("site.list.waiting")}</span>;
  if (score !== null && maxScore !== null)
    return (
      <span class="badge warn">
        {t("site.list.tried", { score: number(score), maxScore: number(maxScore) })}
      </span>
    );
  if (hasDraft && attempts === 0) return <span class="badge">{t("site.list.draft")}</span>;
  return <></>;
}

function State({ c, progress }: { c: AppContext; progress: ExerciseProgress | undefined }) {
  return (
    <span class="entry-state">
      {progress !== undefined && <StateBadge c={c} progress={progress} />}
    </span>
  );
}
