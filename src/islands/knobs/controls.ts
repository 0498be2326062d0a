// The form elements of the knobs, without what they do.

import { formatNumber } from "./format-number.ts";
import type { Interval } from "../../figures/ticks.ts";
import { chooseStep } from "./scales.ts";

/** For example `create("p", { className: "muted", textContent: "…" })`. */
export function create<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  properties: Partial<HTMLElementTagNameMap[K]> = {},
  ...children: Node[]
): HTMLElementTagNameMap[K] {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

export interface Slider {
  row: HTMLElement;
  /** Shows the value beside it, even if the slider itself cannot reach it. */
  show: (value: number) => void;
}

export function createSlider(
  { id, label, range, step = chooseStep(range) }: SliderOptions,
  onInput: (value: number) => void,
): Slider {
  const [min, max] = range.map(String);
  const input = create("input", { type: "range", id });
  Object.assign(input, { min, max, step: String(step) });
  const output = create("span", { className: "knobs-value" });
  // A screen reader has the value from the slider.
  output.setAttribute("aria-hidden", "true");
  input.addEventListener("input", () => onInput(input.valueAsNumber));
  return {
    row: create(
      "div",
      { className: "knobs-slider" },
      create("label", { htmlFor: id, textContent: label }),
      input,
      output,
    ),
    show: (value) => {
      const text = formatNumber(value);
      input.value = String(value);
      input.setAttribute("aria-valuetext", text);
      output.textContent = text;
    },
  };
}

interface SliderOptions {
  id: string;
  label: string;
  range: Interval;
  step?: number;
}

/** Radio buttons; the first is chosen. `onChoose` is called with the place in the list. */
export function createChoice(
  legend: string,
  names: string[],
  onChoose: (chosen: number) => void,
): HTMLElement {
  const group = create(
    "fieldset",
    { className: "knobs-choice" },
    create("legend", { textContent: legend }),
  );
  for (const [i, name] of names.entries()) {
    const radio = create("input", { type: "radio", name: "knobs-rate", checked: i === 0 });
    radio.addEventListener("change", () => onChoose(i));
    group.append(create("label", {}, radio, document.createTextNode(name)));
  }
  return group;
}
