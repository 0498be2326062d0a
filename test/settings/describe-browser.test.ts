// How browsers identify themselves, and their usual names.

import { expect, test } from "vitest";
import { describeBrowser } from "../../src/settings/describe-browser.ts";

test.each([
  [
    "Mozilla/5.0 (Windows NT 10.0; Win64; " +
      "x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0",
    "Edge · Windows",
  ],
  [
    "Mozilla/5.0 (Macintosh; " +
      "Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 " +
      "Safari/605.1.15",
    "Safari · macOS",
  ],
  [
    "Mozilla/5.0 (Linux; Android 16; " +
      "Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36",
    "Chrome · Android",
  ],
  [
    "Mozilla/5.0 (iPhone; " +
      "CPU iPhone OS 26_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/140.0 " +
      "Mobile/15E148 Safari/604.1",
    "Chrome · iPhone",
  ],
  ["Mozilla/5.0 (X11; Linux x86_64; rv:150.0) Gecko/20100101 Firefox/150.0", "Firefox · Linux"],
  [
    "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/130.0 Mobile Safari/537.36 MicroMessenger/8.0",
    "WeChat · Android",
  ],
  ["curl/8.0", ""],
  ["", ""],
  [null, ""],
])("%s", (userAgent, words) => expect(describeBrowser(userAgent)).toBe(words));
