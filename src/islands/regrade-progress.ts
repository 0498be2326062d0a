// Updates a regrade's page while it runs: polls its progress, and shows the preview when it is
// ready.

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
    // HTML from the server, the same as on the full page. By then the rest of the page has changed
    // too.
    if (state !== "running") return location.reload();
    if (html !== last) shown.innerHTML = last = html;
  }
}
