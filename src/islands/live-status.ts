// Updates a submission's page until the report is ready: listens to the server's events, and polls
// if there are none.

const POLL_MS = 2000;
const status = document.getElementById("status");
const address = status?.dataset["address"];

if (status !== null && address !== undefined) listen(status, address);

function listen(target: HTMLElement, address: string): void {
  const source = new EventSource(`${address}/events`);
  let failures = 0;
  for (const state of ["waiting", "running", "done"]) {
    source.addEventListener(state, (event) => {
      failures = 0;
      show(
        target,
        (JSON.parse((event as MessageEvent<string>).data) as { html: string }).html,
        state,
      );
      if (state === "done") source.close();
    });
  }
  source.addEventListener("error", () => {
    failures += 1;
    // The browser reconnects by itself, unless the connection is blocked permanently (by a proxy
    // that holds streams back).
    if (failures < 3 && source.readyState !== EventSource.CLOSED) return;
    source.close();
    void poll(target, address);
  });
}

async function poll(target: HTMLElement, address: string): Promise<void> {
  for (;;) {
    const answer = await fetch(`${address}/state`, {
      headers: { accept: "application/json" },
    }).catch(() => undefined);
    if (answer?.ok === true) {
      const { state, html } = (await answer.json()) as { state: string; html: string };
      show(target, html, state);
      if (state === "done") return;
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

/** HTML from the server, the same as on the full page. */
function show(target: HTMLElement, html: string, state: string): void {
  target.innerHTML = html;
  // The receipt and other parts come with the full page.
  if (state === "done") target.removeAttribute("data-address");
}
