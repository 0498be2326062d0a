// Why a platform's message is refused. The page says it in words that an administrator can act on
// (src/i18n/areas/lti.ts, "refused").

export type LtiRefusal =
  | "state"
  | "stateExpired"
  | "stateUsed"
  | "browser"
  | "platform"
  | "platformRemoved"
  | "platformError"
  | "token"
  | "signature"
  | "keys"
  | "issuer"
  | "audience"
  | "expired"
  | "notYetValid"
  | "nonce"
  | "deployment"
  | "version"
  | "message"
  | "subject"
  | "context"
  | "target";

export class LtiRefusedError extends Error {
  readonly refusal: LtiRefusal;
  /** For the log and the page: a value of the message, shortened. */
  readonly detail: string;

  constructor(refusal: LtiRefusal, detail = "") {
    super(`${refusal}: ${detail}`);
    this.refusal = refusal;
    this.detail = detail.slice(0, 200);
  }
}
