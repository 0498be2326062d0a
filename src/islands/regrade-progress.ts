// A regrade's page while it runs: asks how far it has got, and shows the preview once there is one.

const POLL_MS = 1500;

const target = document.getElementById("regrade-progress");
const address = target?.dataset["address"];

if (target !== null && address !== undefined) void watch(target, address);

async function watch(shown: HTMLElement, path: string): Promise<void> {
  let last = "";
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    const answer = await fetch(path, { headers: { accept: "application/json" } }).catch(
      () => undefined,
    );
    if (answer?.ok !== true) continue;
    const { state, html } = (await answer.json()) as { state: string; html: string };
    // The server's own markup, as the page had it to begin with; the rest of the page is another
    // one by then.
    if (state !== "running") return location.reload();
    if (html !== last) shown.innerHTML = last = html;
  }
}
