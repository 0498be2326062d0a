// How long ago something was, in words.

import { expect, test } from "vitest";
import { formatAgo, formatUntil } from "../../src/ui/relative-time.ts";

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

test("the time left is rounded down", () => {
  const until = (ms: number, language: "en" | "zh-CN" = "en") =>
    formatUntil(new Date(ms), language, 0);
  expect(until(3 * 3_600_000 + 3_599_000)).toBe("in 3 hours");
  expect(until(47 * 3_600_000)).toBe("in 1 day");
  expect(until(59_000)).toBe("in 1 minute");
  expect(until(3_600_000, "zh-CN")).toBe("1小时后");
});
