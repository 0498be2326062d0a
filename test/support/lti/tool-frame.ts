// The tool in the frame of the emulated platform's course page, in a real browser.

import type { Frame, Page } from "playwright-core";

const PATIENT = { timeout: 60_000 };

/** The tool's frame, when it shows something that matches; throws with what it shows instead. */
export async function findTool(page: Page, selector: string): Promise<Frame> {
  const place = page.frameLocator("iframe[name='tool']");
  try {
    await place.locator(selector).first().waitFor(PATIENT);
  } catch (cause) {
    const frame = page.frame({ name: "tool" });
    const text = await frame?.evaluate("document.body.innerText").catch(String);
    throw new Error(`the frame is at ${frame?.url()}: ${String(text)}`, { cause });
  }
  return page.frame({ name: "tool" })!;
}

/** Follows "Open Gradus". */
export async function openWindow(page: Page): Promise<Page> {
  const tool = await findTool(page, "a[target='_blank']");
  const [popup] = await Promise.all([
    page.waitForEvent("popup"),
    tool.locator("a[target='_blank']").click(),
  ]);
  await popup.waitForURL(/\/(?:exercises|lti\/contexts|courses)\//, PATIENT);
  return popup;
}
