// The settings of a platform's request for links (1EdTech Deep Linking 2.0, 3.4.1).

import { z } from "zod";
import type { LtiPicking } from "../../db/lti-schema.ts";
import type { CheckedMessage } from "../check-message.ts";
import { LtiRefusedError } from "../errors.ts";
import { readOrigin } from "../frame.ts";

/** The type of content item that we return: a link that opens by a launch. */
export const LINK_TYPE = "ltiResourceLink";

const settings = z.object({
  deep_link_return_url: z.url({ protocol: /^https?$/ }).max(8000),
  accept_types: z.array(z.string()).max(100),
  // Old versions of Moodle leave it out, and take one.
  accept_multiple: z.boolean().nullish().catch(undefined),
  // Blackboard leaves it out, and makes columns all the same: only "false" says no.
  accept_lineitem: z.boolean().nullish().catch(undefined),
  data: z.unknown().optional(),
});

/** Throws `LtiRefusedError`. */
export function readSettings({
  deepLinkingSettings,
  ownUrls,
}: Pick<CheckedMessage, "deepLinkingSettings" | "ownUrls">): LtiPicking {
  const parsed = settings.safeParse(deepLinkingSettings);
  if (!parsed.success)
    throw new LtiRefusedError(
      "message",
      `deep_linking_settings.${parsed.error.issues[0]?.path.join(".")}`,
    );
  const { deep_link_return_url: returnUrl, accept_types: types, ...rest } = parsed.data;
  if (!types.includes(LINK_TYPE))
    throw new LtiRefusedError("message", `accept_types: ${types.join(", ")}`);
  if (readOrigin(returnUrl) === undefined)
    throw new LtiRefusedError("message", "deep_link_return_url");
  return {
    returnUrl,
    ownUrls,
    ...("data" in rest ? { data: rest.data } : {}),
    acceptsSeveral: rest.accept_multiple === true,
    acceptsLineItems: rest.accept_lineitem !== false,
    picked: null,
  };
}
