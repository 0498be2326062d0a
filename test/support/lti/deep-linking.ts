// Deep linking of the emulated platform: a request for links, and a strict return address (1EdTech
// Deep Linking 2.0; as strict as Canvas and Moodle are together).

import { createRemoteJWKSet, type JWTPayload, jwtVerify } from "jose";
import { z } from "zod";
import { CLAIMS, MESSAGE_TYPES } from "../../../src/lti/claims.ts";
import type { Launch, LtiPlatformDouble, PlatformPerson } from "./platform.ts";

const DEEP_LINKING = "https://purl.imsglobal.org/spec/lti-dl/claim/";
/** Opaque for the tool, and checked when it comes back. Canvas sends a token of its own. */
const DATA = 'course=7&token="eyJ<&>"';

const linkSchema = z.strictObject({
  type: z.literal("ltiResourceLink"),
  title: z.string().min(1),
  url: z.url(),
  custom: z.record(z.string(), z.string()),
  window: z.strictObject({ targetName: z.string() }).optional(),
  lineItem: z
    .strictObject({
      scoreMaximum: z.number().positive(),
      label: z.string().min(1),
      resourceId: z.string().min(1),
    })
    .optional(),
});
type PlatformLink = z.infer<typeof linkSchema>;

export interface DeepLinkingDouble {
  /** A launch that asks for links. `settings`: replaces or adds some; undefined removes one. */
  ask: (
    person: PlatformPerson,
    settings?: Record<string, unknown>,
    more?: Partial<Launch>,
  ) => Launch;
  /** Each answer that was accepted, with its links. */
  answers: { links: PlatformLink[]; claims: JWTPayload }[];
}

export function addDeepLinking(platform: LtiPlatformDouble): DeepLinkingDouble {
  const nonces = new Set<string>();
  const double: DeepLinkingDouble = {
    answers: [],
    ask: (person, settings = {}, more = {}) => ({
      ...more,
      person,
      type: "deepLinking",
      claims: {
        [CLAIMS.deepLinkingSettings]: {
          // With a query, as Moodle's and Canvas's.
          deep_link_return_url: `${platform.url}/deep-link-return?course=7&sesskey=a%26b`,
          accept_types: ["ltiResourceLink"],
          accept_presentation_document_targets: ["iframe", "window"],
          accept_multiple: true,
          data: DATA,
          ...settings,
        },
        ...more.claims,
      },
    }),
  };

  platform.app.post("/deep-link-return", async (c) => {
    const refuse = (why: string) => c.text(`refused: ${why}`, 400);
    if (c.req.query("sesskey") !== "a&b" || c.req.query("course") !== "7") return refuse("query");
    const form = await c.req.parseBody();
    const token = form["JWT"];
    if (typeof token !== "string" || Object.keys(form).length !== 1) return refuse("fields");
    let claims: JWTPayload;
    try {
      ({ payload: claims } = await jwtVerify(
        token,
        createRemoteJWKSet(new URL(platform.tool.keys)),
        {
          algorithms: ["RS256"],
          issuer: platform.clientId,
          audience: platform.url,
          requiredClaims: ["iat", "exp", "nonce"],
          // Canvas.
          maxTokenAge: 300,
        },
      ));
    } catch (error) {
      return refuse(String(error));
    }
    if (claims.aud !== platform.url) return refuse("aud");
    const nonce = claims["nonce"];
    if (typeof nonce !== "string" || nonce === "" || nonces.has(nonce)) return refuse("nonce");
    nonces.add(nonce);
    const demanded = {
      [CLAIMS.messageType]: MESSAGE_TYPES.deepLinkingResponse,
      [CLAIMS.version]: "1.3.0",
      [CLAIMS.deploymentId]: platform.deploymentId,
      [`${DEEP_LINKING}data`]: DATA,
    };
    for (const [name, value] of Object.entries(demanded))
      if (claims[name] !== value) return refuse(name);
    const links = z.array(linkSchema).safeParse(claims[`${DEEP_LINKING}content_items`]);
    if (!links.success) return refuse(links.error.message);
    // Moodle: an address of another domain matches no tool.
    if (links.data.some(({ url }) => !url.startsWith(`${platform.tool.root}/`)))
      return refuse("url");
    double.answers.push({ links: links.data, claims });
    return c.html(
      `<!doctype html><html lang="en"><title>Links</title><h1>Added ${links.data.length}</h1></html>`,
    );
  });
  return double;
}
