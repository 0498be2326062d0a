// What the page of one's own settings shows.

import type { Institution } from "../auth/institutions.ts";
import type { Certificate } from "../certificates/certificates.ts";
import type { MyCourse } from "../membership/select-courses.ts";
import type { AppContext } from "../http/environment.ts";
import type { WordKey } from "../i18n/index.ts";
import type { FieldError, FieldErrors } from "../ui/field.tsx";
import type { SessionRow, TokenRow } from "./queries.ts";
import type { NamedRow } from "./sign-ins-section.tsx";

export const TOKEN_DAYS = [30, 90, 365] as const;

export interface SettingsProps {
  c: AppContext;
  name: string;
  username: string | null;
  email: string | null;
  hasPassword: boolean;
  isVerified: boolean;
  hasMail: boolean;
  /** False if the site accepts this user's password for no sign-in. */
  passwordOpens: boolean;
  /** The institution's ways to sign in. */
  institutions: Institution[];
  /** For a sentence. */
  institutionNames: string;
  connected: NamedRow[];
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
