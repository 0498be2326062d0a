// Reads and trims the account forms, and reports the errors of each field.

import { z } from "zod";
import { type Form, readLine, readText } from "../http/form-fields.ts";
import type { Faults } from "../ui/field.tsx";
import { MAX_PASSWORD_LENGTH, MIN_PASSWORD_LENGTH } from "./better-auth.ts";
import { isUsername, MAX_USERNAME_LENGTH, MIN_USERNAME_LENGTH } from "../identity/login-names.ts";

export const MAX_NAME_LENGTH = 80;
export const MAX_EMAIL_LENGTH = 200;

export const SIGN_UP_FIELDS = ["name", "username", "email", "password"] as const;
export type SignUpField = (typeof SIGN_UP_FIELDS)[number];

export interface SignUpValues {
  name: string;
  /** "" for none. */
  username: string;
  email: string;
  password: string;
}

export function readSignUp(form: Form): { values: SignUpValues; faults: Faults<SignUpField> } {
  const values = {
    name: readLine(form, "name"),
    username: readLine(form, "username"),
    email: readLine(form, "email"),
    password: readText(form, "password"),
  };
  const { name, password } = values;
  const faults: Faults<SignUpField> = {};
  const nameFault = findNameError(name);
  if (nameFault !== undefined) faults.name = nameFault;
  Object.assign(faults, findLoginErrors(values));
  const passwordFault = findPasswordError(password);
  if (passwordFault !== undefined) faults.password = passwordFault;
  return { values, faults };
}

/** The name that the user signs in with; "" for none. */
export function findLoginErrors({
  username,
  email,
}: {
  username: string;
  email: string;
}): Faults<"username" | "email"> {
  const faults: Faults<"username" | "email"> = {};
  if (username === "" && email === "") faults.username = { key: "account.fault.usernameOrEmail" };
  if (username !== "") {
    if (username.length < MIN_USERNAME_LENGTH)
      faults.username = {
        key: "account.fault.usernameShort",
        params: { count: MIN_USERNAME_LENGTH },
      };
    else if (username.length > MAX_USERNAME_LENGTH)
      faults.username = {
        key: "account.fault.usernameLong",
        params: { count: MAX_USERNAME_LENGTH },
      };
    else if (!isUsername(username)) faults.username = { key: "account.fault.usernameForm" };
  }
  if (email !== "" && !isEmail(email)) faults.email = { key: "account.fault.emailForm" };
  return faults;
}

export function findNameError(name: string): Faults<"name">["name"] {
  if (name === "") return { key: "account.fault.nameMissing" };
  return name.length > MAX_NAME_LENGTH
    ? { key: "account.fault.nameLong", params: { count: MAX_NAME_LENGTH } }
    : undefined;
}

export function findUsernameError(username: string): Faults<"username">["username"] {
  if (username.length < MIN_USERNAME_LENGTH)
    return { key: "account.fault.usernameShort", params: { count: MIN_USERNAME_LENGTH } };
  if (username.length > MAX_USERNAME_LENGTH)
    return { key: "account.fault.usernameLong", params: { count: MAX_USERNAME_LENGTH } };
  return isUsername(username) ? undefined : { key: "account.fault.usernameForm" };
}

export function findPasswordError(password: string): Faults<"password">["password"] {
  if (password.length < MIN_PASSWORD_LENGTH)
    return { key: "account.fault.passwordShort", params: { count: MIN_PASSWORD_LENGTH } };
  return password.length > MAX_PASSWORD_LENGTH
    ? { key: "account.fault.passwordLong", params: { count: MAX_PASSWORD_LENGTH } }
    : undefined;
}

/** Domains that can never receive mail (RFC 2606). Gradus uses them for invented addresses. */
export function isEmail(text: string): boolean {
  return (
    text.length <= MAX_EMAIL_LENGTH &&
    z.email().safeParse(text).success &&
    !text.toLowerCase().endsWith(".invalid")
  );
}
