// A page in a learning platform's frame: asks for its height if the platform gives it, takes links
// away that are over, and sends the form that is to be sent at once.

const CLOSE_TO_END_MS = 5000;

const { resizes } = document.body.dataset;
if (resizes !== undefined && window.parent !== window)
  new ResizeObserver(() => {
    // Canvas: a number of pixels, of no interest to anyone else.
    const height = Math.ceil(document.body.scrollHeight);
    window.parent.postMessage({ subject: "lti.frameResize", height }, "*");
  }).observe(document.body);

for (const link of document.querySelectorAll<HTMLAnchorElement>("a[data-lasts-ms]")) {
  const { lastsMs, used = "", over = "" } = link.dataset;
  const end = (words: string) => link.replaceWith(words);
  // The server counts from an earlier moment than this page.
  const timer = setTimeout(() => end(over), Number(lastsMs) - CLOSE_TO_END_MS);
  link.addEventListener("click", () => {
    clearTimeout(timer);
    // After the browser has followed it.
    setTimeout(() => end(used), 0);
  });
}

document.querySelector<HTMLFormElement>("form[data-at-once]")?.submit();
