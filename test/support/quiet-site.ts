// The site without a port and without slots: submissions wait. For every test that grades nothing.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Logger, pino } from "pino";
import { eq } from "drizzle-orm";
import { SlotsUnavailableError } from "../../grader/doors/walls.ts";
import { createApp } from "../../src/app.tsx";
import { type Config, readConfig } from "../../src/config.ts";
import { openDatabase } from "../../src/db/open.ts";
import { type SiteRole, users } from "../../src/db/schema.ts";
import { Throttle } from "../../src/http/throttle.ts";
import { assembleServices } from "../../src/assemble-services.ts";
import type { Services } from "../../src/services.ts";
import { GraderHost } from "../../src/grading/grader-host.ts";
import { TINY } from "./packs.ts";
import { useQuickPasswords } from "./quick-passwords.ts";
import { Visitor, type VisitorOptions } from "./visitor.ts";

export interface QuietSite {
  services: Services;
  app: ReturnType<typeof createApp>;
  visit: (options?: VisitorOptions) => Visitor;
  /** A user who has signed up by the form, with this username and `PASSWORD`. */
  signUp: (
    username: string,
    options?: VisitorOptions & { email?: string; siteRole?: SiteRole },
  ) => Promise<Visitor & { userId: string }>;
  close: () => void;
}

/** As if no slot could start. */
class NoGrader extends GraderHost {
  override renderStatements(): Promise<never> {
    return Promise.reject(new SlotsUnavailableError("this site has none"));
  }
}

export const PASSWORD = "correct horse battery";

type SiteOptions = [
  overrides?: Partial<Config>,
  limits?: ConstructorParameters<typeof Throttle>[0],
  log?: Logger,
  databaseFile?: string,
  unknownBrowsers?: ConstructorParameters<typeof Throttle>[1],
];

export async function openQuietSite(...options: SiteOptions): Promise<QuietSite> {
  const site = await openAuthSite(...options);
  await useQuickPasswords(site.services);
  return site;
}

/** With passwords hashed as they are in service: for tests of signing in. */
export async function openAuthSite(
  ...[
    overrides = {},
    limits = {},
    log = pino({ level: "silent" }),
    databaseFile = ":memory:",
    unknownBrowsers,
  ]: SiteOptions
): Promise<QuietSite> {
  const dataFolder = mkdtempSync(join(tmpdir(), "gradus-quiet-"));
  const config: Config = {
    ...readConfig({}),
    dataFolder,
    packsFolder: TINY,
    language: "en",
    timeZone: "UTC",
    logLevel: "silent",
    ...overrides,
  };
  const db = openDatabase(databaseFile);
  const [, assembled] = await assembleServices(config, log, db, new NoGrader(log));
  const services = { ...assembled, throttle: new Throttle(limits, unknownBrowsers) };
  const app = createApp(services);
  const visit = (options: VisitorOptions = {}) => new Visitor(app, config.publicUrl, options);
  return {
    services,
    app,
    visit,
    signUp: async (username, { email = "", siteRole, ...options } = {}) => {
      const visitor = visit(options);
      const answer = await visitor.post("/sign-up", {
        name: `Name of ${username}`,
        username,
        email,
        password: PASSWORD,
      });
      if (answer.status !== 303)
        throw new Error(`${username} was not signed up: ${answer.status} ${await answer.text()}`);
      const { id } = db
        .select({ id: users.id })
        .from(users)
        .where(eq(users.username, username.toLowerCase()))
        .get()!;
      if (siteRole !== undefined) db.update(users).set({ siteRole }).where(eq(users.id, id)).run();
      return Object.assign(visitor, { userId: id });
    },
    close: () => {
      db.$client.close();
      rmSync(dataFolder, { recursive: true, force: true });
    },
  };
}
