// Tickets, states and answers of a CAS server that must not sign anybody in.

import type { ServerResponse } from "node:http";
import { eq } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { validateTicket } from "../../../src/auth/cas/validate-ticket.ts";
import { accounts, identityProofs, verifications } from "../../../src/db/auth-schema.ts";
import { users } from "../../../src/db/schema.ts";
import {
  type CasServer,
  failure,
  startCasServer,
  wrap,
  writeSuccess,
} from "../../support/cas-server.ts";
import { casSettings, comeByCas, leaveForCas, whereTo } from "../../support/come-by-cas.ts";
import { openAuthSite, type QuietSite } from "../../support/quiet-site.ts";

let cas: CasServer;
let site: QuietSite;

beforeAll(async () => {
  cas = await startCasServer();
  site = await openAuthSite({ cas: casSettings(cas) });
});
afterEach(() => {
  cas.answer = undefined;
  cas.services = undefined;
});
afterAll(async () => {
  site.close();
  await cas.close();
});

const identities = () => site.services.db.select({ id: accounts.id }).from(accounts).all().length;

/** Where the refusal leads. The page there shows why, in both languages; nobody is signed in. */
async function refusalOf(
  answer: Response,
  visitor: ReturnType<QuietSite["visit"]>,
): Promise<string> {
  expect(visitor.isSignedIn).toBe(false);
  for (const language of ["en", "zh-CN"] as const) {
    const page = await (await site.visit({ language }).get(whereTo(answer))).text();
    expect(page).toMatch(/<p class="notice bad" role="status">[^<{]{10,}<\/p>/);
    expect(page).not.toContain("institution.cas");
  }
  return whereTo(answer).replace("/sign-in?error=cas_", "");
}

describe("tickets and states", () => {
  test("a ticket used twice", async () => {
    const visitor = site.visit();
    cas.person = { user: "twice" };
    const back = await cas.signIn(await leaveForCas(visitor));
    const ticket = new URL(back).searchParams.get("ticket")!;
    await visitor.get(back);
    expect(visitor.isSignedIn).toBe(true);
    const again = site.visit();
    const state = new URL(
      new URL(await leaveForCas(again)).searchParams.get("service")!,
    ).searchParams.get("state")!;
    const answer = await again.get(`/sign-in/cas/return?state=${state}&ticket=${ticket}`);
    expect(await refusalOf(answer, again)).toBe("refused");
  });

  test("a ticket for another service, such as one that another application has passed on", async () => {
    cas.person = { user: "victim" };
    const elsewhere = await cas.signIn(
      `${cas.url}/login?service=${encodeURIComponent("https://evil.example/return")}`,
    );
    const ticket = new URL(elsewhere).searchParams.get("ticket")!;
    const attacker = site.visit();
    const service = new URL(await leaveForCas(attacker)).searchParams.get("service")!;
    const answer = await attacker.get(`${service}&ticket=${ticket}`);
    expect(await refusalOf(answer, attacker)).toBe("service");
  });

  test("a ticket of another sign-in at this site", async () => {
    cas.person = { user: "victim" };
    const victim = site.visit();
    const ticket = new URL(await cas.signIn(await leaveForCas(victim))).searchParams.get("ticket")!;
    const attacker = site.visit();
    const service = new URL(await leaveForCas(attacker)).searchParams.get("service")!;
    expect(await refusalOf(await attacker.get(`${service}&ticket=${ticket}`), attacker)).toBe(
      "service",
    );
  });

  test("a forged state, and none", async () => {
    const visitor = site.visit();
    await leaveForCas(visitor);
    const asked = cas.asked.length;
    for (const state of ["0".repeat(40), "", "%00"])
      expect(
        await refusalOf(
          await visitor.get(`/sign-in/cas/return?state=${state}&ticket=ST-1`),
          visitor,
        ),
      ).toBe("state");
    // The server is not asked for a browser that has begun nothing.
    expect(cas.asked).toHaveLength(asked);
  });

  test("the state of another browser, even one that has begun a sign-in of its own", async () => {
    cas.person = { user: "attacker" };
    const back = await cas.signIn(await leaveForCas(site.visit()));
    for (const victim of [site.visit(), site.visit()]) {
      if (victim.cookies.size === 0) await leaveForCas(victim);
      expect(await refusalOf(await victim.get(back), victim)).toBe("state");
    }
  });

  test("a state used twice", async () => {
    const visitor = site.visit();
    cas.person = { user: "state-twice" };
    const login = await leaveForCas(visitor);
    await visitor.get(await cas.signIn(login));
    for (const name of visitor.cookies.keys())
      if (name.includes("session")) visitor.cookies.delete(name);
    expect(await refusalOf(await visitor.get(await cas.signIn(login)), visitor)).toBe("state");
  });

  test("a state after ten minutes", async () => {
    const visitor = site.visit();
    cas.person = { user: "late" };
    const back = await cas.signIn(await leaveForCas(visitor));
    site.services.db
      .update(verifications)
      .set({ expiresAt: new Date(Date.now() - 1) })
      .run();
    expect(await refusalOf(await visitor.get(back), visitor)).toBe("state");
  });

  test("two tabs of one browser both work", async () => {
    const visitor = site.visit();
    cas.person = { user: "two-tabs" };
    const [first, second] = [await leaveForCas(visitor), await leaveForCas(visitor)];
    expect(whereTo(await visitor.get(await cas.signIn(first)))).toBe("/");
    expect(whereTo(await visitor.get(await cas.signIn(second)))).toBe("/");
  });

  test.each([
    ["none", "", "ticket"],
    ["an odd one", "ST-<script>", "ticket"],
    ["a very long one", `ST-${"x".repeat(254)}`, "ticket"],
    ["a proxy ticket", "PT-1-abc", "proxied"],
  ])("%s as the ticket is refused without asking", async (_, ticket, reason) => {
    const visitor = site.visit();
    const service = new URL(await leaveForCas(visitor)).searchParams.get("service")!;
    const asked = cas.asked.length;
    const answer = await visitor.get(`${service}&ticket=${encodeURIComponent(ticket)}`);
    expect(await refusalOf(answer, visitor)).toBe(reason);
    expect(cas.asked).toHaveLength(asked);
  });

  test("`next` leads to this site only", async () => {
    const visitor = site.visit();
    expect(
      whereTo(await comeByCas(cas, visitor, { user: "next" }, { next: "//evil.example/x" })),
    ).toBe("/");
  });
});

describe("answers", () => {
  const xml =
    (text: string, status = 200, headers = {}) =>
    (response: ServerResponse) =>
      void response.writeHead(status, headers).end(text);
  const success = "<cas:user>victim</cas:user>";
  const bomb = `<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">${["b", "c", "d", "e", "f", "g", "h"]
    .map((name, i) => `<!ENTITY ${name} "${`&${"abcdefg"[i]};`.repeat(10)}">`)
    .join("")}]>`;

  test.each<[string, string, (response: ServerResponse) => void]>([
    ["a failure", "refused", xml(failure("INVALID_TICKET", "no"))],
    ["a failure for the service", "service", xml(failure("INVALID_SERVICE", "no"))],
    ["an unknown proxy", "refused", xml(failure("UNAUTHORIZED_SERVICE_PROXY", "no"))],
    ["an error of the server itself", "refused", xml(failure("INTERNAL_ERROR", "no"))],
    ["a failure without a code", "garbled", xml(wrap("<cas:authenticationFailure/>"))],
    ["a page of HTML", "garbled", xml("<!DOCTYPE html><html><body>victim</body></html>")],
    ["HTML without a document type", "garbled", xml("<html><body>victim</body></html>")],
    ["plain text of CAS 1.0", "garbled", xml("yes\nvictim\n")],
    ["JSON", "garbled", xml('{"serviceResponse":{"authenticationSuccess":{"user":"victim"}}}')],
    ["nothing", "garbled", xml("")],
    ["a bomb of entities", "garbled", xml(`${bomb}${wrap(success.replace("victim", "&h;"))}`)],
    [
      "an external entity",
      "garbled",
      xml(
        `<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>${writeSuccess({ user: "x" }).replace(">x<", ">&e;<")}`,
      ),
    ],
    ["a huge answer", "garbled", xml(writeSuccess({ user: "victim" }) + " ".repeat(70_000))],
    [
      "a huge answer of small pieces",
      "garbled",
      (response) => {
        response.writeHead(200);
        const timer = setInterval(() => response.write("x".repeat(16_384)), 1);
        response.on("close", () => clearInterval(timer));
      },
    ],
    [
      "many elements",
      "garbled",
      xml(
        wrap(
          `<cas:authenticationSuccess>${success}${"<cas:a/>".repeat(3000)}</cas:authenticationSuccess>`,
        ),
      ),
    ],
    ["deep elements", "garbled", xml(wrap("<cas:a>".repeat(50) + "</cas:a>".repeat(50)))],
    [
      "bytes that are not UTF-8",
      "garbled",
      (response) =>
        void response.end(Buffer.from(writeSuccess({ user: "vic\u00fftim" }), "latin1")),
    ],
    [
      "a document type alone",
      "garbled",
      xml(`<!DOCTYPE serviceResponse>${writeSuccess({ user: "victim" })}`),
    ],
    ["text after the document", "garbled", xml(`${writeSuccess({ user: "victim" })}victim`)],
    [
      "a redirect, even to the right answer",
      "unreachable",
      (response) => {
        cas.answer = xml(writeSuccess({ user: "victim" }));
        response.writeHead(302, { location: `${cas.url}/p3/serviceValidate` }).end();
      },
    ],
    ["a success with another status", "unreachable", xml(writeSuccess({ user: "victim" }), 500)],
    ["a connection that is cut", "unreachable", (response) => void response.destroy()],
    ["no user", "garbled", xml(wrap("<cas:authenticationSuccess/>"))],
    ["an empty user", "user", xml(writeSuccess({ user: "  " }))],
    ["a user of 201 characters", "user", xml(writeSuccess({ user: "x".repeat(201) }))],
    ["a user with a line feed", "user", xml(writeSuccess({ user: "vic\ntim" }))],
    ["a user with a zero", "user", xml(writeSuccess({ user: "victim\u0000" }))],
    ["a user with a mark of direction", "user", xml(writeSuccess({ user: "vic\u202etim" }))],
    [
      "two users",
      "garbled",
      xml(
        wrap(
          `<cas:authenticationSuccess>${success}<cas:user>b</cas:user></cas:authenticationSuccess>`,
        ),
      ),
    ],
    [
      "an element in the user",
      "garbled",
      xml(
        wrap(
          "<cas:authenticationSuccess><cas:user>vic<cas:x/>tim</cas:user></cas:authenticationSuccess>",
        ),
      ),
    ],
    [
      "a success in a failure",
      "garbled",
      xml(
        wrap(
          `<cas:authenticationFailure code="INVALID_TICKET"><cas:authenticationSuccess>${success}</cas:authenticationSuccess></cas:authenticationFailure>`,
        ),
      ),
    ],
    [
      "a failure and a success",
      "garbled",
      xml(
        wrap(
          `<cas:authenticationSuccess>${success}</cas:authenticationSuccess><cas:authenticationFailure code="INVALID_TICKET"/>`,
        ),
      ),
    ],
    [
      "a success without the response around it",
      "garbled",
      xml(
        `<cas:authenticationSuccess xmlns:cas="http://www.yale.edu/tp/cas">${success}</cas:authenticationSuccess>`,
      ),
    ],
    [
      "a success in a comment",
      "garbled",
      xml(wrap(`<!-- <cas:authenticationSuccess>${success}</cas:authenticationSuccess> -->`)),
    ],
    [
      "two documents",
      "garbled",
      xml(failure("INVALID_TICKET", "no") + writeSuccess({ user: "victim" })),
    ],
    [
      "no namespace",
      "garbled",
      xml(
        `<serviceResponse><authenticationSuccess><user>victim</user></authenticationSuccess></serviceResponse>`,
      ),
    ],
    [
      "a prefix without a namespace",
      "garbled",
      xml(
        `<cas:serviceResponse><cas:authenticationSuccess>${success}</cas:authenticationSuccess></cas:serviceResponse>`,
      ),
    ],
    [
      "another namespace",
      "garbled",
      xml(writeSuccess({ user: "victim" }).replace("http://www.yale.edu/tp/cas", "urn:other")),
    ],
    [
      "a user of another namespace",
      "garbled",
      xml(
        wrap(
          '<cas:authenticationSuccess><x:user xmlns:x="urn:x">victim</x:user></cas:authenticationSuccess>',
        ),
      ),
    ],
    [
      "proxies",
      "proxied",
      xml(
        writeSuccess(
          { user: "victim" },
          "<cas:proxies><cas:proxy>https://evil.example</cas:proxy></cas:proxies>",
        ),
      ),
    ],
  ])("%s signs nobody in", async (_, reason, answer) => {
    const before = identities();
    cas.answer = answer;
    const visitor = site.visit();
    expect(await refusalOf(await comeByCas(cas, visitor, { user: "victim" }), visitor)).toBe(
      reason,
    );
    expect(identities()).toBe(before);
  });

  test("a server that is slow is given up", async () => {
    cas.answer = () => undefined;
    expect(await validateTicket(cas.url, "https://x.example", "ST-1", 50)).toMatchObject({
      kind: "unreachable",
    });
  });

  test("an answer that begins and does not end is given up", async () => {
    cas.answer = (response) => void response.writeHead(200).write("<cas:");
    expect(await validateTicket(cas.url, "https://x.example", "ST-1", 50)).toMatchObject({
      kind: "unreachable",
    });
  });

  test("a server that is down", async () => {
    const down = await startCasServer();
    const other = await openAuthSite({ cas: casSettings(down) });
    const visitor = other.visit();
    down.person = { user: "victim" };
    const back = await down.signIn(await leaveForCas(visitor));
    await down.close();
    expect(await refusalOf(await visitor.get(back), visitor)).toBe("unreachable");
    other.close();
  });

  test("a repeated number proves nothing; of a repeated name the first is taken", async () => {
    const mapped = await openAuthSite({
      cas: { ...casSettings(cas), usernameAttribute: "XH" },
    });
    await comeByCas(cas, mapped.visit(), {
      user: "repeated",
      attributes: { XH: ["2026000501", "2026000502"], cn: ["First", "Second"] },
    });
    expect(
      mapped.services.db
        .select({ name: users.name, username: users.username })
        .from(users)
        .innerJoin(accounts, eq(accounts.userId, users.id))
        .where(eq(accounts.accountId, "repeated"))
        .all(),
    ).toEqual([{ name: "First", username: null }]);
    expect(mapped.services.db.select().from(identityProofs).all()).toEqual([]);
    mapped.close();
  });

  test.each([
    ["of another width", "２０２６０００５０３"],
    ["with a blank", "2026 000503"],
    ["with markup", "<b>2026</b>"],
    ["of 41 characters", "2".repeat(41)],
  ])("a number %s proves nothing, and the person comes in by the identity", async (_, number) => {
    const mapped = await openAuthSite({
      cas: { ...casSettings(cas), usernameAttribute: "XH" },
    });
    const visitor = mapped.visit();
    await comeByCas(cas, visitor, { user: "odd", attributes: { XH: number } });
    expect(visitor.isSignedIn).toBe(true);
    expect(mapped.services.db.select().from(identityProofs).all()).toEqual([]);
    mapped.close();
  });
});
