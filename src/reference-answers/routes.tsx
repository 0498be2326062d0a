// GET  /exercises/:pack/:exercise/reference-answers   a form with an input of a visible test
// POST /exercises/:pack/:exercise/reference-answers   what the reference answers to an input
//
// The island sends JSON and gets a part of a page; a form gets a page. Busy and paused are normal
// answers. Nothing is recorded, and no guest is created.

import { type Context, Hono } from "hono";
import { HTTPException } from "hono/http-exception";
import { z } from "zod";
import type { Catalogue, Offer } from "../catalogue/catalogue.ts";
import type { FoundExercise } from "../catalogue/find-exercise.ts";
import { findRequested } from "../catalogue/find-requested.ts";
import { newId } from "../db/id.ts";
import type { Db } from "../db/open.ts";
import type { AddressReader } from "../http/address.ts";
import { isForm } from "../http/count-fields.ts";
import type { AppContext, AppEnv } from "../http/environment.ts";
import { readText, useLineFeeds } from "../http/read-field.ts";
import { readPayer } from "../http/payer.ts";
import { readForm } from "../http/read-form.ts";
import { readJson } from "../http/read-json.ts";
import { renderFragment } from "../ui/render-fragment.tsx";
import { AnswerView, type Reply } from "./answer-view.tsx";
import { hasValidator, selectAsking, selectVersion } from "./asking.ts";
import { layOutJson } from "./lay-out-json.ts";
import { QuestionPage } from "./question-page.tsx";
import { computeReferenceAccess } from "./reference-access.ts";
import type { ReferenceAnswers } from "./reference-answers.ts";

interface QuestionServices {
  db: Db;
  catalogue: Catalogue;
  referenceAnswers: Pick<ReferenceAnswers, "ask">;
  addressOf: AddressReader;
}

const body = z.strictObject({
  input: z.string(),
  /** The exercise's hash, as the page knows it. */
  version: z.string().max(100),
  tab: z.string().regex(/^[A-Za-z0-9-]{1,40}$/),
});
type Question = z.infer<typeof body>;

/** For a request that would be answered if something had not changed. */
const REFUSALS: ReadonlySet<Reply["kind"]> = new Set(["exam", "off", "changed", "none"]);

export function referenceAnswerRoutes(services: QuestionServices): Hono<AppEnv> {
  const path = "/exercises/:pack/:exercise/reference-answers";
  return new Hono<AppEnv>()
    .get(path, async (c) => {
      const found = await find(services, c);
      const { offer } = found;
      const access = refuse(services, offer, found);
      if (access !== undefined) c.status(409);
      const shown = { input: chooseSample(offer), version: offer.hash };
      return c.html(showPage(services, c, found, shown, access));
    })
    .post(path, async (c) => {
      const isPage = isForm(c.req.header("content-type") ?? "");
      const question = isPage ? await readQuestion(c) : await readJson(c, body);
      const found = await find(services, c);
      const reply = await answer(services, c, found, question);
      c.status(REFUSALS.has(reply.kind) ? 409 : 200);
      if (isPage) return c.html(showPage(services, c, found, question, reply));
      const html = renderFragment(c, <AnswerView c={c} reply={reply} />);
      return c.json({ state: reply.kind, html });
    });
}

/** An assignment that is named must be the reader's own: a foreign one looks like none. */
async function find(services: QuestionServices, c: Context<AppEnv>): Promise<FoundExercise> {
  const found = await findRequested(services, c);
  if (c.req.query("assignment") !== undefined && found.work === null) throw new HTTPException(404);
  return found;
}

/** A form's line feeds are made those that the place of an error is counted with. */
async function readQuestion(c: AppContext): Promise<Question> {
  const form = await readForm(c);
  const version = readText(form, "version");
  return { input: useLineFeeds(readText(form, "input")), version, tab: newId() };
}

/** undefined if the reader may ask now. */
function refuse(
  { db }: QuestionServices,
  offer: Offer,
  { works }: FoundExercise,
): Reply | undefined {
  const { pack, id: exercise, hash } = offer;
  const access = computeReferenceAccess(db, { pack, exercise, hash, works });
  if (access.kind !== "open") return access;
  return hasValidator(offer) ? undefined : { kind: "none" };
}

async function answer(
  services: QuestionServices,
  c: AppContext,
  found: FoundExercise,
  { input, version, tab }: Question,
): Promise<Reply> {
  const offer = selectVersion(services.catalogue, found, version);
  const refused = refuse(services, offer ?? found.offer, found);
  if (refused !== undefined) return refused;
  if (offer === undefined) return { kind: "changed" };
  const outcome = await services.referenceAnswers.ask({
    exercise: offer.exercise,
    text: input,
    person: readPayer(c, services.addressOf),
    tab,
    signal: c.req.raw.signal,
  });
  // An exam may have begun, or the rule changed, while the question waited and ran.
  return refuse(services, offer, await find(services, c)) ?? outcome;
}

function showPage(
  services: QuestionServices,
  c: AppContext,
  found: FoundExercise,
  { input, version }: Pick<Question, "input" | "version">,
  reply: Reply | undefined,
) {
  const { offer, work } = found;
  const query = work === null ? "" : `?assignment=${work.assignment.id}`;
  return (
    <QuestionPage
      c={c}
      offer={offer}
      asking={selectAsking(services, found, version) ?? selectAsking(services, found, offer.hash)}
      text={input}
      reply={reply}
      back={`/exercises/${offer.pack}/${offer.id}${query}`}
    />
  );
}

/** The input of the first stored case that everyone may see; "" if all are generated. */
function chooseSample({ exercise }: Offer): string {
  const stored = exercise.groups.find(({ visible, cases }) => visible && cases.length > 0);
  return stored === undefined ? "" : layOutJson(stored.cases[0]!.inputText);
}
