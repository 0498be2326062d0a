// What the pages of a course need of the running site.

import type { Catalogue } from "../catalogue/catalogue.ts";
import type { Config } from "../config.ts";
import type { Db } from "../db/open.ts";
import type { FirstMailer } from "./first-links/first-mailer.ts";
import type { Logger } from "pino";
import type { Throttle } from "../http/throttle.ts";

export interface CourseServices {
  config: Config;
  log: Logger;
  db: Db;
  catalogue: Catalogue;
  firstMailer: Pick<FirstMailer, "wake"> | undefined;
  throttle: Throttle;
}
