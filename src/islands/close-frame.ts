// Says to the page that has opened this one, in a window or a frame, that it may go on.

const data = document.getElementById("close-frame")?.textContent;
// The message says nothing that another page may not know.
if (data != null) {
  const { message } = JSON.parse(data) as { message: unknown };
  const opener = (window.opener as Window | null) ?? window.parent;
  if (opener !== window) opener.postMessage(message, "*");
}
