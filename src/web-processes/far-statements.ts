// Statements that are not stored yet, rendered by the feeding process, and the answers for their
// knobs: the others have no grader.

import { z } from "zod";
import { knobsSchema } from "../../grader/doors/knobs.ts";
import type { Grader } from "../../grader/index.ts";
import type { Catalogue } from "../catalogue/catalogue.ts";
import type { AnswerKnobs } from "../catalogue/statements.ts";
import type { ProcessLink } from "./process-link.ts";

type Render = Grader["renderStatements"];
type Texts = Parameters<Render>[0];
type Rendered = Awaited<ReturnType<Render>>;

// Both ends are the same version of this program, so the content matches its types.
const texts = z.array(z.custom<Texts[number]>((one) => typeof one === "object"));
const rendered = z.array(z.custom<Rendered[number]>((one) => typeof one === "object"));
const question = z.strictObject({ hash: z.string(), pack: z.string(), block: z.string() });
/** Without knobs: not now. */
const answer = z.strictObject({ knobs: knobsSchema.nullable().optional() });

/** The function rejects with `NoAnswerError` while no process feeds the queue. */
export function createFarRenderer(link: ProcessLink): Render {
  return async (asked) => rendered.parse(await link.ask("statements", asked));
}

export function createFarAnswerer(link: ProcessLink): AnswerKnobs {
  return async ({ hash, pack }, block) => {
    const asked = { hash, pack, block } satisfies z.infer<typeof question>;
    const told = await link.ask("knobs", asked).catch(() => ({}));
    return answer.parse(told).knobs;
  };
}

/** For the feeding process. */
export function answerStatements(
  link: ProcessLink,
  grader: { renderStatements: Render; answerKnobs: AnswerKnobs },
  catalogue: Pick<Catalogue, "loadVersion">,
): void {
  link.answer("statements", (body) => grader.renderStatements(texts.parse(body)));
  link.answer("knobs", async (body) => {
    const { hash, pack, block } = question.parse(body);
    return { knobs: await grader.answerKnobs(await catalogue.loadVersion(hash, pack), block) };
  });
}
