// Statements that are not stored yet, rendered by the feeding process: the others have no grader.

import { z } from "zod";
import type { Grader } from "../../grader/index.ts";
import type { ProcessLink } from "./process-link.ts";

type Render = Grader["renderStatements"];
type Texts = Parameters<Render>[0];
type Rendered = Awaited<ReturnType<Render>>;

// Both ends are the same version of this program, so the content matches its types.
const texts = z.array(z.custom<Texts[number]>((one) => typeof one === "object"));
const rendered = z.array(z.custom<Rendered[number]>((one) => typeof one === "object"));

/** The function rejects with `NoAnswerError` while no process feeds the queue. */
export function createFarRenderer(link: ProcessLink): Render {
  return async (asked) => rendered.parse(await link.ask("statements", asked));
}

/** For the feeding process. */
export function answerStatements(link: ProcessLink, render: Render): void {
  link.answer("statements", (body) => render(texts.parse(body)));
}
