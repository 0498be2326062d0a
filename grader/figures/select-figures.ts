// The figures of a report: for each one of the manifest, the test that it is drawn of, and its
// data. Only visible groups are drawn.

import type { GradedGroup } from "../graded-group.ts";
import { bindNames } from "../output-fields.ts";
import type { Exercise } from "../pack/exercise.ts";
import type { FigureManifest } from "../pack/figure-schema.ts";
import { isFailed } from "../report.ts";
import type { DrawnCase } from "./drawn-case.ts";
import type { Drawing, Figure } from "../figure.ts";
import { makeBars } from "./make-bars.ts";
import { makeCurves } from "./make-curves.ts";
import { makeFit } from "./make-fit.ts";
import { makeHeatmap } from "./make-heatmap.ts";
import { makeTable } from "./make-table.ts";
import { makeText } from "./make-text.ts";

interface Candidate {
  drawn: DrawnCase;
  report: GradedGroup["report"]["cases"][number];
}

/** Of failing tests, a figure is drawn only if it shows a difference. */
export function selectFigures({ manifest }: Exercise, graded: GradedGroup[]): Figure[] {
  const groups = graded.filter(
    ({ group, report }) => group.visible && report.verdict !== "skipped",
  );
  const figures = manifest.figures.flatMap((figure) => {
    const own = groups.filter(
      ({ group }) => figure.group === undefined || group.manifest.id === figure.group,
    );
    const made =
      figure.kind === "text"
        ? makeText(figure, own[0])
        : selectDrawing(figure, listCandidates(own, manifest.fields));
    return made === null ? [] : [made];
  });
  // Beside a picture of what is wrong, pictures of what is right are noise.
  const hasWrong = figures.some(({ differs }) => differs);
  return figures.filter(({ kind, differs }) => !hasWrong || differs || kind === "text");
}

function listCandidates(
  groups: GradedGroup[],
  fields: Exercise["manifest"]["fields"],
): Candidate[] {
  return groups.flatMap(({ cases, outcomes, report }) =>
    cases.flatMap((testCase, i) => {
      const outcome = outcomes[i]!;
      if (outcome.kind !== "value") return [];
      const nameField = bindNames(fields, testCase.input);
      return [{ drawn: { testCase, output: outcome.value, nameField }, report: report.cases[i]! }];
    }),
  );
}

/** The first failing test whose drawing shows a difference, or the first test that can be drawn. */
function selectDrawing(
  manifest: Exclude<FigureManifest, { kind: "text" }>,
  candidates: Candidate[],
): Figure | null {
  for (const candidate of candidates.filter(({ report }) => isFailed(report))) {
    const figure = draw(manifest, candidate);
    if (figure?.differs === true) return figure;
  }
  for (const candidate of candidates) {
    const figure = draw(manifest, candidate);
    if (figure !== null) return figure;
  }
  return null;
}

function draw(
  manifest: Exclude<FigureManifest, { kind: "text" }>,
  { drawn, report: { name, title, verdict } }: Candidate,
): Figure | null {
  const drawing = makeDrawing(manifest, drawn);
  if (drawing === undefined) return null;
  const of = { name, title, passed: verdict === "accepted" };
  return { title: manifest.title, of, ...drawing };
}

function makeDrawing(
  manifest: Exclude<FigureManifest, { kind: "text" }>,
  drawn: DrawnCase,
): Drawing<Exclude<Figure, { kind: "text" }>> | undefined {
  switch (manifest.kind) {
    case "fit":
      return makeFit(manifest, drawn);
    case "curves":
      return makeCurves(manifest, drawn);
    case "heatmap":
      return makeHeatmap(manifest, drawn);
    case "bars":
      return makeBars(manifest, drawn);
    case "table":
      return makeTable(manifest, drawn);
  }
}
