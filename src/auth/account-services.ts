// The services that the account pages use.

import type { AddressReader } from "../http/address.ts";
import type { Auth } from "./better-auth.ts";
import type { Config } from "../config.ts";
import type { Db } from "../db/open.ts";
import type { KnownBrowsers } from "./known-browsers.ts";
import type { Logger } from "pino";
import type { Throttle } from "../http/throttle.ts";

export interface AccountServices {
  config: Config;
  log: Logger;
  db: Db;
  auth: Auth;
  knownBrowsers: KnownBrowsers;
  throttle: Throttle;
  addressOf: AddressReader;
}
