// Sends one score to a column of a platform's gradebook.

import type { LtiFamily, SentScore } from "../../db/lti-schema.ts";
import { type ServiceCaller, ServiceError } from "../call-service.ts";
import { nameScoresUrl, SCORE_SCOPE, SCORE_TYPE } from "./ags.ts";

const CANVAS_SUBMISSION = "https://canvas.instructure.com/lti/submission";
/** Canvas keeps one comment for each score; longer ones are cut by other platforms. */
const MAX_COMMENT_LENGTH = 1000;

export interface OutgoingScore {
  lineItemUrl: string;
  subject: string;
  score: SentScore;
  /** What the platform has. */
  before: SentScore | null;
  /** Later than that of any score before. */
  timestamp: Date;
}

/**
 * Throws `ServiceError`; its code is "409" if the platform has a later score. Canvas says so with
 * 400.
 */
export async function postScore(
  { caller, family }: { caller: ServiceCaller; family: LtiFamily },
  outgoing: OutgoingScore,
): Promise<void> {
  const post = async (isNewSubmission: boolean) => {
    const answer = await caller.call({
      url: nameScoresUrl(outgoing.lineItemUrl),
      method: "POST",
      scopes: [SCORE_SCOPE],
      contentType: SCORE_TYPE,
      body: writeScore(outgoing, family, isNewSubmission),
    });
    // The page of a proxy, or of a platform that is being repaired. Sakai answers with nothing.
    if ((await answer.text()).trimStart().startsWith("<"))
      throw new ServiceError("garbage", { isTemporary: true });
  };
  const isNew = isNewSubmission(outgoing);
  try {
    await post(isNew);
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    const { code, detail } = error;
    if (code === "400" && /before last updated/i.test(detail))
      throw new ServiceError("409", { detail });
    // The assignment there allows fewer attempts than the one here.
    if (
      family === "canvas" &&
      isNew &&
      code === "422" &&
      /number of allowed attempts/i.test(detail)
    )
      await post(false);
    else throw error;
  }
}

/** Canvas makes a submission of every score unless it is told that this is none. */
function isNewSubmission({ score, before }: OutgoingScore): boolean {
  return score.submittedAt !== null && score.submittedAt > (before?.submittedAt ?? 0);
}

function writeScore(
  { subject, score, timestamp }: OutgoingScore,
  family: LtiFamily,
  isNew: boolean,
) {
  const { points, maxPoints, isPending, submittedAt, comment } = score;
  const submitted = submittedAt === null ? undefined : new Date(submittedAt).toISOString();
  return {
    userId: subject,
    timestamp: timestamp.toISOString(),
    ...chooseProgress(score),
    ...(points === null ? {} : { scoreGiven: points }),
    scoreMaximum: maxPoints,
    ...(comment === "" ? {} : { comment: comment.slice(0, MAX_COMMENT_LENGTH) }),
    ...(submitted === undefined ? {} : { submission: { submittedAt: submitted } }),
    ...(family === "canvas"
      ? {
          [CANVAS_SUBMISSION]: {
            new_submission: isNew,
            // Canvas deletes a grade when it hears that one is pending.
            preserve_score: isPending,
            ...(submitted === undefined ? {} : { submitted_at: submitted }),
          },
        }
      : {}),
  };
}

/** For every platform, a score that is not ready, without `scoreGiven`, is none. */
function chooseProgress({ points, isPending }: SentScore) {
  if (isPending) return { activityProgress: "Submitted", gradingProgress: "Pending" };
  return points === null
    ? { activityProgress: "Initialized", gradingProgress: "NotReady" }
    : { activityProgress: "Completed", gradingProgress: "FullyGraded" };
}
