// POST /exercises/:pack/:exercise/submissions: the exercise page's form. Redirects to the
// submission's page when it is recorded; otherwise answers with a page that contains the code and
// asks. The editor requests JSON, so that it can stay on its page.

import { HTTPException } from "hono/http-exception";
import { MAX_SOURCE_BYTES } from "../../../grader/index.ts";
import { newId } from "../../db/id.ts";
import { findExercise } from "../../catalogue/find-exercise.ts";
import type { SendAnswer } from "../../catalogue/editor-data.ts";
import type { AppContext } from "../../http/environment.ts";
import { TooManyRequestsError } from "../../http/errors.ts";
import { useLineFeeds } from "../../http/read-field.ts";
import { readForm } from "../../http/read-form.ts";
import { toOneLine } from "../../reports/visible-text.ts";
import type { SubmissionServices } from "../submission-services.ts";
import { readAnnouncement } from "./announcement.ts";
import { AskPage, askAnswer } from "./ask-page.tsx";
import { chooseStatus } from "./ask-words.ts";
import { FORM_KEY } from "./form-key.ts";
import { type SendResult, sendSubmission, type SentForm } from "./send-submission.ts";

const MAX_TITLE = 300;

export async function answerForm(services: SubmissionServices, c: AppContext): Promise<Response> {
  const { pack = "", exercise = "" } = c.req.param() as Record<string, string>;
  const form = await readForm(c);
  if (typeof form["source"] !== "string") throw new HTTPException(400);
  const source = useLineFeeds(form["source"]);
  if (Buffer.byteLength(source) > MAX_SOURCE_BYTES) throw new HTTPException(413);
  const isJson = (c.req.header("accept") ?? "").startsWith("application/json");
  const formKey =
    typeof form["form-key"] === "string" && FORM_KEY.test(form["form-key"])
      ? form["form-key"]
      : null;
  const beside = c.req.query("assignment");
  const read = readAnnouncement(form["for"]);
  // A form without announcement promised that the submission counts: its page is from before an
  // update, or was made by hand.
  const announced = {
    ...read,
    goal: read.goal ?? beside,
    said: form["for"] === undefined ? "counts" : read.said,
  };
  const sent: SentForm = {
    pack,
    exercise,
    announced,
    beside,
    source,
    fileName: "submission.ts",
    formKey,
    via: "web",
  };
  const result = await sendOrRefuse(services, c, sent);
  if ("id" in result) {
    const url = `/submissions/${result.id}`;
    return isJson
      ? c.json({ state: "recorded", url: c.get("site").link(url) } satisfies SendAnswer, 201)
      : c.redirect(url, 303);
  }
  if (result.kind === "none") throw new HTTPException(404);
  const found = await findExercise(services, c.get("viewer"), {
    pack,
    exercise,
    assignment: beside,
  });
  if (found === undefined) throw new HTTPException(404);
  const { refusal, works } = result;
  const { status, retryAfterSeconds } = chooseStatus(refusal, c.get("receivedAtMs"));
  if (retryAfterSeconds !== undefined) c.header("retry-after", String(retryAfterSeconds));
  c.status(status);
  const goalTitle =
    typeof form["goal-title"] === "string" ? toOneLine(form["goal-title"].slice(0, MAX_TITLE)) : "";
  const path = `/exercises/${pack}/${exercise}`;
  const query = beside === undefined ? "" : `?assignment=${encodeURIComponent(beside)}`;
  c.set("here", `${path}${query}`);
  const props = { c, refusal, works, announced, goalTitle, path, query };
  if (isJson) return c.json(askAnswer(props));
  return c.html(
    <AskPage
      {...props}
      exerciseTitle={found.offer.exercise.manifest.title[c.get("language")]}
      source={source}
      formKey={formKey ?? newId()}
    />,
  );
}

/** A submission beyond the limits gets the same page, so that its code is not lost. */
async function sendOrRefuse(
  services: SubmissionServices,
  c: AppContext,
  sent: SentForm,
): Promise<SendResult> {
  try {
    return await sendSubmission(services, c, sent);
  } catch (error) {
    if (!(error instanceof TooManyRequestsError)) throw error;
    return {
      kind: "refused",
      refusal: { why: "busy", seconds: error.retryAfterSeconds },
      works: [],
    };
  }
}
