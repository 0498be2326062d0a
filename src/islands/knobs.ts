// Draws the knobs of a statement: sliders for the line y = w·x + b, its error, and paths of gradient
// descent. All answers are in the page, so nothing is requested. The page computes only the line
// and its mean squared error.

import type { KnobsStart, Place } from "../catalogue/knobs-data.ts";
import { create, createChoice, createSlider } from "./knobs/controls.ts";
import { formatNumber } from "./knobs/format-number.ts";
import { createLinePlot } from "./knobs/line-plot.ts";
import { createLossMap } from "./knobs/loss-map.ts";
import { meanSquaredError } from "./knobs/mean-squared-error.ts";
import { chooseStep, snap } from "./knobs/scales.ts";
import {
  beginWalk,
  choosePath,
  goTo,
  isAtBest,
  isOutside,
  listWalked,
  turn,
  type Walk,
} from "./knobs/walk.ts";

/** A screen reader reads the numbers when they have not changed for this long. */
const QUIET_MS = 800;

const container = document.getElementById("knobs");
const data = document.getElementById("knobs-data");
if (container !== null && data !== null)
  draw(container, JSON.parse(data.textContent) as KnobsStart);

function draw(target: HTMLElement, { knobs, words }: KnobsStart): void {
  const step = { w: chooseStep(knobs.range.w), b: chooseStep(knobs.range.b) };
  let walk = beginWalk(knobs);
  const go = (next: Walk) => {
    walk = next;
    show();
  };
  const pick = ({ w, b }: Place) =>
    go(turn(walk, { w: snap(w, knobs.range.w, step.w), b: snap(b, knobs.range.b, step.b) }));

  const plot = createLinePlot(knobs, words.line);
  const map = createLossMap(knobs, words.map, pick);
  const w = createSlider({ id: "knobs-w", label: words.slope, range: knobs.range.w }, (value) =>
    go(turn(walk, { w: value })),
  );
  const b = createSlider({ id: "knobs-b", label: words.intercept, range: knobs.range.b }, (value) =>
    go(turn(walk, { b: value })),
  );
  const descent = createDescent();
  const reset = create("button", { type: "button", textContent: words.reset });
  reset.addEventListener("click", () => {
    go(walk.path < 0 ? beginWalk(knobs) : goTo(knobs, walk, 0));
  });
  const now = create("strong");
  const note = create("span", { className: "knobs-note" });
  const spoken = create("p", { className: "visually-hidden" });
  spoken.setAttribute("role", "status");

  const intro = knobs.paths.length === 0 ? words.intro : words.introPaths;
  const title = create("p", { className: "knobs-title", id: "knobs-title" });
  title.textContent = words.title;
  target.setAttribute("role", "group");
  target.setAttribute("aria-labelledby", title.id);
  target.append(
    title,
    create("p", { textContent: intro }),
    create(
      "div",
      { className: "knobs-drawings" },
      drawing(plot.drawing, words.lineKey),
      drawing(map.drawing, words.mapKey),
    ),
    w.row,
    b.row,
    ...descent.rows,
    create("div", { className: "knobs-buttons" }, ...descent.buttons, reset),
    create("p", { className: "knobs-now" }, now, document.createTextNode(" "), note),
    create("p", { className: "knobs-best", textContent: describe(words.best, knobs.best) }),
    spoken,
  );
  let quiet: number | undefined;
  let isFirst = true;
  show();

  function show(): void {
    const { place } = walk;
    plot.show(place);
    map.show(place, listWalked(knobs, walk));
    w.show(place.w);
    b.show(place.b);
    descent.show();
    now.textContent = describe(words.now, place);
    const isBest = isAtBest(knobs, place, step);
    const elsewhere = isOutside(knobs, place) ? words.outside : "";
    note.textContent = isBest ? words.isBest : elsewhere;
    note.classList.toggle("is-best", isBest);
    clearTimeout(quiet);
    if (!isFirst)
      quiet = window.setTimeout(() => {
        spoken.textContent = `${now.textContent} ${note.textContent}`;
      }, QUIET_MS);
    isFirst = false;
  }

  function describe(text: string, place: Place): string {
    return fill(text, {
      w: formatNumber(place.w),
      b: formatNumber(place.b),
      mse: formatNumber(meanSquaredError(knobs, place.w, place.b)),
    });
  }

  /** The choice of a rate, and of an epoch on its path; nothing if there are no paths. */
  function createDescent(): { rows: HTMLElement[]; buttons: HTMLElement[]; show: () => void } {
    if (knobs.paths.length === 0) return { rows: [], buttons: [], show: () => undefined };
    const rates = knobs.paths.map(({ rate }) => formatNumber(rate));
    const choice = createChoice(words.rate, [words.noPath, ...rates], (chosen) =>
      go(choosePath(knobs, walk, chosen - 1)),
    );
    const last = Math.max(...knobs.paths.map((path) => path.w.length)) - 1;
    const epoch = createSlider(
      { id: "knobs-epoch", label: words.epoch, range: [0, last], step: 1 },
      (value) => go(goTo(knobs, walk, value)),
    );
    const next = create("button", { type: "button", textContent: words.next });
    next.addEventListener("click", () => go(goTo(knobs, walk, walk.epoch + 1)));
    return {
      rows: [choice, epoch.row],
      buttons: [next],
      show: () => {
        epoch.row.hidden = next.hidden = walk.path < 0;
        epoch.show(walk.epoch);
      },
    };
  }
}

function drawing(picture: SVGElement, caption: string): HTMLElement {
  return create("figure", {}, picture, create("figcaption", { textContent: caption }));
}

/** No line ends between a name and its value. */
function fill(text: string, places: Record<string, string>): string {
  return text
    .replaceAll(" = ", "\u00a0=\u00a0")
    .replaceAll(/\{(\w+)\}/g, (_, name: string) => places[name] ?? "");
}
