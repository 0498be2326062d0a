// Runs on every page: reports the reader's time zone to the server once, and makes wide content
// scrollable with the keyboard.

const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
if (
  zone !== undefined &&
  !document.cookie.split("; ").includes(`time-zone=${encodeURIComponent(zone)}`)
) {
  const text = `time-zone=${encodeURIComponent(zone)}; max-age=31536000; samesite=lax`;
  document.cookie = `${text}; path=${document.documentElement.dataset["base"] ?? "/"}`;
}

// Wide content that scrolls sideways (a long formula, a wide line of code) can be focused and
// scrolled with the keyboard.
const places = document.querySelectorAll<HTMLElement>(
  ".statement pre, .statement .katex-display, .statement .table-scroll",
);
const update = (element: HTMLElement): void => {
  if (element.scrollWidth > element.clientWidth) element.tabIndex = 0;
  else element.removeAttribute("tabindex");
};
const wide = new ResizeObserver((entries) => {
  for (const { target } of entries) if (target instanceof HTMLElement) update(target);
});
for (const element of places) wide.observe(element);
// The fonts of formulas arrive later, and change what is inside an element but not its own size.
document.fonts.addEventListener("loadingdone", () => places.forEach(update));
