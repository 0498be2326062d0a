// The services that the pages of learning platforms use.

import type { AccountServices } from "../auth/account-services.ts";
import type { Catalogue } from "../catalogue/catalogue.ts";
import type { GradeSender } from "./grades/grade-sender.ts";
import type { PlatformKeys } from "./platform-keys.ts";

export interface LtiServices extends AccountServices {
  platformKeys: PlatformKeys;
  catalogue: Catalogue;
  gradeSender: Pick<GradeSender, "retryNow">;
}
