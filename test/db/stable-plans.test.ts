// A prepared query with a join stays compiled. better-sqlite3 makes a function for the rows each
// time that SQLite has compiled a statement again, so the test counts these functions.

import BetterSqlite from "better-sqlite3";
import { afterEach, expect, test, vi } from "vitest";
import { stabilizePlans } from "../../src/db/stable-plans.ts";

afterEach(() => {
  vi.unstubAllGlobals();
});

function countCompiled(work: () => void): number {
  const { Function: make } = globalThis;
  const counting = vi.fn<(...texts: string[]) => unknown>((...texts) => new make(...texts));
  vi.stubGlobal("Function", counting);
  work();
  vi.unstubAllGlobals();
  return counting.mock.calls.length;
}

function makeTables(): BetterSqlite.Database {
  const client = new BetterSqlite(":memory:");
  client.exec(`
    create table people (id text primary key, name text);
    create table works (id integer primary key, person text, score text);
    insert into people values ('a', 'Ann'), ('b', 'Bo');
    insert into works values (1, 'a', '1'), (2, 'a', null), (3, 'b', '3');`);
  return client;
}

const JOINED = "select w.id from works as w join people as p on p.id = w.person";
const CALLS: [string, unknown[][], number[][]][] = [
  [`${JOINED} where w.person = ? order by w.id`, [["a"], ["b"], ["a"]], [[1, 2], [3], [1, 2]]],
  [`${JOINED} where w.score is ?`, [["1"], [null], ["3"]], [[1], [2], [3]]],
  [`${JOINED} where w.id = ?`, [["2"], [null], [3]], [[2], [], [3]]],
  [`${JOINED} order by w.id limit ?`, [[1], [3], [2]], [[1], [1, 2, 3], [1, 2]]],
  [`${JOINED} where p.id = :id`, [[{ id: "b" }], [{ id: "a" }]], [[3], [1, 2]]],
];

test.each(CALLS)("%s is compiled once", (source, calls, ids) => {
  const client = makeTables();
  stabilizePlans(client);
  const query = client.prepare<unknown[], { id: number }>(source);
  const compiled = countCompiled(() => {
    const found = calls.map((values) => query.all(...values).map(({ id }) => id));
    expect(found).toEqual(ids);
  });
  expect(compiled).toBe(1);
});

test("without it, the query is compiled at each call: otherwise this file is no longer needed", () => {
  const query = makeTables().prepare<unknown[], { id: number }>(CALLS[0]![0]);
  expect(countCompiled(() => CALLS[0]![1].map((values) => query.all(...values)))).toBe(3);
});
