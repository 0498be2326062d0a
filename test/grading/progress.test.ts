// What the site knows in memory of submissions in progress, and whom it notifies.

import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { GroupReport } from "../../grader/doors/reports.ts";
import { ProgressBoard } from "../../src/grading/progress.ts";

const group = (id: string, visible: boolean, score = 1) => ({ id, visible, score }) as GroupReport;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe("the progress board", () => {
  test("stores visible groups as they are done, the newer of two, and never a hidden one", () => {
    const board = new ProgressBoard();
    board.begin("s");
    board.addGroup("s", group("shown", true, 1));
    board.addGroup("s", group("hidden", false));
    board.addGroup("s", group("shown", true, 2));
    expect(board.listGroups("s")).toEqual([group("shown", true, 2)]);
    board.end("s");
    expect(board.listGroups("s")).toEqual([]);
  });

  test("ignores a group of a grading that was given up", () => {
    const board = new ProgressBoard();
    board.begin("s");
    board.end("s");
    board.addGroup("s", group("shown", true));
    expect(board.listGroups("s")).toEqual([]);
  });

  test("does not notify anyone of a hidden group", () => {
    const board = new ProgressBoard();
    board.begin("s");
    const told = vi.fn<() => void>();
    board.listen("s", told);
    board.addGroup("s", group("hidden", false));
    expect(told).not.toHaveBeenCalled();
    board.addGroup("s", group("shown", true));
    expect(told).toHaveBeenCalledTimes(1);
  });

  test("notifies each listener, until they stop", () => {
    const board = new ProgressBoard();
    const [first, second, other] = [vi.fn<() => void>(), vi.fn<() => void>(), vi.fn<() => void>()];
    const stop = board.listen("s", first);
    board.listen("s", second);
    board.listen("another", other);
    board.begin("s");
    stop();
    stop();
    board.end("s");
    expect([first, second, other].map((listener) => listener.mock.calls.length)).toEqual([1, 2, 0]);
    expect(board.listenerCount).toBe(2);
  });

  test("notifies at once that places have moved, then at most once a second, and never leaves out the last move", () => {
    const board = new ProgressBoard();
    const waiting = vi.fn<() => void>();
    const running = vi.fn<() => void>();
    board.listen("waiting", waiting);
    board.begin("running");
    board.listen("running", running);
    for (let i = 0; i < 50; i += 1) board.moveUp();
    expect(waiting).toHaveBeenCalledTimes(1);
    vi.advanceTimersByTime(999);
    expect(waiting).toHaveBeenCalledTimes(1);
    vi.advanceTimersByTime(1);
    expect(waiting).toHaveBeenCalledTimes(2);
    vi.advanceTimersByTime(10_000);
    expect(waiting).toHaveBeenCalledTimes(2);
    board.moveUp();
    expect(waiting).toHaveBeenCalledTimes(3);
    expect(running).not.toHaveBeenCalled();
  });

  test("notifies everyone at the end", () => {
    const board = new ProgressBoard();
    const told = vi.fn<() => void>();
    board.listen("a", told);
    board.listen("b", told);
    board.close();
    expect(board.isClosed).toBe(true);
    expect(told).toHaveBeenCalledTimes(2);
  });
});
