// Staff press "send again" at a web process that sends nothing itself: the one that does leaves its
// pause and sends at once.

import { pino } from "pino";
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from "vitest";
import { assemblePageServices } from "../../src/assemble-page-services.ts";
import { readConfig } from "../../src/config.ts";
import { feedProcesses } from "../../src/feed-processes.ts";
import { sendAgain } from "../../src/lti/grades/change-sending.ts";
import { SiteChannel } from "../../src/web-processes/site-channel.ts";
import { joinProcesses } from "../support/join-processes.ts";
import { type GradeWorld, openGradeWorld } from "../support/lti/grade-world.ts";
import { HAS_REDIS, NEEDS_REDIS, RedisServer } from "../support/redis-server.ts";

const PATIENT = { timeout: 30_000 };

describe.skipIf(!HAS_REDIS)(`scores of several web processes${NEEDS_REDIS}`, () => {
  let redis: RedisServer;
  let world: GradeWorld;
  beforeAll(async () => {
    [redis, world] = await Promise.all([RedisServer.open(), openGradeWorld()]);
  });
  afterAll(async () => {
    await world?.close();
    await redis?.close();
  });

  async function connect(): Promise<SiteChannel> {
    const settings = readConfig({ GRADUS_REDIS_URL: redis.url }).redis!;
    const channel = new SiteChannel(settings, pino({ level: "silent" }));
    onTestFinished(() => channel.close());
    await expect.poll(() => channel.redis.status).toBe("ready");
    return channel;
  }

  test("go out when another process says so, though the platform was left alone", async () => {
    const { services, app } = world.site;
    const { config, log, db } = services;
    const [feeder, link] = joinProcesses(2).links;
    const feeding = { ...services, gradeSender: world.sender() };
    const stopFeeding = feedProcesses(
      feeding,
      { link: feeder!, channel: await connect() },
      app.fetch,
    );
    onTestFinished(stopFeeding);
    const page = await assemblePageServices(config, log, db, {
      link: link!,
      channel: await connect(),
    });

    const [{ userId }] = world.students;
    const homework = world.addAssignment({ title: "Homework" });
    world.grades.fault = () => "down";
    world.addAttempt(homework, userId, { share: 0.5 });
    await world.send();
    world.grades.fault = () => undefined;
    const of = { courseId: world.courseId, contextId: world.contextId };
    expect(sendAgain(db, { ...of, actorId: world.owner.userId }, { kind: "failed" })).toBe(1);
    // It is due, and the platform is left alone for a minute.
    await world.send();
    expect(world.grades.posted).toEqual([]);
    // Until the subscription is there, nobody hears it.
    await vi.waitUntil(() => {
      page.services.gradeSender.retryNow();
      return world.grades.posted.length > 0;
    }, PATIENT);
    await world.sender().settled();
    expect(world.gradeOf(homework, userId)).toBe(50);
    expect(world.grades.posted).toHaveLength(1);
  });
});
