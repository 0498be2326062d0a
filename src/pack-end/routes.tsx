// GET  /packs/:pack/end            what a person has completed of a pack, and their language model
// POST /packs/:pack/writing        lets the model write
// POST /packs/:pack/certificates   makes a certificate of a completed pack
//
// The island sends JSON and gets a part of the page; a form gets the page. Nothing that a model
// writes is recorded.

import { type Context, Hono } from "hono";
import { HTTPException } from "hono/http-exception";
import { findCertificate, selectCertificates } from "../certificates/certificates.ts";
import type { Catalogue, Offer, OfferedPack } from "../catalogue/catalogue.ts";
import { newId } from "../db/id.ts";
import type { Db } from "../db/open.ts";
import { type Completion, computeCompletion } from "../grading/completion.ts";
import { selectProgress } from "../grading/select-progress.ts";
import type { AddressReader } from "../http/address.ts";
import { isForm } from "../http/count-fields.ts";
import type { AppContext, AppEnv } from "../http/environment.ts";
import { readText } from "../http/read-field.ts";
import { readForm } from "../http/read-form.ts";
import { readJson } from "../http/read-json.ts";
import { requireSession } from "../http/require-session.ts";
import type { LiveTests } from "../live-tests/live-tests.ts";
import { renderFragment } from "../ui/render-fragment.tsx";
import type { OfferProps } from "./certificate-offer.tsx";
import { certify } from "./certify.ts";
import { EndPage } from "./end-page.tsx";
import { letWrite } from "./let-write.ts";
import { selectRunningExams } from "./running-exams.ts";
import { findWritingOffer, selectOptionalWriter, type Writer } from "./select-writer.ts";
import { WritingForm } from "./writing-form.tsx";
import {
  parseWritingFields,
  readWritingFields,
  writingBody,
  type WritingFields,
} from "./writing-settings.ts";
import { type WritingReply, WritingView } from "./writing-view.tsx";

interface EndServices {
  db: Db;
  catalogue: Catalogue;
  liveTests: Pick<LiveTests, "runTests">;
  addressOf: AddressReader;
}

export function packEndRoutes(services: EndServices): Hono<AppEnv> {
  return (
    new Hono<AppEnv>()
      .get("/packs/:pack/end", (c) => c.html(showPage(services, c, findPack(services, c))))
      .post("/packs/:pack/writing", (c) => answerWriting(services, c))
      // After a refused form, this is the address in the browser.
      .get("/packs/:pack/certificates", (c) => c.redirect(`/packs/${c.req.param("pack")}/end`))
      .post("/packs/:pack/certificates", async (c) => {
        const userId = requireSession(c);
        const pack = findPack(services, c);
        const name = readText(await readForm(c), "name");
        const timeZone = c.get("timeZone");
        const made = certify(services.db, { userId, pack, name, timeZone });
        if (made.ok) return c.redirect(`/certificates/${made.id}`, 303);
        c.status(made.status);
        return c.html(showPage(services, c, pack, { refused: { name, error: made.error } }));
      })
  );
}

function findPack({ catalogue }: EndServices, c: Context<AppEnv>): OfferedPack {
  const pack = catalogue.packs.find(({ id }) => id === c.req.param("pack"));
  if (pack === undefined) throw new HTTPException(404);
  return pack;
}

function readCompletion({ db }: EndServices, c: AppContext, pack: OfferedPack): Completion<Offer> {
  const { userId } = c.get("viewer");
  return computeCompletion(pack.offers, userId === null ? new Map() : selectProgress(db, userId));
}

interface Shown {
  refused?: OfferProps["refused"];
  written?: { fields: WritingFields; reply: WritingReply };
}

function showPage(
  services: EndServices,
  c: AppContext,
  pack: OfferedPack,
  { refused, written }: Shown = {},
) {
  const { db } = services;
  const { userId } = c.get("viewer");
  const writingOffer = findWritingOffer(pack);
  const writer = selectOptionalWriter(db, userId, writingOffer);
  const certificate =
    userId === null
      ? undefined
      : findCertificate(selectCertificates(db, userId), pack.id, pack.version);
  return (
    <EndPage
      c={c}
      pack={pack}
      completion={readCompletion(services, c, pack)}
      exams={selectRunningExams(db, pack)}
      certificate={certificate}
      refused={refused}
      writingOffer={writingOffer}
      model={
        writer && (
          <WritingForm c={c} writer={writer} settings={written && parseSettings(written)}>
            {written && <WritingView c={c} train={nameTrain(writer)} reply={written.reply} />}
          </WritingForm>
        )
      }
    />
  );
}

function parseSettings({ fields, reply }: NonNullable<Shown["written"]>) {
  return reply.kind === "report" ? reply.order : parseWritingFields(fields);
}

const nameTrain = ({ offer }: Writer) => offer.exercise.writing!.train;

async function answerWriting(services: EndServices, c: Context<AppEnv>) {
  const pack = findPack(services, c);
  const isPage = isForm(c.req.header("content-type") ?? "");
  const { tab, ...fields } = isPage
    ? { ...readWritingFields(await readForm(c)), tab: newId() }
    : await readJson(c, writingBody);
  const writer = selectOptionalWriter(services.db, c.get("viewer").userId, findWritingOffer(pack));
  if (writer === undefined) throw new HTTPException(404);
  const reply = await letWrite(services, c, { writer, order: parseWritingFields(fields), tab });
  if (reply.kind === "invalid") c.status(422);
  if (isPage) return c.html(showPage(services, c, pack, { written: { fields, reply } }));
  const html = renderFragment(c, <WritingView c={c} train={nameTrain(writer)} reply={reply} />);
  return c.json({
    state: reply.kind,
    html,
    ...(reply.kind === "report" && { seed: reply.order.seed }),
  });
}
