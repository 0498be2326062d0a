// Every route of the site, with the status that each role gets. A new route needs a row here, or
// test/access.test.ts fails.

import { makeFeed } from "../../src/calendar/feeds.ts";
import { computeViewerTag } from "../../src/catalogue/viewer-tag.ts";
import { makeUnsubscribeToken } from "../../src/inbox/mail/unsubscribe.ts";
import { findAssetUrl } from "../../src/ui/assets.ts";
import { type Body, type Role, ROLES, TOKENS, type World } from "./access-world.ts";

type Statuses = Record<Role, number>;

/** The same for everyone except those named. */
function each(usual: number, others: Partial<Statuses> = {}): Statuses {
  return Object.fromEntries(ROLES.map((role) => [role, others[role] ?? usual])) as Statuses;
}

/** For users with an account; the others are asked to sign in; a token is not enough. */
export const isToken = (role: Role): role is keyof typeof TOKENS => Object.hasOwn(TOKENS, role);
const forTokens = (status: number) =>
  Object.fromEntries(Object.keys(TOKENS).map((role) => [role, status]));
const withSession = (own: number, others: number = own): Statuses =>
  each(others, { student: own, nobody: 401, guest: 401, ...forTokens(403) });
/**
 * A student's own data: for the student and the staff of their course, but not with the staff's
 * tokens.
 */
const studentsOwn = each(404, {
  student: 200,
  token: 200,
  assistant: 200,
  instructor: 200,
  courseOwner: 200,
  siteOwner: 200,
});
/** What a student submitted to no course before joining this one. */
const studentsBefore = each(404, { student: 200, token: 200, siteOwner: 200 });
const guestsOwn = each(404, { guest: 200, siteOwner: 200 });
const inApi = (statuses: Statuses): Statuses => ({ ...statuses, nobody: 401 });
const someOf = (statuses: Partial<Statuses>) => each(404, statuses);
const inviters = (status: number) =>
  someOf({ instructor: status, courseOwner: status, siteOwner: status });
const courseOwners = (status: number) => someOf({ courseOwner: status, siteOwner: status });
const staff = (status: number) =>
  someOf({ assistant: status, instructor: status, courseOwner: status, siteOwner: status });
/** Everyone in the course, tokens too. */
const MEMBERS = someOf({
  student: 200,
  token: 200,
  classmate: 200,
  assistant: 200,
  instructor: 200,
  courseOwner: 200,
  siteOwner: 200,
  assistantToken: 200,
  instructorToken: 200,
  courseOwnerToken: 200,
});
const signedIn = (status: number, others: number) =>
  each(status, { nobody: others, guest: others });

export interface Case {
  /** If a route has more than one case. */
  what?: string;
  path: (world: World) => string;
  body?: Body | ((world: World, role: Role) => Body);
  expected: Statuses;
  /** The same path with an unknown id. */
  missing?: string;
}

/** Those who have the assignment of the exercise. */
const UNDER_THE_RULE = { student: 409, classmate: 409, token: 409 };

export const EXERCISE = "/exercises/tiny/sum";
const API = "/api/v1/exercises/tiny/sum";
const at = (path: string) => () => path;
const ofAssignment = (world: World, path: string) =>
  `/courses/${world.course}/assignments/${world.assignment}${path}`;
const NO_ASSIGNMENT = "/courses/0000000000000000/assignments/0000000000000000";
const unsubscribePath = ({ site, userIdOf }: World) =>
  `/unsubscribe?token=${makeUnsubscribeToken(site.services.db, userIdOf("student"))}`;
const form = (fields: Record<string, string> = {}): Body => ({ form: fields });

/** Another system sends these requests, so they need not come from a page of the site. */
export const FROM_OTHER_SYSTEMS = new Set([
  "POST /sign-in/cas/return",
  "POST /lti/login",
  "POST /lti/launch",
  "POST /unsubscribe",
]);

export const TABLE: Record<string, Case[]> = {
  "GET /assets/:name": [{ path: () => findAssetUrl("styles.css"), expected: each(200) }],
  // For machines that monitor; a test's requests have no address, so that the metrics are 404 for
  // everyone.
  "GET /healthz": [{ path: at("/healthz"), expected: each(200) }],
  "GET /readyz": [{ path: at("/readyz"), expected: each(503) }],
  "GET /metrics": [{ path: at("/metrics"), expected: each(404) }],
  "POST /preferences": [
    { path: at("/preferences"), body: form({ language: "en", back: "/" }), expected: each(303) },
  ],

  // Exercises are for everyone.
  "GET /": [{ path: at("/"), expected: each(200) }],
  "GET /map": [{ path: at("/map"), expected: each(200) }],
  "GET /exercises/:pack/:exercise": [{ path: at(EXERCISE), expected: each(200) }],
  "GET /exercises/:pack/:exercise/:kind{figures|assets}/:name": [
    { path: at(`${EXERCISE}/figures/none.svg`), expected: each(404) },
  ],
  "POST /exercises/:pack/:exercise/live-tests": [
    {
      path: at(`${EXERCISE}/live-tests`),
      body: { json: { source: "x", tab: "t" } },
      expected: each(200),
    },
  ],
  "POST /exercises/:pack/:exercise/types": [
    {
      path: at(`${EXERCISE}/types`),
      body: { json: { source: "x", tab: "t" } },
      expected: each(200),
    },
  ],
  "POST /exercises/:pack/:exercise/assist": [
    {
      path: at(`${EXERCISE}/assist`),
      body: { json: { source: "x", tab: "t", about: "completion", offset: 1 } },
      expected: each(200),
    },
  ],
  "POST /exercises/:pack/:exercise/try": [
    {
      path: at(`${EXERCISE}/try`),
      body: { json: { source: "x", tab: "t", code: "1" } },
      expected: each(200),
      missing: "/exercises/tiny/none/try",
    },
  ],
  // The assignment of the students does not allow it; without slots nothing is answered.
  "GET /exercises/:pack/:exercise/reference-answers": [
    {
      path: at(`${EXERCISE}/reference-answers`),
      expected: each(200, UNDER_THE_RULE),
      missing: "/exercises/tiny/none/reference-answers",
    },
    {
      what: "for an assignment of other people",
      path: (world) => `${EXERCISE}/reference-answers?assignment=${world.assignment}`,
      expected: each(404, UNDER_THE_RULE),
    },
  ],
  "POST /exercises/:pack/:exercise/reference-answers": [
    {
      path: at(`${EXERCISE}/reference-answers`),
      body: (world) => ({
        json: {
          input: "[1]",
          version: world.site.services.catalogue.find("tiny", "sum")!.hash,
          tab: "t",
        },
      }),
      expected: each(200, UNDER_THE_RULE),
      missing: "/exercises/tiny/none/reference-answers",
    },
  ],

  // Drafts and submissions belong to their author.
  // One's own; nobody here has one.
  "GET /exercises/:pack/:exercise/draft": [
    { path: at(`${EXERCISE}/draft`), expected: each(404, { nobody: 401 }) },
  ],
  "PUT /exercises/:pack/:exercise/draft": [
    {
      path: at(`${EXERCISE}/draft`),
      body: (world, role) => ({
        json: {
          source: "x",
          revision: 0,
          viewer: role === "nobody" ? "" : tagOf(world.userIdOf(role)),
        },
      }),
      expected: each(200, { nobody: 401 }),
    },
    {
      what: "as another user",
      path: at(`${EXERCISE}/draft`),
      body: (world) => ({
        json: { source: "x", revision: 0, viewer: tagOf(world.userIdOf("classmate")) },
      }),
      expected: each(401, { classmate: 200 }),
    },
  ],
  // Own tests belong to the person who wrote them.
  "PUT /exercises/:pack/:exercise/own-tests/:id": [
    {
      path: at(`${EXERCISE}/own-tests/one`),
      body: (world, role) => ({
        json: {
          test: { kind: "expression", code: "1", expected: null },
          viewer: role === "nobody" ? "" : tagOf(world.userIdOf(role)),
        },
      }),
      expected: each(200, { nobody: 401 }),
      missing: "/exercises/tiny/none/own-tests/one",
    },
    {
      what: "as another user",
      path: at(`${EXERCISE}/own-tests/two`),
      body: (world) => ({
        json: {
          test: { kind: "expression", code: "1", expected: null },
          viewer: tagOf(world.userIdOf("classmate")),
        },
      }),
      expected: each(401, { classmate: 200 }),
    },
  ],
  "DELETE /exercises/:pack/:exercise/own-tests/:id": [
    {
      path: at(`${EXERCISE}/own-tests/one`),
      body: (world, role) => ({
        json: { viewer: role === "nobody" ? "" : tagOf(world.userIdOf(role)) },
      }),
      expected: each(200, { nobody: 401 }),
      missing: "/exercises/tiny/none/own-tests/one",
    },
  ],
  "POST /exercises/:pack/:exercise/own-tests": [
    {
      path: at(`${EXERCISE}/own-tests`),
      body: form({ test: '{"kind":"expression","code":"1","expected":null}' }),
      expected: each(303),
      missing: "/exercises/tiny/none/own-tests",
    },
  ],
  // Opened hints belong to the person who opened them.
  "POST /exercises/:pack/:exercise/hints": [
    {
      path: at(`${EXERCISE}/hints`),
      body: form({ hint: "total nudge" }),
      expected: each(303),
      missing: "/exercises/tiny/none/hints",
    },
  ],
  "POST /exercises/:pack/:exercise/submissions": [
    { path: at(`${EXERCISE}/submissions`), body: form({ source: "x" }), expected: each(303) },
  ],
  "GET /exercises/:pack/:exercise/submissions": [
    { path: at(`${EXERCISE}/submissions`), expected: each(200, { nobody: 401 }) },
  ],
  "GET /submissions": [{ path: at("/submissions"), expected: each(200, { nobody: 401 }) }],
  ...Object.fromEntries(
    ["", "/state", "/events", "/source"].map((part) => [
      `GET /submissions/:id${part}`,
      [
        {
          what: "a student's, for the course",
          path: (world) => `/submissions/${world.assigned}${part}`,
          expected: studentsOwn,
          missing: `/submissions/0000000000000000${part}`,
        },
        {
          what: "a student's practice in the course",
          path: (world) => `/submissions/${world.practice}${part}`,
          expected: studentsOwn,
          missing: `/submissions/0000000000000000${part}`,
        },
        {
          what: "a student's practice before the course",
          path: (world) => `/submissions/${world.submission}${part}`,
          expected: studentsBefore,
          missing: `/submissions/0000000000000000${part}`,
        },
        {
          what: "a guest's",
          path: (world) => `/submissions/${world.guestSubmission}${part}`,
          expected: guestsOwn,
          missing: `/submissions/0000000000000000${part}`,
        },
      ] satisfies Case[],
    ]),
  ),
  // The student has not passed, and the site does not show solutions for practice.
  "GET /submissions/:id/solutions": [
    {
      what: "a student's, for the course",
      path: (world) => `/submissions/${world.assigned}/solutions`,
      expected: someOf({ assistant: 200, instructor: 200, courseOwner: 200, siteOwner: 200 }),
      missing: "/submissions/0000000000000000/solutions",
    },
    {
      what: "a student's practice in the course",
      path: (world) => `/submissions/${world.practice}/solutions`,
      expected: each(404),
      missing: "/submissions/0000000000000000/solutions",
    },
  ],

  // The API: the same, with its own answers.
  "GET /api": [{ path: at("/api"), expected: each(200) }],
  "GET /api/v1/openapi.json": [{ path: at("/api/v1/openapi.json"), expected: each(200) }],
  "GET /api/v1/me": [{ path: at("/api/v1/me"), expected: each(200, { nobody: 401 }) }],
  "GET /api/v1/exercises": [{ path: at("/api/v1/exercises"), expected: each(200) }],
  "GET /api/v1/exercises/:pack/:exercise": [{ path: at(API), expected: each(200) }],
  // There are no slots here to create one with.
  "GET /api/v1/exercises/:pack/:exercise/goals": [
    {
      path: at(`${API}/goals`),
      expected: inApi(each(200)),
      missing: "/api/v1/exercises/tiny/none/goals",
    },
  ],
  "GET /api/v1/exercises/:pack/:exercise/hints": [
    {
      path: at(`${API}/hints`),
      expected: inApi(each(200)),
      missing: "/api/v1/exercises/tiny/none/hints",
    },
  ],
  "POST /api/v1/exercises/:pack/:exercise/hints": [
    {
      path: at(`${API}/hints`),
      body: { json: { function: "total", step: "nudge" } },
      expected: inApi(each(200)),
      missing: "/api/v1/exercises/tiny/none/hints",
    },
  ],
  "GET /api/v1/exercises/:pack/:exercise/bundle": [
    { path: at(`${API}/bundle`), expected: each(503) },
  ],
  "POST /api/v1/exercises/:pack/:exercise/live-tests": [
    {
      path: at(`${API}/live-tests`),
      body: { json: { source: "x" } },
      expected: each(503, { nobody: 401 }),
    },
  ],
  "POST /api/v1/exercises/:pack/:exercise/submissions": [
    {
      path: at(`${API}/submissions`),
      body: { json: { source: "x", fileName: "x.ts" } },
      expected: each(201, { nobody: 401 }),
    },
  ],
  "GET /api/v1/submissions": [
    { path: at("/api/v1/submissions"), expected: each(200, { nobody: 401 }) },
  ],
  ...Object.fromEntries(
    ["", "/events"].map((part) => [
      `GET /api/v1/submissions/:id${part}`,
      [
        {
          what: "a student's, for the course",
          path: (world) => `/api/v1/submissions/${world.assigned}${part}`,
          expected: inApi(studentsOwn),
          missing: `/api/v1/submissions/0000000000000000${part}`,
        },
        {
          what: "a student's practice in the course",
          path: (world) => `/api/v1/submissions/${world.practice}${part}`,
          expected: inApi(studentsOwn),
          missing: `/api/v1/submissions/0000000000000000${part}`,
        },
        {
          what: "a student's practice before the course",
          path: (world) => `/api/v1/submissions/${world.submission}${part}`,
          expected: inApi(studentsBefore),
          missing: `/api/v1/submissions/0000000000000000${part}`,
        },
        {
          what: "a guest's",
          path: (world) => `/api/v1/submissions/${world.guestSubmission}${part}`,
          expected: inApi(guestsOwn),
          missing: `/api/v1/submissions/0000000000000000${part}`,
        },
      ] satisfies Case[],
    ]),
  ),
  "POST /api/v1/packs/publish": [
    {
      path: at("/api/v1/packs/publish"),
      expected: each(403, { nobody: 401, siteOwner: 202, ownerToken: 202 }),
    },
  ],
  "GET /api/v1/packs/publish": [
    {
      path: at("/api/v1/packs/publish"),
      expected: each(403, { nobody: 401, siteOwner: 200, ownerToken: 200 }),
    },
  ],

  // Signing in and out.
  "GET /sign-in": [{ path: at("/sign-in"), expected: signedIn(303, 200) }],
  "POST /sign-in": [{ path: at("/sign-in"), body: form(), expected: each(422) }],
  "POST /sign-in/provider": [{ path: at("/sign-in/provider"), body: form(), expected: each(404) }],
  "POST /sign-in/cas": [{ path: at("/sign-in/cas"), body: form(), expected: each(404) }],
  "GET /sign-in/cas/return": [
    { path: at("/sign-in/cas/return?ticket=ST-1&state=x"), expected: each(404) },
  ],
  "POST /sign-in/cas/return": [
    { path: at("/sign-in/cas/return"), body: form(), expected: each(404) },
  ],
  "GET /auth/callback/oidc": [
    { path: at("/auth/callback/oidc?code=x&state=x"), expected: each(404) },
  ],
  "GET /sign-up": [{ path: at("/sign-up"), expected: signedIn(303, 200) }],
  "POST /sign-up": [{ path: at("/sign-up"), body: form(), expected: each(422) }],
  "POST /sign-out": [{ path: at("/sign-out"), body: form(), expected: each(303) }],
  // The site has an owner.
  "GET /setup/:secret": [{ path: at(`/setup/${"0".repeat(40)}`), expected: each(404) }],
  "POST /setup/:secret": [
    { path: at(`/setup/${"0".repeat(40)}`), body: form(), expected: each(404) },
  ],
  "GET /forgot-password": [{ path: at("/forgot-password"), expected: each(200) }],
  "POST /forgot-password": [{ path: at("/forgot-password"), body: form(), expected: each(404) }],
  // Anyone with the link may.
  "GET /reset/:secret": [{ path: (world) => `/reset/${world.newReset()}`, expected: each(200) }],
  "POST /reset/:secret": [
    {
      path: (world) => `/reset/${world.newReset()}`,
      body: form({ password: "short" }),
      expected: each(422),
    },
  ],

  // Settings belong to the signed-in user.
  "GET /settings": [{ path: at("/settings"), expected: withSession(200) }],
  "POST /settings/name": [
    { path: at("/settings/name"), body: form({ name: "X" }), expected: withSession(303) },
  ],
  "POST /settings/login": [
    { path: at("/settings/login"), body: form(), expected: withSession(422) },
  ],
  "POST /settings/password": [
    { path: at("/settings/password"), body: form(), expected: withSession(422) },
  ],
  "POST /settings/sessions/end": [
    { path: at("/settings/sessions/end"), body: form(), expected: withSession(303) },
  ],
  "POST /settings/sessions/:id/end": [
    {
      what: "a student's",
      path: (world) => `/settings/sessions/${world.newSession()}/end`,
      body: form(),
      expected: withSession(303, 404),
      missing: "/settings/sessions/0000000000000000/end",
    },
  ],
  // There is neither a mail server nor an institution here.
  "POST /settings/verify": [
    { path: at("/settings/verify"), body: form(), expected: withSession(404) },
  ],
  "POST /settings/sign-ins/connect": [
    { path: at("/settings/sign-ins/connect"), body: form(), expected: withSession(404) },
  ],
  "POST /settings/sign-ins/:id/disconnect": [
    {
      path: at("/settings/sign-ins/0000000000000000/disconnect"),
      body: form(),
      expected: withSession(422),
    },
  ],
  // The link is not enough: the user must be signed in to its account.
  "GET /verify/:secret": [
    {
      path: (world) => `/verify/${world.newVerification()}`,
      expected: each(200),
      missing: "/verify/0000000000000000",
    },
  ],
  "POST /verify/:secret": [
    {
      path: (world) => `/verify/${world.newVerification()}`,
      body: form(),
      expected: each(303),
      missing: "/verify/0000000000000000",
    },
  ],
  "GET /settings/data": [{ path: at("/settings/data"), expected: withSession(200) }],
  "GET /settings/delete": [{ path: at("/settings/delete"), expected: withSession(200) }],
  "POST /settings/delete": [
    { path: at("/settings/delete"), body: form(), expected: withSession(422) },
  ],
  // Notices, what one wants by mail, and one's calendar.
  "GET /notices": [{ path: at("/notices"), expected: withSession(200) }],
  "GET /settings/notices": [{ path: at("/settings/notices"), expected: withSession(200) }],
  "POST /settings/notices": [
    { path: at("/settings/notices"), body: form({ hour: "8" }), expected: withSession(303) },
  ],
  "POST /settings/notices/stop": [
    { path: at("/settings/notices/stop"), body: form(), expected: withSession(303) },
  ],
  "POST /settings/notices/address": [
    { path: at("/settings/notices/address"), body: form(), expected: withSession(303) },
  ],
  "POST /settings/calendar": [
    { path: at("/settings/calendar"), body: form(), expected: withSession(200) },
  ],
  "POST /settings/calendar/revoke": [
    { path: at("/settings/calendar/revoke"), body: form(), expected: withSession(303) },
  ],
  // The signed token and the secret address are the proof, for everyone.
  "GET /unsubscribe": [
    {
      path: (world) => unsubscribePath(world),
      expected: each(200),
    },
  ],
  "POST /unsubscribe": [
    {
      path: (world) => unsubscribePath(world),
      body: form({ "List-Unsubscribe": "One-Click" }),
      expected: each(200),
      missing: "/unsubscribe?token=none",
    },
  ],
  "GET /calendar/:file": [
    {
      path: (world) =>
        `/calendar/${makeFeed(world.site.services.db, world.userIdOf("student"))}.ics`,
      expected: each(200),
      missing: `/calendar/${"0".repeat(40)}.ics`,
    },
  ],
  "POST /settings/tokens": [
    { path: at("/settings/tokens"), body: form({ token: "x" }), expected: withSession(200) },
  ],
  "POST /settings/tokens/:id/revoke": [
    {
      what: "a student's",
      path: (world) => `/settings/tokens/${world.newToken()}/revoke`,
      body: form(),
      expected: withSession(303, 404),
      missing: "/settings/tokens/0000000000000000/revoke",
    },
  ],

  // The summary of a pack is the reader's own; no model of an exercise writes here.
  "GET /packs/:pack/end": [
    { path: at("/packs/tiny/end"), expected: each(200), missing: "/packs/none/end" },
  ],
  "GET /packs/:pack/certificates": [{ path: at("/packs/tiny/certificates"), expected: each(302) }],
  "POST /packs/:pack/writing": [
    {
      path: at("/packs/tiny/writing"),
      body: form({ text: "0", start: "", temperature: "1", seed: "1" }),
      expected: each(404),
    },
  ],
  // Nobody has completed the pack.
  "POST /packs/:pack/certificates": [
    {
      path: at("/packs/tiny/certificates"),
      body: form({ name: "Ada" }),
      expected: withSession(409),
      missing: "/packs/none/certificates",
    },
  ],
  // Anyone with the address may read a certificate; only its owner withdraws it.
  "GET /certificates/:id": [
    {
      path: (world) => `/certificates/${world.newCertificate()}`,
      expected: each(200),
      missing: `/certificates/${"0".repeat(40)}`,
    },
  ],
  "POST /settings/certificates/:id/withdraw": [
    {
      what: "a student's",
      path: (world) => `/settings/certificates/${world.newCertificate()}/withdraw`,
      body: form(),
      expected: withSession(303, 404),
      missing: `/settings/certificates/${"0".repeat(40)}/withdraw`,
    },
  ],

  // Comments by staff on a student's work. Practice is for the site owner only to comment on.
  "POST /submissions/:id/comments": [
    {
      what: "on work for the course",
      path: (world) => `/submissions/${world.assigned}/comments`,
      body: form({ text: "Well done." }),
      expected: someOf({ assistant: 303, instructor: 303, courseOwner: 303, siteOwner: 303 }),
      missing: "/submissions/0000000000000000/comments",
    },
    {
      what: "on practice",
      path: (world) => `/submissions/${world.submission}/comments`,
      body: form({ text: "Well done." }),
      expected: someOf({ siteOwner: 303 }),
      missing: "/submissions/0000000000000000/comments",
    },
  ],
  "POST /submissions/:id/comments/:comment": [
    {
      what: "an assistant's",
      path: (world) => `/submissions/${world.assigned}/comments/${world.newComment()}`,
      body: form({ text: "Better." }),
      expected: someOf({ assistant: 303 }),
      missing: "/submissions/0000000000000000/comments/0000000000000000",
    },
  ],
  "POST /submissions/:id/comments/:comment/remove": [
    {
      what: "an assistant's",
      path: (world) => `/submissions/${world.assigned}/comments/${world.newComment()}/remove`,
      body: form(),
      expected: someOf({ assistant: 303, instructor: 303, courseOwner: 303, siteOwner: 303 }),
      missing: "/submissions/0000000000000000/comments/0000000000000000/remove",
    },
  ],

  // Questions: the student begins them; the student and the staff of the course reply. A token is
  // not enough.
  "POST /submissions/:id/questions": [
    {
      what: "on work for the course",
      path: (world) => `/submissions/${world.assigned}/questions`,
      body: form({ place: "line 1", text: "Why?" }),
      expected: someOf({ student: 303 }),
      missing: "/submissions/0000000000000000/questions",
    },
    {
      what: "on practice",
      path: (world) => `/submissions/${world.submission}/questions`,
      body: form({ place: "line 1", text: "Why?" }),
      expected: each(404),
      missing: "/submissions/0000000000000000/questions",
    },
  ],
  "POST /submissions/:id/questions/:question/messages": [
    {
      what: "a student's",
      path: (world) => `/submissions/${world.assigned}/questions/${world.newQuestion()}/messages`,
      body: form({ text: "Because." }),
      expected: { ...staff(303), student: 303 },
      missing: "/submissions/0000000000000000/questions/0000000000000000/messages",
    },
    {
      what: "at another submission",
      path: (world) => `/submissions/${world.practice}/questions/${world.newQuestion()}/messages`,
      body: form({ text: "Because." }),
      expected: each(404),
    },
  ],
  "POST /submissions/:id/questions/:question/state": [
    {
      what: "a student's",
      path: (world) => `/submissions/${world.assigned}/questions/${world.newQuestion()}/state`,
      body: form({ state: "done" }),
      expected: { ...staff(303), student: 303 },
      missing: "/submissions/0000000000000000/questions/0000000000000000/state",
    },
  ],
  "GET /courses/:id/questions": [
    {
      path: (world) => `/courses/${world.course}/questions`,
      expected: MEMBERS,
      missing: "/courses/0000000000000000/questions",
    },
  ],

  // Similar submissions, for staff only.
  ...Object.fromEntries(
    (["GET", "POST"] as const).map((method) => [
      `${method} /courses/:id/assignments/:assignment/similarity`,
      [
        {
          path: (world) => `/courses/${world.course}/assignments/${world.assignment}/similarity`,
          body: method === "GET" ? undefined : form(),
          expected: staff(method === "GET" ? 200 : 303),
          missing: "/courses/0000000000000000/assignments/0000000000000000/similarity",
        },
      ] satisfies Case[],
    ]),
  ),
  "GET /courses/:id/assignments/:assignment/similarity/:userA/:userB": [
    {
      path: (world) => world.newSimilarPair(),
      expected: staff(200),
      missing: "/courses/0000000000000000/assignments/0000000000000000/similarity/a/b",
    },
  ],
  ...Object.fromEntries(
    ["dismiss", "restore"].map((what) => [
      `POST /courses/:id/assignments/:assignment/similarity/:userA/:userB/${what}`,
      [
        {
          path: (world) => `${world.newSimilarPair()}/${what}`,
          body: form({ note: "A team." }),
          expected: staff(303),
          missing: `/courses/0000000000000000/assignments/0000000000000000/similarity/a/b/${what}`,
        },
      ] satisfies Case[],
    ]),
  ),

  // The audit log, for those who set the rules.
  "GET /courses/:id/audit": [
    {
      path: (world) => `/courses/${world.course}/audit`,
      expected: inviters(200),
      missing: "/courses/0000000000000000/audit",
    },
  ],
  "GET /courses/:id/audit/export": [
    {
      path: (world) => `/courses/${world.course}/audit/export`,
      expected: inviters(200),
      missing: "/courses/0000000000000000/audit/export",
    },
  ],

  // Regrades, for those who set the rules.
  "GET /courses/:id/regrades": [
    {
      path: (world) => `/courses/${world.course}/regrades`,
      expected: inviters(200),
      missing: "/courses/0000000000000000/regrades",
    },
  ],
  "POST /courses/:id/regrades": [
    {
      path: (world) => `/courses/${world.course}/regrades`,
      body: form(),
      expected: inviters(422),
      missing: "/courses/0000000000000000/regrades",
    },
  ],
  ...Object.fromEntries(
    ["", "/state"].map((part) => [
      `GET /courses/:id/regrades/:regrade${part}`,
      [
        {
          path: (world) => `/courses/${world.course}/regrades/${world.newRegrade()}${part}`,
          expected: inviters(200),
          missing: `/courses/0000000000000000/regrades/0000000000000000${part}`,
        } satisfies Case,
      ],
    ]),
  ),
  // Nothing is judged here, so there is nothing to apply or to undo.
  "POST /courses/:id/regrades/:regrade/apply": [
    {
      path: (world) => `/courses/${world.course}/regrades/${world.newRegrade()}/apply`,
      body: form({ mode: "all", seen: "" }),
      expected: inviters(409),
      missing: "/courses/0000000000000000/regrades/0000000000000000/apply",
    },
  ],
  "POST /courses/:id/regrades/:regrade/discard": [
    {
      path: (world) => `/courses/${world.course}/regrades/${world.newRegrade()}/discard`,
      body: form(),
      expected: inviters(303),
      missing: "/courses/0000000000000000/regrades/0000000000000000/discard",
    },
  ],
  "POST /courses/:id/regrades/:regrade/undo": [
    {
      path: (world) => `/courses/${world.course}/regrades/${world.newRegrade()}/undo`,
      body: form(),
      expected: inviters(409),
      missing: "/courses/0000000000000000/regrades/0000000000000000/undo",
    },
  ],

  // Each user's own; a guest is in none. Creating one takes a site role.
  "GET /courses": [{ path: at("/courses"), expected: signedIn(200, 401) }],
  "POST /courses": [
    {
      path: at("/courses"),
      body: form(),
      expected: each(404, { nobody: 401, guest: 401, courseCreator: 422, siteOwner: 422 }),
    },
  ],
  // Courses are visible to their members.
  "GET /join/:code": [{ path: (world) => `/join/${world.openCourseCode}`, expected: each(200) }],
  "POST /join/:code": [
    { path: (world) => `/join/${world.openCourseCode}`, body: form(), expected: each(303) },
  ],
  "GET /courses/:id": [
    {
      path: (world) => `/courses/${world.course}`,
      expected: MEMBERS,
      missing: "/courses/0000000000000000",
    },
  ],
  "POST /courses/:id/links": [
    {
      path: (world) => `/courses/${world.course}/links`,
      body: form({ uses: "0" }),
      expected: inviters(422),
      missing: "/courses/0000000000000000/links",
    },
  ],
  "POST /courses/:id/links/:link/revoke": [
    {
      path: (world) => `/courses/${world.course}/links/${world.newLink()}/revoke`,
      body: form(),
      expected: inviters(303),
      missing: "/courses/0000000000000000/links/0000000000000000/revoke",
    },
  ],

  "GET /courses/:id/statistics": [
    {
      path: (world) => `/courses/${world.course}/statistics`,
      expected: staff(200),
      missing: "/courses/0000000000000000/statistics",
    },
  ],
  "GET /courses/:id/assignments/:assignment/statistics": [
    {
      path: (world) => `/courses/${world.course}/assignments/${world.assignment}/statistics`,
      expected: staff(200),
      missing: `/courses/0000000000000000/assignments/0000000000000000/statistics`,
    },
    {
      what: "of another course's",
      path: (world) => `/courses/${world.otherCourse}/assignments/${world.assignment}/statistics`,
      expected: each(404),
      missing: "/courses/0000000000000000/assignments/0000000000000000/statistics",
    },
  ],
  "GET /courses/:id/people": [
    {
      path: (world) => `/courses/${world.course}/people`,
      expected: staff(200),
      missing: "/courses/0000000000000000/people",
    },
  ],
  "POST /courses/:id/people": [
    {
      path: (world) => `/courses/${world.course}/people`,
      body: form(),
      expected: inviters(422),
      missing: "/courses/0000000000000000/people",
    },
  ],
  "GET /courses/:id/people/:user": [
    {
      path: (world) => `/courses/${world.course}/people/${world.studentId}`,
      expected: staff(200),
      missing: "/courses/0000000000000000/people/0000000000000000",
    },
    {
      what: "someone outside the course",
      path: (world) => `/courses/${world.course}/people/${world.userIdOf("otherStudent")}`,
      expected: each(404),
      missing: "/courses/0000000000000000/people/0000000000000000",
    },
  ],
  "POST /courses/:id/people/:user": [
    {
      what: "a section",
      path: (world) => `/courses/${world.course}/people/${world.studentId}`,
      body: form({ section: "A" }),
      expected: inviters(303),
      missing: "/courses/0000000000000000/people/0000000000000000",
    },
    {
      what: "a role",
      path: (world) => `/courses/${world.course}/people/${world.userIdOf("instructor")}`,
      body: form({ section: "", role: "instructor" }),
      expected: courseOwners(303),
      missing: "/courses/0000000000000000/people/0000000000000000",
    },
  ],
  "POST /courses/:id/people/:user/remove": [
    {
      what: "the last owner",
      path: (world) => `/courses/${world.course}/people/${world.userIdOf("courseOwner")}/remove`,
      body: form(),
      expected: courseOwners(409),
      missing: "/courses/0000000000000000/people/0000000000000000/remove",
    },
    {
      what: "a student",
      path: (world) => `/courses/${world.course}/people/${world.newStudent()}/remove`,
      body: form(),
      expected: inviters(303),
      missing: "/courses/0000000000000000/people/0000000000000000/remove",
    },
  ],
  // Nothing in them is signed, so nobody comes in.
  "GET /lti/login": [{ path: at("/lti/login?iss=https://lms.example"), expected: each(403) }],
  "POST /lti/login": [
    { path: at("/lti/login"), body: form({ iss: "https://lms.example" }), expected: each(403) },
  ],
  "POST /lti/launch": [
    { path: at("/lti/launch"), body: form({ state: "x", id_token: "x" }), expected: each(403) },
  ],
  "GET /lti/keys": [{ path: at("/lti/keys"), expected: each(200) }],
  // Whoever has the secret of a launch may open it, once; nobody has one here.
  "GET /lti/open/:secret": [{ path: at("/lti/open/0000000000000000"), expected: each(410) }],
  "GET /lti/open": [{ path: at("/lti/open?ticket=0000000000000000"), expected: each(410) }],
  "POST /lti/open": [
    {
      path: at("/lti/open"),
      body: form({ ticket: "0000000000000000", choice: "continue" }),
      expected: each(410),
    },
  ],
  // The page tells people whom the platform gives no role to ask for one.
  "GET /lti/contexts/:id": [
    {
      path: (world) => `/lti/contexts/${world.newPlatformCourse()}`,
      expected: withSession(200),
    },
  ],
  // It is linked already.
  "POST /lti/contexts/:id": [
    {
      path: (world) => `/lti/contexts/${world.newPlatformCourse()}`,
      body: form({ course: "new", title: "Mine" }),
      expected: withSession(404),
    },
  ],
  "GET /courses/:id/people/platform": [
    {
      path: (world) => `/courses/${world.course}/people/platform`,
      expected: inviters(200),
      missing: "/courses/0000000000000000/people/platform",
    },
  ],
  // The platform offers no roster: the page says so.
  "POST /courses/:id/people/platform/:context": [
    {
      path: (world) => `/courses/${world.course}/people/platform/${world.newPlatformCourse()}`,
      body: form({ do: "preview" }),
      expected: inviters(303),
      missing: "/courses/0000000000000000/people/platform/0000000000000000",
    },
    {
      what: "that is linked to another course",
      path: (world) => `/courses/${world.otherCourse}/people/platform/${world.newPlatformCourse()}`,
      body: form({ do: "preview" }),
      expected: each(404),
    },
  ],
  "GET /courses/:id/people/unused": [
    {
      path: (world) => `/courses/${world.course}/people/unused`,
      expected: inviters(200),
      missing: "/courses/0000000000000000/people/unused",
    },
  ],
  "POST /courses/:id/people/unused/links": [
    {
      path: (world) => `/courses/${world.course}/people/unused/links`,
      body: form(),
      expected: inviters(200),
      missing: "/courses/0000000000000000/people/unused/links",
    },
  ],
  // There is no mail server.
  "POST /courses/:id/people/unused/mail": [
    {
      path: (world) => `/courses/${world.course}/people/unused/mail`,
      body: form({ which: "all" }),
      expected: each(404),
      missing: "/courses/0000000000000000/people/unused/mail",
    },
  ],
  "POST /courses/:id/people/:user/first-link": [
    {
      what: "an account that no one has used",
      path: (world) => `/courses/${world.course}/people/${world.newUnused()}/first-link`,
      body: form(),
      expected: inviters(200),
      missing: "/courses/0000000000000000/people/0000000000000000/first-link",
    },
    {
      what: "an account with a password",
      path: (world) => `/courses/${world.course}/people/${world.studentId}/first-link`,
      body: form(),
      expected: each(404),
      missing: "/courses/0000000000000000/people/0000000000000000/first-link",
    },
    {
      what: "another course's",
      path: (world) => `/courses/${world.otherCourse}/people/${world.newUnused()}/first-link`,
      body: form(),
      expected: each(404),
      missing: "/courses/0000000000000000/people/0000000000000000/first-link",
    },
  ],
  "POST /courses/:id/people/seats/:seat/confirm": [
    {
      path: (world) => `/courses/${world.course}/people/seats/${world.newSeat().id}/confirm`,
      body: form(),
      expected: inviters(303),
      missing: "/courses/0000000000000000/people/seats/0000000000000000/confirm",
    },
  ],
  "POST /courses/:id/people/seats/:seat/link": [
    {
      path: (world) => `/courses/${world.course}/people/seats/${world.newSeat().id}/link`,
      body: form(),
      expected: inviters(200),
      missing: "/courses/0000000000000000/people/seats/0000000000000000/link",
    },
  ],
  // There is no mail server.
  "POST /courses/:id/people/seats/:seat/mail": [
    {
      path: (world) => `/courses/${world.course}/people/seats/${world.newSeat().id}/mail`,
      body: form(),
      expected: each(404),
      missing: "/courses/0000000000000000/people/seats/0000000000000000/mail",
    },
  ],
  "POST /courses/:id/people/seats/:seat/withdraw": [
    {
      path: (world) => `/courses/${world.course}/people/seats/${world.newSeat().id}/withdraw`,
      body: form(),
      expected: inviters(303),
      missing: "/courses/0000000000000000/people/seats/0000000000000000/withdraw",
    },
  ],
  // Anyone with the link; without an account, the page says to sign in.
  "GET /seat/:secret": [
    {
      path: (world) => `/seat/${world.newSeat(world.newCourse()).secret}`,
      expected: each(200),
      missing: "/seat/0000000000000000",
    },
  ],
  "POST /seat/:secret": [
    {
      path: (world) => `/seat/${world.newSeat(world.newCourse()).secret}`,
      body: form(),
      expected: each(303),
      missing: "/seat/0000000000000000",
    },
  ],
  "GET /courses/:id/people/import": [
    {
      path: (world) => `/courses/${world.course}/people/import`,
      expected: inviters(200),
      missing: "/courses/0000000000000000/people/import",
    },
  ],
  "POST /courses/:id/people/import": [
    {
      path: (world) => `/courses/${world.course}/people/import`,
      body: form(),
      expected: inviters(422),
      missing: "/courses/0000000000000000/people/import",
    },
  ],
  "GET /courses/:id/people/import/:file": [
    {
      path: (world) => `/courses/${world.course}/people/import/${world.newRoster()}`,
      expected: inviters(200),
      missing: "/courses/0000000000000000/people/import/0000000000000000",
    },
    {
      what: "another course's",
      path: (world) =>
        `/courses/${world.course}/people/import/${world.newRoster("0000000000000000")}`,
      expected: each(404),
      missing: "/courses/0000000000000000/people/import/0000000000000000",
    },
  ],
  "POST /courses/:id/people/import/:file": [
    {
      path: (world) => `/courses/${world.course}/people/import/${world.newRoster()}`,
      body: form({ plan: "not what was seen" }),
      expected: inviters(409),
      missing: "/courses/0000000000000000/people/import/0000000000000000",
    },
  ],
  "GET /courses/:id/people/import/:file/problems.csv": [
    {
      path: (world) => `/courses/${world.course}/people/import/${world.newRoster()}/problems.csv`,
      expected: inviters(200),
      missing: "/courses/0000000000000000/people/import/0000000000000000/problems.csv",
    },
  ],
  "POST /courses/:id/people/import/:file/discard": [
    {
      path: (world) => `/courses/${world.course}/people/import/${world.newRoster()}/discard`,
      body: form(),
      expected: inviters(303),
      missing: "/courses/0000000000000000/people/import/0000000000000000/discard",
    },
  ],
  "POST /courses/:id/people/import/:file/links": [
    {
      path: (world) => `/courses/${world.course}/people/import/${world.newImport()}/links`,
      body: form(),
      expected: inviters(200),
      missing: "/courses/0000000000000000/people/import/0000000000000000/links",
    },
  ],
  // There is no mail server.
  "POST /courses/:id/people/import/:file/mail": [
    {
      path: (world) => `/courses/${world.course}/people/import/${world.newImport()}/mail`,
      body: form(),
      expected: each(404),
      missing: "/courses/0000000000000000/people/import/0000000000000000/mail",
    },
  ],
  "GET /courses/:id/platform": [
    {
      path: (world) => `/courses/${world.course}/platform`,
      expected: staff(200),
      missing: "/courses/0000000000000000/platform",
    },
  ],
  ...Object.fromEntries(
    ["send", "scores", "unlink"].map((what): [string, Case[]] => [
      `POST /courses/:id/platform/:context/${what}`,
      [
        {
          path: (world) => `/courses/${world.course}/platform/${world.newContext()}/${what}`,
          body: form(),
          expected: inviters(303),
          missing: `/courses/0000000000000000/platform/0000000000000000/${what}`,
        },
        {
          what: "of another course",
          path: (world) =>
            `/courses/${world.course}/platform/${world.newContext(world.otherCourse)}/${what}`,
          body: form(),
          expected: each(404),
        },
      ],
    ]),
  ),
  "GET /courses/:id/settings": [
    {
      path: (world) => `/courses/${world.course}/settings`,
      expected: inviters(200),
      missing: "/courses/0000000000000000/settings",
    },
  ],
  "POST /courses/:id/settings": [
    {
      path: (world) => `/courses/${world.course}/settings`,
      body: form(),
      expected: inviters(422),
      missing: "/courses/0000000000000000/settings",
    },
  ],
  // For instructors who may also create courses: here, the site owner alone.
  "GET /courses/:id/copy": [
    {
      path: (world) => `/courses/${world.course}/copy`,
      expected: someOf({ siteOwner: 200 }),
      missing: "/courses/0000000000000000/copy",
    },
  ],
  "POST /courses/:id/copy": [
    {
      path: (world) => `/courses/${world.course}/copy`,
      body: form(),
      expected: someOf({ siteOwner: 422 }),
      missing: "/courses/0000000000000000/copy",
    },
  ],
  "POST /courses/:id/settings/archive": [
    {
      path: (world) => `/courses/${world.course}/settings/archive`,
      body: form(),
      expected: courseOwners(303),
      missing: "/courses/0000000000000000/settings/archive",
    },
  ],
  "POST /courses/:id/settings/reopen": [
    {
      path: (world) => `/courses/${world.course}/settings/reopen`,
      body: form(),
      expected: courseOwners(303),
      missing: "/courses/0000000000000000/settings/reopen",
    },
  ],
  "POST /courses/:id/view-as": [
    {
      path: (world) => `/courses/${world.course}/view-as`,
      body: form({ as: "student" }),
      expected: staff(303),
      missing: "/courses/0000000000000000/view-as",
    },
  ],
  // Assignments are created by instructors, and readable by everyone in the course.
  "GET /courses/:id/assignments/new": [
    {
      path: (world) => `/courses/${world.course}/assignments/new`,
      expected: inviters(200),
      missing: "/courses/0000000000000000/assignments/new",
    },
  ],
  "POST /courses/:id/assignments": [
    {
      path: (world) => `/courses/${world.course}/assignments`,
      body: form(),
      expected: inviters(422),
      missing: "/courses/0000000000000000/assignments",
    },
  ],
  "GET /courses/:id/assignments/:assignment": [
    { path: (world) => ofAssignment(world, ""), expected: inviters(200), missing: NO_ASSIGNMENT },
    {
      what: "of another course",
      path: (world) => `/courses/${world.otherCourse}/assignments/${world.assignment}`,
      expected: each(404),
    },
  ],
  "POST /courses/:id/assignments/:assignment": [
    {
      path: (world) => ofAssignment(world, ""),
      body: form(),
      expected: inviters(422),
      missing: NO_ASSIGNMENT,
    },
  ],
  "POST /courses/:id/assignments/:assignment/move": [
    {
      path: (world) => ofAssignment(world, "/move"),
      body: form({ direction: "up" }),
      expected: inviters(303),
      missing: `${NO_ASSIGNMENT}/move`,
    },
  ],
  "POST /courses/:id/assignments/:assignment/remove": [
    {
      path: (world) => ofAssignment(world, "/remove"),
      body: form(),
      expected: inviters(303),
      missing: `${NO_ASSIGNMENT}/remove`,
    },
  ],
  "POST /courses/:id/assignments/:assignment/restore": [
    {
      path: (world) => ofAssignment(world, "/restore"),
      body: form(),
      expected: inviters(303),
      missing: `${NO_ASSIGNMENT}/restore`,
    },
  ],
  "GET /courses/:id/assignments/:assignment/extensions": [
    {
      path: (world) => ofAssignment(world, "/extensions"),
      expected: inviters(200),
      missing: `${NO_ASSIGNMENT}/extensions`,
    },
  ],
  "POST /courses/:id/assignments/:assignment/extensions": [
    {
      path: (world) => ofAssignment(world, "/extensions"),
      body: form(),
      expected: inviters(422),
      missing: `${NO_ASSIGNMENT}/extensions`,
    },
  ],
  "POST /courses/:id/assignments/:assignment/extensions/:user/remove": [
    {
      path: (world) => ofAssignment(world, `/extensions/${world.extended()}/remove`),
      body: form(),
      expected: inviters(303),
      missing: `${NO_ASSIGNMENT}/extensions/0000000000000000/remove`,
    },
  ],
  // The student has not passed.
  "GET /courses/:id/assignments/:assignment/solutions": [
    {
      path: (world) => ofAssignment(world, "/solutions"),
      expected: someOf({ assistant: 200, instructor: 200, courseOwner: 200, siteOwner: 200 }),
      missing: `${NO_ASSIGNMENT}/solutions`,
    },
  ],
  // Scores are for the course's staff.
  "GET /courses/:id/gradebook": [
    {
      path: (world) => `/courses/${world.course}/gradebook`,
      expected: staff(200),
      missing: "/courses/0000000000000000/gradebook",
    },
  ],
  "GET /courses/:id/gradebook/data.json": [
    {
      path: (world) => `/courses/${world.course}/gradebook/data.json`,
      expected: staff(200),
      missing: "/courses/0000000000000000/gradebook/data.json",
    },
  ],
  "GET /courses/:id/gradebook/export": [
    {
      path: (world) => `/courses/${world.course}/gradebook/export`,
      expected: staff(200),
      missing: "/courses/0000000000000000/gradebook/export",
    },
  ],
  "GET /courses/:id/gradebook/import": [
    {
      path: (world) => `/courses/${world.course}/gradebook/import`,
      expected: inviters(200),
      missing: "/courses/0000000000000000/gradebook/import",
    },
  ],
  "POST /courses/:id/gradebook/import": [
    {
      path: (world) => `/courses/${world.course}/gradebook/import`,
      body: form(),
      expected: inviters(422),
      missing: "/courses/0000000000000000/gradebook/import",
    },
  ],
  "GET /courses/:id/gradebook/canvas": [
    {
      path: (world) => `/courses/${world.course}/gradebook/canvas`,
      expected: inviters(200),
      missing: "/courses/0000000000000000/gradebook/canvas",
    },
  ],
  "POST /courses/:id/gradebook/canvas": [
    {
      path: (world) => `/courses/${world.course}/gradebook/canvas`,
      body: form(),
      expected: inviters(422),
      missing: "/courses/0000000000000000/gradebook/canvas",
    },
  ],
  "POST /courses/:id/gradebook/canvas/apply": [
    {
      path: (world) => `/courses/${world.course}/gradebook/canvas/apply`,
      body: form({ match: '{"columns":[],"people":[]}' }),
      expected: inviters(303),
      missing: "/courses/0000000000000000/gradebook/canvas/apply",
    },
  ],
  "POST /courses/:id/gradebook/titles": [
    {
      path: (world) => `/courses/${world.course}/gradebook/titles`,
      body: form(),
      expected: inviters(303),
      missing: "/courses/0000000000000000/gradebook/titles",
    },
  ],
  "POST /courses/:id/gradebook/import/apply": [
    {
      path: (world) => `/courses/${world.course}/gradebook/import/apply`,
      body: form({ changes: "[]" }),
      expected: inviters(303),
      missing: "/courses/0000000000000000/gradebook/import/apply",
    },
  ],
  "GET /courses/:id/gradebook/:assignment/:user": [
    {
      what: "a student's",
      path: (world) => scorePath(world),
      expected: staff(200),
      missing: "/courses/0000000000000000/gradebook/0/0",
    },
    {
      what: "of someone outside the course",
      path: (world) =>
        `/courses/${world.course}/gradebook/${world.assignment}/${world.userIdOf("otherStudent")}`,
      expected: each(404),
    },
  ],
  "POST /courses/:id/gradebook/:assignment/:user/override": [
    {
      path: (world) => `${scorePath(world)}/override`,
      body: form({ points: "many" }),
      expected: staff(422),
      missing: "/courses/0000000000000000/gradebook/0/0/override",
    },
  ],
  "POST /courses/:id/gradebook/:assignment/:user/override/undo": [
    {
      path: (world) => `${scorePath(world)}/override/undo`,
      body: (world) => ({ form: { override: world.newOverride() } }),
      expected: staff(303),
      missing: "/courses/0000000000000000/gradebook/0/0/override/undo",
    },
  ],
  "POST /courses/:id/gradebook/:assignment/:user/allowances": [
    {
      what: "a student's practice",
      path: (world) => `${scorePath(world)}/allowances`,
      body: (world) => ({ form: { submission: world.practice, letReason: "" } }),
      expected: staff(422),
      missing: "/courses/0000000000000000/gradebook/0/0/allowances",
    },
    {
      what: "practice from before they joined",
      path: (world) => `${scorePath(world)}/allowances`,
      body: (world) => ({ form: { submission: world.submission, letReason: "x" } }),
      expected: each(404),
    },
    {
      what: "another's submission",
      path: (world) => `${scorePath(world)}/allowances`,
      body: (world) => ({ form: { submission: world.guestSubmission, letReason: "x" } }),
      expected: each(404),
    },
  ],
  "POST /courses/:id/gradebook/:assignment/:user/allowances/:allowance/undo": [
    {
      path: (world) => `${scorePath(world)}/allowances/${world.newAllowance()}/undo`,
      body: form(),
      expected: staff(303),
      missing: "/courses/0000000000000000/gradebook/0/0/allowances/0/undo",
    },
  ],
  "POST /courses/:id/gradebook/:assignment/:user/comments": [
    {
      path: (world) => `${scorePath(world)}/comments`,
      body: form({ text: "" }),
      expected: staff(422),
      missing: "/courses/0000000000000000/gradebook/0/0/comments",
    },
  ],
  "POST /courses/:id/gradebook/:assignment/:user/comments/:comment": [
    {
      what: "the assistant's",
      path: (world) => `${scorePath(world)}/comments/${world.newScoreComment()}`,
      body: form({ text: "x" }),
      expected: someOf({ assistant: 303 }),
      missing: "/courses/0000000000000000/gradebook/0/0/comments/0",
    },
  ],
  "POST /courses/:id/gradebook/:assignment/:user/comments/:comment/remove": [
    {
      what: "the assistant's",
      path: (world) => `${scorePath(world)}/comments/${world.newScoreComment()}/remove`,
      body: form(),
      expected: staff(303),
      missing: "/courses/0000000000000000/gradebook/0/0/comments/0/remove",
    },
  ],

  // The site is managed by its owner.
  "GET /manage": [
    { path: at("/manage"), expected: someOf({ siteOwner: 200 }), missing: "/manage-nothing" },
  ],
  "POST /manage/courses": [
    {
      path: at("/manage/courses"),
      body: form(),
      expected: someOf({ siteOwner: 422 }),
      missing: "/manage/nothing",
    },
  ],
  "POST /manage/people/:id/reset-link": [
    {
      path: (world) => `/manage/people/${world.studentId}/reset-link`,
      body: form(),
      expected: someOf({ siteOwner: 200 }),
      missing: "/manage/people/0000000000000000/reset-link",
    },
  ],
  "GET /manage/people/:id/role": [
    {
      path: (world) => `/manage/people/${world.studentId}/role`,
      expected: someOf({ siteOwner: 200 }),
      missing: "/manage/people/0000000000000000/role",
    },
  ],
  "POST /manage/people/:id/role": [
    {
      path: (world) => `/manage/people/${world.studentId}/role`,
      body: form({ role: "courseCreator", confirmation: "wrong" }),
      expected: someOf({ siteOwner: 422 }),
      missing: "/manage/people/0000000000000000/role",
    },
  ],
  "GET /manage/people/:id/data": [
    {
      path: (world) => `/manage/people/${world.studentId}/data`,
      expected: someOf({ siteOwner: 200 }),
      missing: "/manage/people/0000000000000000/data",
    },
  ],
  "GET /manage/people/:id/delete": [
    {
      path: (world) => `/manage/people/${world.studentId}/delete`,
      expected: someOf({ siteOwner: 200 }),
      missing: "/manage/people/0000000000000000/delete",
    },
  ],
  "POST /manage/people/:id/delete": [
    {
      path: (world) => `/manage/people/${world.studentId}/delete`,
      body: form(),
      expected: someOf({ siteOwner: 422 }),
      missing: "/manage/people/0000000000000000/delete",
    },
  ],
  "GET /manage/people/:id/merge": [
    {
      path: (world) => `/manage/people/${world.studentId}/merge`,
      expected: someOf({ siteOwner: 200 }),
      missing: "/manage/people/0000000000000000/merge",
    },
  ],
  "POST /manage/people/:id/merge": [
    {
      path: (world) => `/manage/people/${world.studentId}/merge`,
      body: form(),
      expected: someOf({ siteOwner: 422 }),
      missing: "/manage/people/0000000000000000/merge",
    },
  ],
  "GET /manage/walls": [
    { path: at("/manage/walls"), expected: someOf({ siteOwner: 200 }), missing: "/manage/nothing" },
  ],
  "GET /manage/graders": [
    {
      path: at("/manage/graders"),
      expected: someOf({ siteOwner: 200 }),
      missing: "/manage/nothing",
    },
  ],
  // Learning platforms: for the site owner. Anyone with the one-time address may open it; a
  // platform says which of its addresses is meant.
  "GET /lti/icon.svg": [{ path: at("/lti/icon.svg"), expected: each(200) }],
  "GET /lti/register/:secret": [
    { path: (world) => `/lti/register/${world.newInvitation()}`, expected: each(400) },
    { what: "no such address", path: at("/lti/register/none"), expected: each(404) },
  ],
  "POST /lti/register/:secret": [
    {
      path: (world) => `/lti/register/${world.newInvitation()}`,
      body: form(),
      expected: each(400),
    },
  ],
  "GET /manage/platforms": [
    {
      path: at("/manage/platforms"),
      expected: someOf({ siteOwner: 200 }),
      missing: "/manage/nothing",
    },
  ],
  "POST /manage/platforms/invitations": [
    {
      path: at("/manage/platforms/invitations"),
      body: form({ name: "Moodle" }),
      expected: someOf({ siteOwner: 200 }),
      missing: "/manage/nothing",
    },
  ],
  "POST /manage/platforms/invitations/:id/withdraw": [
    {
      path: at("/manage/platforms/invitations/1/withdraw"),
      body: form(),
      expected: someOf({ siteOwner: 303 }),
      missing: "/manage/nothing",
    },
  ],
  "GET /manage/platforms/new/:family": [
    {
      path: at("/manage/platforms/new/canvas"),
      expected: someOf({ siteOwner: 200 }),
      missing: "/manage/platforms/new/none",
    },
  ],
  "POST /manage/platforms/new/:family": [
    {
      path: at("/manage/platforms/new/canvas"),
      body: form(),
      expected: someOf({ siteOwner: 422 }),
      missing: "/manage/platforms/new/none",
    },
  ],
  "GET /manage/platforms/:id": [
    {
      path: (world) => `/manage/platforms/${world.newPlatform()}`,
      expected: someOf({ siteOwner: 200 }),
      missing: "/manage/platforms/0000000000000000",
    },
  ],
  "POST /manage/platforms/:id/accepting": [
    {
      path: (world) => `/manage/platforms/${world.newPlatform()}/accepting`,
      body: form(),
      expected: someOf({ siteOwner: 303 }),
      missing: "/manage/platforms/0000000000000000/accepting",
    },
  ],
  "POST /manage/platforms/:id/deployments": [
    {
      path: (world) => `/manage/platforms/${world.newPlatform()}/deployments`,
      body: form({ deployment: "1", accept: "no" }),
      expected: someOf({ siteOwner: 303 }),
      missing: "/manage/platforms/0000000000000000/deployments",
    },
  ],
  "POST /manage/platforms/:id/restore": [
    {
      path: (world) => `/manage/platforms/${world.newPlatform()}/restore`,
      body: form(),
      expected: someOf({ siteOwner: 303 }),
      missing: "/manage/platforms/0000000000000000/restore",
    },
  ],
  ...Object.fromEntries(
    ["edit", "remove"].flatMap((part) =>
      (["GET", "POST"] as const).map((method) => [
        `${method} /manage/platforms/:id/${part}`,
        [
          {
            path: (world) => `/manage/platforms/${world.newPlatform()}/${part}`,
            ...(method === "POST" ? { body: form({ confirmation: "wrong" }) } : {}),
            expected: someOf({ siteOwner: method === "GET" ? 200 : 422 }),
            missing: `/manage/platforms/0000000000000000/${part}`,
          },
        ] satisfies Case[],
      ]),
    ),
  ),
  "POST /manage/walls": [
    {
      path: at("/manage/walls"),
      body: form({ confirmation: "wrong" }),
      expected: someOf({ siteOwner: 422 }),
      missing: "/manage/nothing",
    },
  ],
  // The secret alone counts.
  "GET /lti/pick/:secret": [{ path: at("/lti/pick/nothing"), expected: each(410) }],
  "POST /lti/pick/:secret": [
    { path: at("/lti/pick/nothing"), body: form({ action: "pick" }), expected: each(410) },
  ],
  "GET /manage/audit": [
    { path: at("/manage/audit"), expected: someOf({ siteOwner: 200 }), missing: "/manage/nothing" },
  ],
  "GET /manage/audit/export": [
    {
      path: at("/manage/audit/export"),
      expected: someOf({ siteOwner: 200 }),
      missing: "/manage/nothing",
    },
  ],
  "GET /manage/mail": [
    { path: at("/manage/mail"), expected: someOf({ siteOwner: 200 }), missing: "/manage/nothing" },
  ],
  "POST /manage/mail/retry": [
    {
      path: at("/manage/mail/retry"),
      body: form(),
      expected: someOf({ siteOwner: 303 }),
      missing: "/manage/nothing",
    },
  ],
  "POST /manage/exams": [
    {
      path: at("/manage/exams"),
      body: form(),
      expected: someOf({ siteOwner: 422 }),
      missing: "/manage/nothing",
    },
  ],
  "POST /manage/publish": [
    {
      path: at("/manage/publish"),
      body: form(),
      expected: someOf({ siteOwner: 303 }),
      missing: "/manage/nothing",
    },
  ],
};

const scorePath = (world: World) =>
  `/courses/${world.course}/gradebook/${world.assignment}/${world.studentId}`;
const tagOf = (userId: string) =>
  computeViewerTag({ kind: "member", userId, name: "", siteRole: null });
export const bodyOf = ({ body }: Case, world: World, role: Role): Body =>
  typeof body === "function" ? body(world, role) : body;
