// What the page of one's own settings shows.

import type { Certificate } from "../certificates/certificates.ts";
import type { MyCourse } from "../membership/select-courses.ts";
import type { AppContext } from "../http/environment.ts";
import type { WordKey } from "../i18n/index.ts";
import type { FieldError, FieldErrors } from "../ui/field.tsx";
import type { SessionRow, TokenRow } from "./queries.ts";
import type { ConnectedRow } from "./sign-ins.ts";

export const TOKEN_DAYS = [30, 90, 365] as const;

export interface SettingsProps {
  c: AppContext;
  name: string;
  username: string | null;
  email: string | null;
  hasPassword: boolean;
  isVerified: boolean;
  hasMail: boolean;
  /** The institution's name; undefined if there is none. */
  provider: string | undefined;
  connected: ConnectedRow[];
  courses: MyCourse[];
  sessions: SessionRow[];
  currentSessionId: string;
  tokens: TokenRow[];
  certificates: Certificate[];
  errors?: FieldErrors<
    "name" | "username" | "email" | "confirm" | "current" | "password" | "token" | "confirmSignIn"
  >;
  /** The submitted values, if they were refused. */
  login?: { username: string; email: string };
  notice?: WordKey | undefined;
  /** An error from signing in at the institution. */
  problem?: FieldError | undefined;
  /** A new token, shown only this once. */
  freshToken?: { name: string; token: string };
}
