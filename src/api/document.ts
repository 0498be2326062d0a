// Creates the OpenAPI document in the reader's language: replaces text keys with their texts.

import { ENGINE_VERSION } from "../../grader/doors/version.ts";
import { hasWords, type Translate } from "../i18n/index.ts";
import type { SiteAddress } from "../site-address.ts";
import type { Api } from "./operation.ts";

export type OpenApiDocument = ReturnType<Api["getOpenAPI31Document"]>;

export function describeApi(api: Api, t: Translate, site: SiteAddress): OpenApiDocument {
  const document = api.getOpenAPI31Document({
    openapi: "3.1.0",
    info: { title: "Gradus", version: ENGINE_VERSION, description: "api.document.about" },
    servers: [{ url: site.full("") }],
    tags: ["exercises", "submissions", "packs", "account"].map((name) => ({
      name,
      description: `api.tag.${name}`,
    })),
  });
  document.components = {
    ...document.components,
    securitySchemes: {
      token: { type: "http", scheme: "bearer", description: "api.document.token" },
      session: {
        type: "apiKey",
        in: "cookie",
        name: "gradus.session_token",
        description: "api.document.session",
      },
    },
  };
  return inWords(document, t) as OpenApiDocument;
}

function inWords(node: unknown, t: Translate): unknown {
  if (typeof node === "string") return node.startsWith("api.") && hasWords(node) ? t(node) : node;
  if (Array.isArray(node)) return node.map((part) => inWords(part, t));
  if (typeof node !== "object" || node === null) return node;
  return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, inWords(value, t)]));
}
