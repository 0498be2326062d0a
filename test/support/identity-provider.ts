// An OpenID provider for tests, over HTTP: discovery, keys, codes bound to a challenge and a nonce,
// signed identity tokens.

import { createHash, createSign, generateKeyPairSync, randomUUID } from "node:crypto";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";

export interface Person {
  sub: string;
  email?: string;
  email_verified?: boolean;
  name?: string;
  preferred_username?: string;
  /** Any other claim. */
  student_number?: unknown;
}

export interface IdentityProvider {
  issuer: string;
  /** The person who signs in there from now on; undefined: someone who refuses. */
  person: Person | undefined;
  /** Signs the next tokens with a key that it has not published. */
  forges: boolean;
  close: () => Promise<void>;
}

export const CLIENT = { clientId: "gradus-test", clientSecret: "a secret of the client's" };

export async function startIdentityProvider(): Promise<IdentityProvider> {
  const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const strange = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const codes = new Map<
    string,
    { person: Person; nonce: string | null; challenge: string | null }
  >();
  const provider: Omit<IdentityProvider, "close"> = {
    issuer: "",
    person: undefined,
    forges: false,
  };

  const server = createServer((request, response) => {
    const url = new URL(request.url ?? "/", provider.issuer);
    const json = (value: unknown, status = 200) =>
      void response
        .writeHead(status, { "content-type": "application/json" })
        .end(JSON.stringify(value));
    const { issuer } = provider;
    if (url.pathname === "/.well-known/openid-configuration") {
      json({
        issuer,
        authorization_endpoint: `${issuer}/authorize`,
        token_endpoint: `${issuer}/token`,
        userinfo_endpoint: `${issuer}/userinfo`,
        jwks_uri: `${issuer}/keys`,
        id_token_signing_alg_values_supported: ["RS256"],
        response_types_supported: ["code"],
        subject_types_supported: ["public"],
      });
    } else if (url.pathname === "/keys") {
      json({
        keys: [{ ...publicKey.export({ format: "jwk" }), kid: "one", use: "sig", alg: "RS256" }],
      });
    } else if (url.pathname === "/authorize") {
      const back = new URL(url.searchParams.get("redirect_uri")!);
      back.searchParams.set("state", url.searchParams.get("state") ?? "");
      if (provider.person === undefined) back.searchParams.set("error", "access_denied");
      else {
        const code = randomUUID();
        codes.set(code, {
          person: provider.person,
          nonce: url.searchParams.get("nonce"),
          challenge: url.searchParams.get("code_challenge"),
        });
        back.searchParams.set("code", code);
      }
      response.writeHead(302, { location: back.href }).end();
    } else if (url.pathname === "/token") {
      void readBody(request).then((body) => {
        const form = new URLSearchParams(body);
        const grant = codes.get(form.get("code") ?? "");
        codes.delete(form.get("code") ?? "");
        const isVerified =
          grant?.challenge != null &&
          createHash("sha256")
            .update(form.get("code_verifier") ?? "")
            .digest("base64url") === grant.challenge;
        if (grant === undefined || !isVerified || !isClient(request, form))
          return json({ error: "invalid_grant" }, 400);
        const now = Math.floor(Date.now() / 1000);
        const claims = {
          iss: issuer,
          aud: CLIENT.clientId,
          iat: now,
          exp: now + 300,
          ...(grant.nonce === null ? {} : { nonce: grant.nonce }),
          ...grant.person,
        };
        const key = provider.forges ? strange.privateKey : privateKey;
        const head = `${encode({ alg: "RS256", kid: "one", typ: "JWT" })}.${encode(claims)}`;
        json({
          access_token: randomUUID(),
          token_type: "Bearer",
          expires_in: 300,
          id_token: `${head}.${createSign("RSA-SHA256").update(head).sign(key, "base64url")}`,
        });
      });
    } else json({ error: "not_found" }, 404);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  provider.issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return Object.assign(provider, { close });
}

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}

function isClient(request: IncomingMessage, form: URLSearchParams): boolean {
  const { clientId, clientSecret } = CLIENT;
  const writeBasic = (id: string, secret: string) =>
    `Basic ${Buffer.from(`${id}:${secret}`).toString("base64")}`;
  const basic = writeBasic(clientId, clientSecret);
  const encoded = writeBasic(encodeURIComponent(clientId), encodeURIComponent(clientSecret));
  const { authorization } = request.headers;
  return (
    authorization === basic ||
    authorization === encoded ||
    (form.get("client_id") === clientId && form.get("client_secret") === clientSecret)
  );
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}
