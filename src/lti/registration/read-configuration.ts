// Fetches and reads what a platform says about itself (OpenID Provider configuration with the
// additions of LTI Dynamic Registration 1.0). Its address comes from a browser, so everything in the
// answer is checked, and no part of the answer is shown except a few names.

import { z } from "zod";
import { LTI_FAMILIES, type LtiFamily } from "../../db/lti-schema.ts";
import type { SiteAddress } from "../../site-address.ts";
import { MESSAGE_TYPES } from "../claims.ts";
import { fetchFromPlatform, PlatformAnswerError } from "../fetch-from-platform.ts";
import type { Offer } from "./describe-tool.ts";
import { RegistrationError } from "./errors.ts";
import { CANVAS_CLOUDS, nameCanvasIssuer, type PlatformAddresses } from "./fill-addresses.ts";
import { isPlatformAddress } from "./platform-address.ts";

const PLATFORM_CONFIGURATION = "https://purl.imsglobal.org/spec/lti-platform-configuration";
const CANVAS_ACCOUNT = "https://canvas.instructure.com/lti/account_name";
/** It goes into a header. */
const TOKEN = /^[\x21-\x7e]{0,10000}$/;

/** What the platform's browser brings. */
export interface Start {
  /** The address of the configuration. */
  configuration: string;
  /** "" for none. */
  token: string;
}

export interface PlatformConfiguration extends PlatformAddresses, Offer {
  registrationUrl: string;
  /** As the platform names its product; "" for none. */
  product: string;
  version: string;
  /** The name of the customer; "" for none. */
  account: string;
}

const texts = z.array(z.string().max(500)).max(500).catch([]);
const words = z.string().max(200).catch("");
const configurationSchema = z.object({
  issuer: z.string(),
  authorization_endpoint: z.string(),
  token_endpoint: z.string(),
  jwks_uri: z.string(),
  registration_endpoint: z.string(),
  scopes_supported: texts,
  [CANVAS_ACCOUNT]: words,
  [PLATFORM_CONFIGURATION]: z
    .object({
      product_family_code: words,
      version: words,
      // Moodle lists names, Canvas objects with placements.
      messages_supported: z
        .array(z.union([z.string(), z.object({ type: z.string() }).transform(({ type }) => type)]))
        .max(100)
        .catch([]),
    })
    .catch({ product_family_code: "", version: "", messages_supported: [] }),
});

/** Throws `RegistrationError`. */
export async function readConfiguration(
  { configuration, token }: Start,
  site: SiteAddress,
): Promise<PlatformConfiguration> {
  if (!TOKEN.test(token)) throw new RegistrationError("token");
  if (!isPlatformAddress(configuration, site))
    throw new RegistrationError("address", configuration);
  const answer = await fetchConfiguration(configuration, token);
  if (!answer.ok) throw new RegistrationError("status", String(answer.status));
  const json: unknown = await answer.json().catch(() => undefined);
  if (typeof json !== "object" || json === null) throw new RegistrationError("json");
  const parsed = configurationSchema.safeParse(json);
  if (!parsed.success)
    throw new RegistrationError("endpoint", parsed.error.issues[0]?.path.join("."));
  const read = describeConfiguration(parsed.data);
  checkAddresses(read, configuration, site);
  return read;
}

async function fetchConfiguration(address: string, token: string): Promise<Response> {
  try {
    return await fetchFromPlatform(address, {
      headers: {
        accept: "application/json",
        // Canvas asks for it here too.
        ...(token === "" ? {} : { authorization: `Bearer ${token}` }),
      },
    });
  } catch (error) {
    if (!(error instanceof PlatformAnswerError)) throw error;
    throw new RegistrationError(error.failure, new URL(address).origin);
  }
}

function describeConfiguration(
  configuration: z.infer<typeof configurationSchema>,
): PlatformConfiguration {
  const platform = configuration[PLATFORM_CONFIGURATION];
  const messages = platform.messages_supported;
  return {
    issuer: configuration.issuer,
    authorizationUrl: configuration.authorization_endpoint,
    tokenUrl: configuration.token_endpoint,
    jwksUrl: configuration.jwks_uri,
    registrationUrl: configuration.registration_endpoint,
    family: chooseFamily(platform.product_family_code),
    product: platform.product_family_code,
    version: platform.version,
    account: configuration[CANVAS_ACCOUNT],
    scopes: configuration.scopes_supported,
    hasDeepLinking: messages.length === 0 || messages.includes(MESSAGE_TYPES.deepLinking),
  };
}

/** Sakai calls itself "sakailms.org", Blackboard "BlackboardLearn". */
function chooseFamily(product: string): LtiFamily {
  return LTI_FAMILIES.find((family) => product.toLowerCase().startsWith(family)) ?? "other";
}

function checkAddresses(
  read: PlatformConfiguration,
  configuration: string,
  site: SiteAddress,
): void {
  const { issuer, authorizationUrl, tokenUrl, jwksUrl, registrationUrl, family } = read;
  const addresses = { issuer, authorizationUrl, tokenUrl, jwksUrl, registrationUrl };
  for (const [name, address] of Object.entries(addresses))
    if (!isPlatformAddress(address, site)) throw new RegistrationError("endpoint", name);
  // All schools of a Canvas cloud share an issuer, and their pages are on other hosts. Everywhere
  // else, a configuration speaks for its own host, and the token goes nowhere else.
  const isCloud =
    family === "canvas" && CANVAS_CLOUDS.some((cloud) => nameCanvasIssuer(cloud) === issuer);
  if (isCloud) return;
  const { host } = new URL(configuration);
  if (new URL(issuer).host !== host) throw new RegistrationError("issuer", issuer);
  if (new URL(registrationUrl).host !== host) throw new RegistrationError("host", registrationUrl);
}
