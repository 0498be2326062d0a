// gradus demo: fills a site that has no users with a sample course.

import { count } from "drizzle-orm";
import { users } from "../db/schema.ts";
import { makeDemo } from "../demo/make-demo.ts";
import { wordDemo } from "../demo/words.ts";
import { parseSiteAddress } from "../site-address.ts";
import { createLog } from "../log.ts";
import { openSite } from "../server.ts";
import type { CommandContext } from "./context.ts";
import { UsageError } from "./usage-error.ts";
import { readSettings, startError } from "./serve-errors.ts";

export async function fillDemo(context: CommandContext): Promise<number> {
  const { t, out, err, isTerminal, style } = context;
  const config = readSettings(context, process.env);
  const site = await openSite(config, createLog({ ...config, logLevel: "warn" })).catch(
    (error: unknown) => {
      throw startError(error, config) ?? error;
    },
  );
  try {
    const { services } = site;
    await site.slots;
    const { n } = services.db.select({ n: count() }).from(users).get()!;
    if (n > 0)
      throw new UsageError("demo.notEmpty", {
        folder: config.dataFolder,
        command: "GRADUS_DATA=demo-data npm run demo",
      });
    const words = wordDemo(t, context.language);
    const demo = await makeDemo(services, words, config.timeZone, (done, of) => {
      if (isTerminal) err(`\r${t("demo.grading", { done, of })}`);
    });
    if (isTerminal) err("\r\u001B[K");
    out(
      `${t("demo.done", { students: demo.students, submissions: demo.submissions, graded: demo.graded })}\n`,
    );
    out(
      `${t("demo.signIn", { username: style("bold", demo.username), password: style("bold", demo.password) })}\n`,
    );
    const gradebook = parseSiteAddress(config.publicUrl).full(
      `/courses/${demo.courseId}/gradebook`,
    );
    out(`${t("demo.next", { command: style("bold", startCommand()), address: gradebook })}\n`);
    return 0;
  } finally {
    await site.close();
  }
}

/** The folder as this command received it, so that the suggested command uses the same folder. */
function startCommand(): string {
  const folder = process.env["GRADUS_DATA"];
  return folder === undefined ? "npm start" : `GRADUS_DATA=${folder} npm start`;
}
