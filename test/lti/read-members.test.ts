// Reading a platform's roster: to its end, or not at all. Each fault of a platform by itself.

import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type Db, openDatabase } from "../../src/db/open.ts";
import { ServiceCaller, ServiceError } from "../../src/lti/call-service.ts";
import { readNextPage } from "../../src/lti/roster/next-page.ts";
import { MAX_PAGES, readMembers } from "../../src/lti/roster/read-members.ts";
import { selectPlatformById } from "../../src/lti/select-platform.ts";
import { showToolKeys } from "../../src/lti/tool-keys.ts";
import { CLAIMS } from "../../src/lti/claims.ts";
import {
  INSTRUCTOR,
  LEARNER,
  type LtiPlatformDouble,
  registerPlatform,
  startLtiPlatform,
} from "../support/lti/platform.ts";
import { addRosterService, makeStudents, type RosterService } from "../support/lti/roster.ts";

let platform: LtiPlatformDouble;
let roster: RosterService;
let db: Db;
let caller: ServiceCaller;

beforeAll(async () => {
  platform = await startLtiPlatform();
  roster = addRosterService(platform);
  platform.app.get("/tool-keys", async (c) => c.json(await showToolKeys(db)));
  platform.tool = { login: "", launch: "", root: "", keys: `${platform.url}/tool-keys` };
});
afterAll(() => platform.close());
beforeEach(() => {
  db = openDatabase(":memory:");
  caller = new ServiceCaller(db, selectPlatformById(db, registerPlatform(db, platform)));
  Object.assign(roster, { members: [], pageSize: undefined, fault: undefined, asked: [] });
  return () => db.$client.close();
});

const read = () => readMembers(caller, roster.urlOf("course-1"));
const failure = async (reading: Promise<unknown> = read()): Promise<string> => {
  try {
    await reading;
  } catch (error) {
    if (error instanceof ServiceError) return error.code;
    throw error;
  }
  return "none";
};

describe("a roster", () => {
  test("of 5,000 people comes in 100 pages, as Canvas sends it", async () => {
    roster.members = makeStudents(5000);
    roster.pageSize = 50;
    const members = await read();
    expect(members).toHaveLength(5000);
    expect(new Set(members.map(({ subject }) => subject)).size).toBe(5000);
    expect(roster.asked).toHaveLength(100);
  });

  test("of 5,000 people comes at once, as Moodle sends it", async () => {
    roster.members = makeStudents(5000);
    expect(await read()).toHaveLength(5000);
    expect(roster.asked).toHaveLength(1);
  });

  test("whose pages overlap names everyone once, with all of their roles", async () => {
    roster.pageSize = 1;
    roster.members = [
      { user_id: "a", roles: [LEARNER], status: "Inactive" },
      { user_id: "a", roles: [INSTRUCTOR], name: "Li" },
    ];
    expect(await read()).toEqual([
      {
        subject: "a",
        name: "Li",
        email: "",
        roles: [LEARNER, INSTRUCTOR],
        isActive: true,
        sections: null,
      },
    ]);
  });

  test("may lack names, addresses, roles and ids", async () => {
    roster.members = [
      { user_id: "a", given_name: "晓雨", family_name: "李" },
      { name: "Nobody" },
      { user_id: "b", roles: ["Learner"], message: "not a list" },
    ];
    expect((await read()).map(({ subject, name }) => [subject, name])).toEqual([
      ["a", "晓雨 李"],
      ["b", ""],
      [null, "Nobody"],
    ]);
  });

  test.each(["Inactive", "DELETED", "deleted"])("marks %s people", async (status) => {
    roster.members = [{ user_id: "a", status }, { user_id: "b" }];
    expect((await read()).map(({ isActive }) => isActive)).toEqual([false, true]);
  });

  test("names sections if the platform fills in the variable", async () => {
    const message = (sections: string) => [{ [CLAIMS.custom]: { sections } }];
    roster.members = [
      { user_id: "a", message: message("Group 2") },
      { user_id: "b", message: message("$com.instructure.User.sectionNames") },
    ];
    expect((await read()).map(({ sections }) => sections)).toEqual(["Group 2", null]);
  });

  test("without a body has no members, as Sakai sends it", async () => {
    roster.fault = { kind: "empty", page: 1 };
    expect(await read()).toEqual([]);
  });
});

describe("nothing is read", () => {
  beforeEach(() => {
    roster.members = makeStudents(200);
    roster.pageSize = 50;
  });
  test.each([401, 403, 404, 429, 500] as const)("if a page is answered by %d", async (status) => {
    roster.fault = { kind: "status", status, page: 3 };
    expect(await failure()).toBe(String(status));
  });
  test.each(["garbage", "html"] as const)("if a page is %s", async (kind) => {
    roster.fault = { kind, page: 3 };
    expect(await failure()).toBe("format");
  });
  test("if the platform hangs up", async () => {
    roster.fault = { kind: "hangUp", page: 3 };
    expect(await failure()).toBe("unreachable");
  });
  test("if the pages never end", async () => {
    roster.members = makeStudents(50);
    roster.fault = { kind: "endless" };
    expect(await failure()).toBe("endless");
    expect(roster.asked).toHaveLength(MAX_PAGES);
  });
  test("if the next page leads back", async () => {
    roster.fault = { kind: "loop" };
    expect(await failure()).toBe("endless");
  });
  test("if the next page is on another site: the token goes nowhere else", async () => {
    const port = new URL(platform.url).port;
    roster.fault = { kind: "elsewhere", url: `http://127.0.0.1:${port}/courses/1/names_and_roles` };
    expect(await failure()).toBe("elsewhere");
    expect(roster.asked).toHaveLength(1);
  });
  test("if a page is a redirect", async () => {
    roster.fault = { kind: "redirect", url: "http://127.0.0.1:1/" };
    expect(await failure()).toBe("redirect");
  });
  test("if there are more than 20,000 people", async () => {
    roster.members = makeStudents(20_001);
    roster.pageSize = undefined;
    expect(await failure()).toBe("tooMany");
  });
  test("if it takes more than five minutes", async () => {
    let nowMs = 0;
    const reading = readMembers(caller, roster.urlOf("course-1"), () => (nowMs += 130_000));
    expect(await failure(reading)).toBe("slow");
    expect(roster.asked).toHaveLength(2);
  });
  test.each(["role=Learner", "rlid=7"])("if the address has the filter %s", async (filter) => {
    const reading = readMembers(caller, `${roster.urlOf("course-1")}?${filter}`);
    expect(await failure(reading)).toBe("filtered");
    expect(roster.asked).toEqual([]);
  });
  test("if the platform grants no token for it", async () => {
    platform.scopes.clear();
    expect(await failure()).toBe("token");
    addScopes();
  });
});

function addScopes(): void {
  platform.scopes.add("https://purl.imsglobal.org/spec/lti-nrps/scope/contextmembership.readonly");
}

describe("the next page", () => {
  const from = "https://lms.example/a/b?c=1";
  test.each([
    [null, null],
    ['<https://lms.example/x>; rel="first"', null],
    ['<https://lms.example/x?p=2>; rel="next"', "https://lms.example/x?p=2"],
    ['</x>; rel="first", </y>;rel="next"', "https://lms.example/y"],
    ["</y>; rel=next", "https://lms.example/y"],
    ['</y>; title="a, b; rel=none"; rel="last next"', "https://lms.example/y"],
    ['</y>; rel="nextish"', null],
    ['</y,z>; rel="next"', "https://lms.example/y,z"],
    ["nonsense", null],
  ])("of %s", (header, next) => {
    expect(readNextPage(header, from)).toBe(next);
  });
  test.each(["https://evil.example/", "//evil.example/", "http://lms.example/", "file:///etc"])(
    "is refused at %s",
    (target) => {
      expect(() => readNextPage(`<${target}>; rel="next"`, from)).toThrow("elsewhere");
    },
  );
  test("of a long header is found soon", () => {
    expect(readNextPage(`<a>${";".repeat(9)}${" ".repeat(15_000)}`, from)).toBe(null);
  });
});
