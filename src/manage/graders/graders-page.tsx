// The site owner's page about graders: Redis, workers, how many submissions wait, and what to do if
// something does not work.

import { WALLS } from "../../../grader/doors/walls.ts";
import type { AppContext } from "../../http/environment.ts";
import { formatNumber } from "../../ui/format.ts";
import { Layout } from "../../ui/layout.tsx";
import type { GradingState, WorkerStatus, WorkerView } from "./grading-state.ts";

const BADGES: Record<WorkerStatus, string> = {
  starting: "badge",
  ready: "badge good",
  failed: "badge bad",
  draining: "badge",
  "other-engine": "badge bad",
};

export function GradersPage({ c, state }: { c: AppContext; state: GradingState }) {
  const t = c.get("t");
  const language = c.get("language");
  const { queue, liveTests, ownSlots, slots, redis, workers, engine } = state;
  const seconds = formatNumber(Math.round(queue.oldestWaitingMs / 1000), language);
  return (
    <Layout c={c} title={t("graders.title")}>
      <div class="narrow">
        <h1>{t("graders.title")}</h1>
        {slots === 0 && (
          <p class="notice bad" role="alert">
            {t("graders.none")}
          </p>
        )}
        <RedisNotice c={c} state={state} />
        <ul class="rows">
          <li>
            {queue.waiting === 0
              ? t("graders.idle", { running: queue.running })
              : t("graders.queue", { waiting: queue.waiting, running: queue.running, seconds })}
          </li>
          {queue.repeated > 0 && <li>{t("graders.repeated", { count: queue.repeated })}</li>}
          <li>{t("graders.liveTests", liveTests)}</li>
          <li>{t("graders.slots", { own: ownSlots, all: slots })}</li>
          <li>
            {t("graders.engine")} <code>{engine}</code>
          </li>
        </ul>
        <h2 id="workers">{t("graders.workers")}</h2>
        {workers.length === 0 ? (
          <p>{t(redis === undefined ? "graders.withoutRedis" : "graders.noWorkers")}</p>
        ) : (
          <WorkerTable c={c} workers={workers} />
        )}
        <p>
          <a href="/manage">{t("site.manage")}</a>
        </p>
      </div>
    </Layout>
  );
}

function RedisNotice({ c, state: { redis } }: { c: AppContext; state: GradingState }) {
  const t = c.get("t");
  if (redis === undefined) return <></>;
  if (redis.kind === "connected") return <p>{t("graders.redis.connected")}</p>;
  return (
    <p class="notice bad" role="alert">
      {t(`graders.redis.${redis.kind}`)}
      {"reason" in redis && redis.reason !== "" && (
        <>
          {" "}
          <code>{redis.reason}</code>
        </>
      )}
    </p>
  );
}

function WorkerTable({ c, workers }: { c: AppContext; workers: WorkerView[] }) {
  const t = c.get("t");
  return (
    <div class="table-scroll" tabindex={0} role="group" aria-labelledby="workers">
      <table>
        <thead>
          <tr>
            <th scope="col">{t("graders.worker")}</th>
            <th scope="col">{t("graders.status")}</th>
            <th scope="col" class="number">
              {t("graders.running")}
            </th>
            <th scope="col" class="number">
              {t("graders.graded")}
            </th>
          </tr>
        </thead>
        <tbody>
          {workers.map((worker) => (
            <WorkerRow c={c} worker={worker} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function WorkerRow({ c, worker }: { c: AppContext; worker: WorkerView }) {
  const t = c.get("t");
  const { id, host, status, reason, engine, walls, running, slots, graded, isChecking } = worker;
  const absent = walls === undefined ? [] : WALLS.filter((wall) => !walls.includes(wall));
  const advice = chooseAdvice(worker);
  return (
    <tr>
      <td>
        {host} <span class="muted">{id}</span>
      </td>
      <td>
        <span class={BADGES[status]}>{t(`graders.is.${status}`)}</span>
        {status === "other-engine" && (
          <div>
            {t("graders.otherEngine")} <code>{engine}</code>
          </div>
        )}
        {absent.length > 0 && (
          <div>
            {t("graders.missingWalls")}{" "}
            {new Intl.ListFormat(c.get("language"), { type: "unit" }).format(
              absent.map((wall) => t(`wall.${wall}`)),
            )}
          </div>
        )}
        {walls !== undefined && absent.length === 0 && (
          <div class="muted">{t("graders.allWalls")}</div>
        )}
        {advice !== undefined && <div>{t(`graders.advice.${advice}`)}</div>}
        {reason !== null && (
          <div class="muted">
            <code>{reason}</code>
          </div>
        )}
      </td>
      <td class="number">
        {t("graders.of", { running, slots })}
        {isChecking && <div class="muted">{t("graders.checking")}</div>}
      </td>
      <td class="number">{formatNumber(graded, c.get("language"))}</td>
    </tr>
  );
}

/** What the site owner should know or do. A worker of another version has a text of its own. */
function chooseAdvice({ status, missingWalls }: WorkerView) {
  if (status === "ready" || status === "other-engine") return undefined;
  return status === "failed" && missingWalls.length > 0 ? "walls" : status;
}
