// How long ago something was, in words.

import { expect, test } from "vitest";
import { formatAgo } from "../../src/ui/format-ago.ts";

const NOW = Date.UTC(2026, 10, 1, 12);

test.each([
  [-5, "1 minute ago", "1分钟前"],
  [0, "1 minute ago", "1分钟前"],
  [119, "1 minute ago", "1分钟前"],
  [59 * 60, "59 minutes ago", "59分钟前"],
  [3600, "1 hour ago", "1小时前"],
  [86_399, "23 hours ago", "23小时前"],
  [3 * 86_400, "3 days ago", "3天前"],
])("%i seconds: %s", (seconds, english, chinese) => {
  const date = new Date(NOW - seconds * 1000);
  expect([formatAgo(date, "en", NOW), formatAgo(date, "zh-CN", NOW)]).toEqual([english, chinese]);
});
