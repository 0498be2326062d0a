// Reads and trims the account forms, and reports the errors of each field.

import { z } from "zod";
import { type Form, readLine, readText } from "../http/read-field.ts";
import type { FieldErrors } from "../ui/field.tsx";
import { MAX_PASSWORD_LENGTH, MIN_PASSWORD_LENGTH } from "./password-length.ts";
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

export function readSignUp(form: Form): { values: SignUpValues; errors: FieldErrors<SignUpField> } {
  const values = {
    name: readLine(form, "name"),
    username: readLine(form, "username"),
    email: readLine(form, "email"),
    password: readText(form, "password"),
  };
  const { name, password } = values;
  const errors: FieldErrors<SignUpField> = {};
  const nameError = findNameError(name);
  if (nameError !== undefined) errors.name = nameError;
  Object.assign(errors, findLoginErrors(values));
  const passwordError = findPasswordError(password);
  if (passwordError !== undefined) errors.password = passwordError;
  return { values, errors };
}

/** The name that the user signs in with; "" for none. */
export function findLoginErrors({
  username,
  email,
}: {
  username: string;
  email: string;
}): FieldErrors<"username" | "email"> {
  const errors: FieldErrors<"username" | "email"> = {};
  if (username === "" && email === "") errors.username = { key: "account.error.usernameOrEmail" };
  if (username !== "") {
    if (username.length < MIN_USERNAME_LENGTH)
      errors.username = {
        key: "account.error.usernameShort",
        params: { count: MIN_USERNAME_LENGTH },
      };
    else if (username.length > MAX_USERNAME_LENGTH)
      errors.username = {
        key: "account.error.usernameLong",
        params: { count: MAX_USERNAME_LENGTH },
      };
    else if (!isUsername(username)) errors.username = { key: "account.error.usernameForm" };
  }
  if (email !== "" && !isEmail(email)) errors.email = { key: "account.error.emailForm" };
  return errors;
}

export function findNameError(name: string): FieldErrors<"name">["name"] {
  if (name === "") return { key: "account.error.nameMissing" };
  return name.length > MAX_NAME_LENGTH
    ? { key: "account.error.nameLong", params: { count: MAX_NAME_LENGTH } }
    : undefined;
}

export function findUsernameError(username: string): FieldErrors<"username">["username"] {
  if (username.length < MIN_USERNAME_LENGTH)
    return { key: "account.error.usernameShort", params: { count: MIN_USERNAME_LENGTH } };
  if (username.length > MAX_USERNAME_LENGTH)
    return { key: "account.error.usernameLong", params: { count: MAX_USERNAME_LENGTH } };
  return isUsername(username) ? undefined : { key: "account.error.usernameForm" };
}

export function findPasswordError(password: string): FieldErrors<"password">["password"] {
  if (password.length < MIN_PASSWORD_LENGTH)
    return { key: "account.error.passwordShort", params: { count: MIN_PASSWORD_LENGTH } };
  return password.length > MAX_PASSWORD_LENGTH
    ? { key: "account.error.passwordLong", params: { count: MAX_PASSWORD_LENGTH } }
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
