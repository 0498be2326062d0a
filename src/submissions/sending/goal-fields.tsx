// The last part of the submission form: for each possible goal, what it costs and a button that
// names it. Used on the exercise page and on the page that asks.

import type { Work } from "../../assignments/assignments.ts";
import type { AppContext } from "../../http/environment.ts";
import type { WordKey } from "../../i18n/index.ts";
import {
  type Announcement,
  PRACTICE,
  encodeAfterWait,
  encodeAdmission,
  nameSender,
  writeAnnouncement,
} from "./announcement.ts";
import { listCosts, describeStanding } from "./costs.ts";
import { formatGoal, submitLabel } from "./goal-words.ts";

export interface GoalFieldsProps {
  c: AppContext;
  /** The possible goals besides practice; each has a button. */
  works: readonly Work[];
  /** The reason why only practice is possible. */
  why?: WordKey | undefined;
  /** The buttons that an earlier page announced, instead of `works`. */
  earlier?: { announced: Announcement; label: string } | undefined;
}

export function GoalFields({ c, works, why, earlier }: GoalFieldsProps) {
  const t = c.get("t");
  const language = c.get("language");
  const practice = writeAnnouncement({
    goal: PRACTICE,
    who: nameSender(c.get("viewer")),
    said: undefined,
  });
  const hasNothingElse = works.length === 0 && earlier === undefined;
  const [first] = works;
  const only = works.length === 1 ? first : undefined;
  return (
    <>
      {only !== undefined && (
        <input type="hidden" name="goal-title" value={formatGoal(only, t, language)} />
      )}
      {works.map((work) => (
        <div class="goal">
          <p class="costs">
            {only === undefined && (
              <>
                <strong>{formatGoal(work, t, language)}</strong>{" "}
              </>
            )}
            {listCosts(c, work).join(" · ")}
          </p>
          <Standing c={c} work={work} />
          {only === undefined && (
            <p class="actions">
              <SubmitButton c={c} work={work} isOnly={false} />
            </p>
          )}
        </div>
      ))}
      {why !== undefined && <p class="costs">{t(why)}</p>}
      <p class="actions">
        {only !== undefined && <SubmitButton c={c} work={only} isOnly />}
        {earlier !== undefined && (
          <button
            class="primary"
            type="submit"
            id="submit"
            name="for"
            value={writeAnnouncement(earlier.announced)}
          >
            {earlier.label}
          </button>
        )}
        <button
          class={hasNothingElse ? "primary" : ""}
          type="submit"
          id={hasNothingElse ? "submit" : undefined}
          name="for"
          value={practice}
        >
          {t("purpose.submitPractice")}
        </button>
      </p>
    </>
  );
}

function SubmitButton({ c, work, isOnly }: { c: AppContext; work: Work; isOnly: boolean }) {
  const { admission, assignment } = work;
  if (admission.kind === "overLimit") return <></>;
  // The wait passes by itself, so the page announces the value of the attempt after it.
  const said =
    admission.kind === "tooSoon" ? encodeAfterWait(work, Date.now()) : encodeAdmission(admission);
  const value = writeAnnouncement({ goal: assignment.id, who: nameSender(c.get("viewer")), said });
  return (
    <button
      class={isOnly ? "primary" : ""}
      type="submit"
      id={isOnly ? "submit" : undefined}
      name="for"
      value={value}
    >
      {submitLabel(work, c.get("t"), c.get("language"))}
    </button>
  );
}

function Standing({ c, work }: { c: AppContext; work: Work }) {
  const text = describeStanding(c, work);
  return text === undefined ? (
    <></>
  ) : (
    <p class="costs">
      <strong>{text}</strong>
    </p>
  );
}
