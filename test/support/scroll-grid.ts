// Scrolls the gradebook's table from one end to the other in a browser, a good part of a window in
// each frame, and reports what blocked the page meanwhile.

import type { Page } from "playwright-core";

export interface ScrollReport {
  frames: number;
  /** Tasks of more than 50 ms, by the browser's own count. */
  longTasksMs: number[];
  slowestFrameMs: number;
}

const SCROLL = `(async () => {
  const scroller = document.querySelector(".grid-scroll");
  const longTasksMs = [];
  const observer = new PerformanceObserver((list) =>
    longTasksMs.push(...list.getEntries().map(({ duration }) => duration)));
  observer.observe({ type: "longtask" });
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  let frames = 0, slowestFrameMs = 0, lastMs = performance.now();
  const step = async () => {
    await frame();
    const nowMs = performance.now();
    slowestFrameMs = Math.max(slowestFrameMs, nowMs - lastMs);
    lastMs = nowMs;
    frames += 1;
  };
  const end = () => scroller.scrollHeight - scroller.clientHeight;
  for (let direction of [1, -1]) {
    const stepPx = direction * scroller.clientHeight * 0.7;
    for (let top = direction > 0 ? 0 : end(); top >= 0 && top <= end(); top += stepPx) {
      scroller.scrollTop = top;
      await step();
    }
  }
  for (let left = 0; left < scroller.scrollWidth - scroller.clientWidth; left += 200) {
    scroller.scrollLeft = left;
    await step();
  }
  scroller.scrollTo(0, 0);
  await step();
  await new Promise((resolve) => setTimeout(resolve, 200));
  observer.disconnect();
  return { frames, longTasksMs, slowestFrameMs };
})()`;

export function scrollThrough(page: Page): Promise<ScrollReport> {
  return page.evaluate<ScrollReport>(SCROLL);
}
