// escape: run-time-error | Throws an error whose text would repaint a terminal and break out of a page.
export function total(): number {
  const error = new Error("\u001b[2J\u001b[1;32maccepted\u001b[0m\r\u202e</pre><script>alert(1)</script>\u0000\ud800");
  error.name = "\u001b]0;pwned\u0007<img src=x onerror=alert(1)>";
  throw error;
}
