// Why a platform could not register itself. The page says it, and what to do
// (src/i18n/areas/lti-registration-page.ts, "failure").

export type RegistrationFailure =
  // Of the one-time address.
  | "unknown"
  | "used"
  | "expired"
  | "opened"
  // Of the platform's configuration.
  | "token"
  | "address"
  | "unreachable"
  | "redirect"
  | "size"
  | "status"
  | "json"
  | "endpoint"
  | "issuer"
  | "host"
  // Of the registration.
  | "refused"
  | "failed"
  | "unanswered"
  | "answer"
  | "known";

export class RegistrationError extends Error {
  readonly failure: RegistrationFailure;
  /** A value of the platform's, or its own words, shortened; "" for none. */
  readonly detail: string;

  constructor(failure: RegistrationFailure, detail = "") {
    super(`${failure}: ${detail}`);
    this.failure = failure;
    this.detail = detail.slice(0, 300);
  }
}
