// gradus grade --figure: writes a report's figures as SVG files.

import { extname } from "node:path";
import type { Report } from "../../grader/doors/reports.ts";
import { drawFigure } from "../figures/draw-figure.ts";
import type { CommandContext } from "./context.ts";
import { writeOutput } from "./write-output.ts";

/** The first one to `file`, the others beside it: out.svg, out-2.svg … */
export function writeFigures(context: CommandContext, { figures }: Report, file: string): void {
  const { t, language } = context;
  if (figures.length === 0) context.err(`${t("figure.noneToWrite")}\n`);
  const ending = extname(file);
  const start = file.slice(0, file.length - ending.length);
  for (const [i, figure] of figures.entries()) {
    const name = i === 0 ? file : `${start}-${i + 1}${ending}`;
    writeOutput(context, name, `${drawFigure(t, language, figure)}\n`);
    context.err(`${t("figure.written", { file: name, title: figure.title[language] })}\n`);
  }
}
