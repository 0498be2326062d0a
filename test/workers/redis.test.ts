import { expect, test } from "vitest";
import { hidePassword, listExposures } from "../../src/workers/redis.ts";

test.each([
  ["redis://127.0.0.1", []],
  ["redis://localhost:7000", []],
  ["redis://[::1]:6379", []],
  ["redis://redis.example.org", ["no-password", "no-tls"]],
  ["redis://:secret@10.0.0.7", ["no-tls"]],
  ["rediss://10.0.0.7", ["no-password"]],
  ["rediss://gradus:secret@redis.example.org:6380/2", []],
])("what protects %s", (url, exposures) => {
  expect(listExposures(url)).toEqual(exposures);
});

test("the password is not shown", () => {
  expect(hidePassword("rediss://gradus:secret@redis.example.org:6380/2")).toBe(
    "rediss://redis.example.org:6380/2",
  );
});
