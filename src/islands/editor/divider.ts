// The divider between statement and editor: moved by dragging or with the arrow keys. This browser
// remembers its position.

const STORAGE_KEY = "gradus.divider";
const LEAST_PERCENT = 20;
const MOST_PERCENT = 75;
const DEFAULT_PERCENT = 44;
const STEP_PERCENT = 2;

export function enableDivider(divider: HTMLElement, workbench: HTMLElement): void {
  let percent = DEFAULT_PERCENT;

  const place = (wanted: number) => {
    percent = Math.min(MOST_PERCENT, Math.max(LEAST_PERCENT, Math.round(wanted * 10) / 10));
    workbench.style.setProperty("--split", `${percent}%`);
    divider.setAttribute("aria-valuenow", String(Math.round(percent)));
  };
  const remember = () => {
    try {
      localStorage.setItem(STORAGE_KEY, String(percent));
    } catch {
      // Without a stored position, it starts in the middle.
    }
  };

  divider.setAttribute("aria-valuemin", String(LEAST_PERCENT));
  divider.setAttribute("aria-valuemax", String(MOST_PERCENT));
  divider.hidden = false;
  place(remembered());

  divider.addEventListener("keydown", (event) => {
    const to = {
      ArrowLeft: percent - STEP_PERCENT,
      ArrowRight: percent + STEP_PERCENT,
      Home: LEAST_PERCENT,
      End: MOST_PERCENT,
    }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    place(to);
    remember();
  });
  divider.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    event.preventDefault();
    divider.setPointerCapture(event.pointerId);
    divider.focus({ preventScroll: true });
  });
  divider.addEventListener("pointermove", (event) => {
    if (!divider.hasPointerCapture(event.pointerId)) return;
    const { left, width } = workbench.getBoundingClientRect();
    place(((event.clientX - left) / width) * 100);
  });
  divider.addEventListener("pointerup", remember);
  divider.addEventListener("dblclick", () => {
    place(DEFAULT_PERCENT);
    remember();
  });
}

function remembered(): number {
  try {
    const value = Number(localStorage.getItem(STORAGE_KEY) ?? Number.NaN);
    return Number.isFinite(value) ? value : DEFAULT_PERCENT;
  } catch {
    return DEFAULT_PERCENT;
  }
}
