// Questions between processes of a site, without processes: the ends are joined in memory.

import { describe, expect, test } from "vitest";
import { NoAnswerError, ProcessLink } from "../../src/web-processes/process-link.ts";
import { joinProcesses } from "../support/join-processes.ts";

describe("a question", () => {
  test("goes to the feeding process, and its answer to the one that asked", async () => {
    const { links } = joinProcesses(3);
    links[0]!.answer("types", (body) => Promise.resolve({ read: body }));
    const answers = await Promise.all([links[1]!.ask("types", "b"), links[2]!.ask("types", "c")]);
    expect(answers).toEqual([{ read: "b" }, { read: "c" }]);
    // The feeding process may ask as well.
    expect(await links[0]!.ask("types", "a")).toEqual({ read: "a" });
  });

  test("about metrics is answered by the primary, which asks each process", async () => {
    const { links, switchboard } = joinProcesses(2);
    expect(await links[1]!.ask("metrics", null)).toBe("all metrics");
    for (const link of links) link.answer("metrics", () => Promise.resolve(link.number));
    expect(switchboard.numbers).toEqual([1, 2]);
    expect(await switchboard.ask(2, "metrics", null)).toEqual({ value: 2 });
  });

  test("without an answerer, or one that throws, has no answer", async () => {
    const { links } = joinProcesses(2);
    await expect(links[1]!.ask("types", null)).rejects.toThrow(NoAnswerError);
    links[0]!.answer("types", () => Promise.reject(new Error("it says so itself")));
    await expect(links[1]!.ask("types", null)).rejects.toThrow(NoAnswerError);
  });

  test("that is not wanted any more is cancelled, also when its process ends", async () => {
    const { links, switchboard } = joinProcesses(3);
    const signals: AbortSignal[] = [];
    links[0]!.answer("live-tests", (_body, signal) => {
      signals.push(signal);
      return new Promise(() => undefined);
    });
    const controller = new AbortController();
    const asked = links[1]!.ask("live-tests", null, controller.signal);
    void links[2]!.ask("live-tests", null).catch(() => undefined);
    expect(signals.map(({ aborted }) => aborted)).toEqual([false, false]);
    controller.abort();
    await expect(asked).rejects.toThrow(NoAnswerError);
    expect(signals.map(({ aborted }) => aborted)).toEqual([true, false]);
    switchboard.disconnect(3);
    expect(signals.map(({ aborted }) => aborted)).toEqual([true, true]);
  });

  test("has no answer when the feeding process ends, or is not there", async () => {
    const { links, switchboard } = joinProcesses(2);
    links[0]!.answer("statements", () => new Promise(() => undefined));
    const asked = links[1]!.ask("statements", null);
    switchboard.disconnect(1);
    await expect(asked).rejects.toThrow(NoAnswerError);
    await expect(links[1]!.ask("statements", null)).rejects.toThrow(NoAnswerError);
  });

  test("has no answer after a while, and a late one has no effect", async () => {
    const { links, switchboard } = joinProcesses(2);
    const late = Promise.withResolvers<string>();
    links[0]!.answer("metrics", () => late.promise);
    expect(await switchboard.ask(1, "metrics", null, 1)).toBeNull();
    late.resolve("too late");
    await late.promise;
  });
});

test("every process knows whether grading is paused, also one that comes later", () => {
  const { links, switchboard } = joinProcesses(2);
  links[0]!.sayStanding(true);
  expect(links.map(({ isPaused }) => isPaused)).toEqual([true, true]);
  const heard: unknown[] = [];
  switchboard.connect(3, (message) => heard.push(message));
  expect(heard).toEqual([{ kind: "standing", isPaused: true }]);
});

test("messages of another form are dropped", () => {
  let hear: (message: unknown) => void = () => undefined;
  const link = new ProcessLink(2, {
    send: () => undefined,
    listen: (listener) => void (hear = listener),
  });
  for (const message of [null, "drain", { kind: "?" }, { kind: "standing", isPaused: 1 }])
    hear(message);
  expect(link.isPaused).toBe(false);
});
