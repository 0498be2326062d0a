// The progress in a process that does not feed the queue: from messages, and without them from the
// database.

import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { openDatabase } from "../../src/db/open.ts";
import { Queue } from "../../src/grading/queue.ts";
import { FollowedProgress } from "../../src/web-processes/followed-progress.ts";
import { temporaryFolder } from "../support/packs.ts";
import { groupOf, newSubmission, openQueueDatabase, reportOf } from "../support/queue-database.ts";

/** The feeding process's queue, and the progress at another process. */
function openTwo() {
  const file = join(temporaryFolder(), "gradus.db");
  const feeding = new Queue(openQueueDatabase(["ada", "ben"], file));
  const db = openDatabase(file);
  onTestFinished(() => void db.$client.close());
  const progress = new FollowedProgress(db, new Queue(db));
  onTestFinished(() => progress.close());
  const submit = (userId: string) => {
    const submitted = feeding.submit(newSubmission(userId));
    if (submitted.kind !== "recorded") throw new Error("it is not recorded");
    return submitted.id;
  };
  const listen = (id: string) => {
    const heard = { count: 0 };
    progress.listen(id, () => (heard.count += 1));
    return heard;
  };
  return { feeding, progress, submit, listen };
}

test("shows the finished groups of the last message, and none when the grading has ended", () => {
  const { progress, listen } = openTwo();
  const heard = listen("a");
  const groups = [groupOf("first", true), groupOf("second", true)];
  progress.hear("a", JSON.stringify(groups.slice(0, 1)));
  progress.hear("a", JSON.stringify(groups));
  expect(progress.listGroups("a")).toEqual(groups);
  expect(progress.listGroups("b")).toEqual([]);
  progress.hear("a", undefined);
  expect(progress.listGroups("a")).toEqual([]);
  expect(heard.count).toBe(3);
});

test("a message that is not a list of groups shows nothing", () => {
  const { progress } = openTwo();
  for (const text of ["", "{", "[1]", '[{"id":"x"}]']) {
    progress.hear("a", text);
    expect(progress.listGroups("a")).toEqual([]);
  }
});

test("without messages, a look at the database finds what has begun, moved up and ended", async () => {
  const { feeding, progress, submit, listen } = openTwo();
  const [ada, ben] = [submit("ada"), submit("ben")];
  progress.look();
  const [atAda, atBen] = [listen(ada), listen(ben)];
  progress.look();
  expect([atAda.count, atBen.count]).toEqual([0, 0]);
  const job = feeding.claim()!;
  expect(job.submissionId).toBe(ada);
  progress.look();
  expect(atAda.count).toBeGreaterThan(0);
  // The other one has moved up, which is said at most once a second.
  await expect.poll(() => atBen.count).toBeGreaterThan(0);
  const before = atAda.count;
  feeding.finish(ada, reportOf(), job.claim);
  progress.look();
  expect(atAda.count).toBeGreaterThan(before);
});

test("a lost message of the end leaves no groups behind", () => {
  const { feeding, progress, submit } = openTwo();
  const id = submit("ada");
  const job = feeding.claim()!;
  progress.hear(id, JSON.stringify([groupOf("first", true)]));
  progress.look();
  expect(progress.listGroups(id)).toHaveLength(1);
  feeding.finish(id, reportOf(), job.claim);
  progress.look();
  expect(progress.listGroups(id)).toEqual([]);
});
