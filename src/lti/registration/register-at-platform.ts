// Registers this site at a platform: sends what the platform must know, and stores the client id
// that it answers with. The one-time address is used up only if a registration was stored.

import { z } from "zod";
import type { Db } from "../../db/open.ts";
import { fetchFromPlatform, PlatformAnswerError } from "../fetch-from-platform.ts";
import { addPlatform } from "./change-platforms.ts";
import { TOOL_CONFIGURATION } from "./describe-tool.ts";
import { RegistrationError } from "./errors.ts";
import { claimInvitation, type Invitation, releaseInvitation } from "./invitations.ts";
import type { PlatformConfiguration, Start } from "./read-configuration.ts";

interface Registration {
  invitation: Invitation;
  configuration: PlatformConfiguration;
  token: Start["token"];
  /** describeForRegistration */
  request: Record<string, unknown>;
}

/** Throws `RegistrationError`. */
export async function registerAtPlatform(
  db: Db,
  { invitation, configuration, token, request }: Registration,
): Promise<void> {
  // First, so that two clicks do not register twice.
  if (!claimInvitation(db, invitation.id)) throw new RegistrationError("used");
  try {
    const registered = await send(configuration.registrationUrl, token, request);
    const { issuer, authorizationUrl, tokenUrl, jwksUrl, family } = configuration;
    const { isNew } = addPlatform(
      db,
      invitation.createdBy,
      {
        name: invitation.name,
        family,
        issuer,
        clientId: registered.clientId,
        authorizationUrl,
        tokenUrl,
        tokenAudience: null,
        jwksUrl,
        acceptsDeployments: acceptsByDefault(family),
      },
      { deploymentId: registered.deploymentId, how: "dynamic" },
    );
    if (!isNew) throw new RegistrationError("known", registered.clientId);
  } catch (error) {
    releaseInvitation(db, invitation.id);
    throw error;
  }
}

/** Canvas makes a deployment for each course or account that the tool is added to. */
export function acceptsByDefault(family: PlatformConfiguration["family"]): boolean {
  return family === "canvas";
}

const idSchema = z.string().min(1).max(255);
const answerSchema = z.object({
  client_id: idSchema,
  [TOOL_CONFIGURATION]: z
    .object({
      // Moodle and Sakai send it; Canvas does not.
      deployment_id: z
        .union([idSchema, z.number().transform(String)])
        .nullable()
        .catch(null),
    })
    .catch({ deployment_id: null }),
});

async function send(
  url: string,
  token: string,
  request: Record<string, unknown>,
): Promise<{ clientId: string; deploymentId: string | null }> {
  const answer = await reach(url, token, request);
  if (!answer.ok) {
    // Moodle sends its reason as plain text: "token_already_used".
    const detail = `${answer.status} ${await answer.text()}`.trim();
    throw new RegistrationError(answer.status >= 500 ? "failed" : "refused", detail);
  }
  const parsed = answerSchema.safeParse(await answer.json().catch(() => undefined));
  if (!parsed.success) throw new RegistrationError("answer");
  return {
    clientId: parsed.data.client_id,
    deploymentId: parsed.data[TOOL_CONFIGURATION].deployment_id,
  };
}

async function reach(
  url: string,
  token: string,
  request: Record<string, unknown>,
): Promise<Response> {
  try {
    return await fetchFromPlatform(url, {
      method: "POST",
      headers: {
        accept: "application/json",
        "content-type": "application/json",
        ...(token === "" ? {} : { authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify(request),
    });
  } catch (error) {
    if (!(error instanceof PlatformAnswerError)) throw error;
    throw new RegistrationError("unanswered", error.failure);
  }
}
