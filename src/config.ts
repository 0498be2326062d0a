// All settings of the server, read from environment variables: one table with name, valid values,
// default and an example. The help texts are in src/i18n/areas/. No other file reads settings.

import { availableParallelism } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { OWN_SEGMENTS } from "./site-address.ts";

const ROOT = fileURLToPath(new URL("..", import.meta.url));

const wholeNumber = (least: number, most: number) =>
  z.string().regex(/^\d+$/).transform(Number).pipe(z.number().min(least).max(most));
const share = z
  .string()
  .regex(/^(?:0?\.\d+|[01](?:\.\d+)?)$/)
  .transform(Number)
  .pipe(z.number().min(0.05).max(1));
const cpuFactor = z
  .string()
  .regex(/^\d*\.?\d+$/)
  .transform(Number)
  .pipe(z.number().min(0.1).max(20));
const webAddress = z.url({ protocol: /^https?$/ }).transform((text) => text.replace(/\/+$/, ""));
/**
 * An origin, with or without a path. The path may contain only characters that proxies and cookies
 * write in the same way.
 */
const siteUrl = webAddress
  .refine(isPlainUrl)
  .transform((text) => new URL(text))
  .transform(({ origin, pathname }) => `${origin}${pathname}`.replace(/\/$/, ""));
/** The root of a CAS server. Tickets and names come from there, so it must be encrypted. */
const casAddress = webAddress.refine((text) => text.startsWith("https:") && isPlainUrl(text));
const list = z.string().transform((text) =>
  text
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== ""),
);
const yesOrNo = z.enum(["0", "1"]).transform((text) => text === "1");
const timeZone = z.string().refine(isTimeZone);
const text = z.string().min(1).max(2000);
/** Of a claim or an attribute. */
const fieldName = z.string().regex(/^[^\s"<>&]{1,200}$/);

interface Setting<T> {
  schema: z.ZodType<T, string>;
  default: T;
  /** An example for the help, shown beside the default. */
  example: string;
}

const setting = <T>(
  schema: z.ZodType<T, string>,
  fallback: NoInfer<T>,
  example: string,
): Setting<T> => ({ schema, default: fallback, example });
const optional = <T>(schema: z.ZodType<T, string>, example: string): Setting<T | undefined> => ({
  schema,
  default: undefined,
  example,
});

export const SETTINGS = {
  PORT: setting(wholeNumber(0, 65535), 3000, "8080"),
  HOST: setting(text, "127.0.0.1", "0.0.0.0"),
  GRADUS_DATA: setting(text, join(ROOT, "data"), "/var/lib/gradus"),
  GRADUS_PACKS: setting(text, join(ROOT, "exercises"), "/srv/packs"),
  GRADUS_URL: optional(siteUrl, "https://gradus.example.org"),
  GRADUS_TRUSTED_PROXIES: setting(list, [], "127.0.0.1, 10.0.0.0/8"),
  GRADUS_LANGUAGE: setting(z.enum(["zh-CN", "en"]), "zh-CN", "en"),
  GRADUS_TIME_ZONE: setting(
    timeZone,
    Intl.DateTimeFormat().resolvedOptions().timeZone,
    "Asia/Shanghai",
  ),
  GRADUS_SIGN_UP: setting(z.enum(["open", "link"]), "open", "link"),
  GRADUS_SLOTS: setting(wholeNumber(0, 256), availableParallelism(), "8"),
  GRADUS_REDIS_URL: optional(
    z.url({ protocol: /^rediss?$/ }),
    "rediss://gradus:password@redis.example.org",
  ),
  GRADUS_REDIS_PREFIX: setting(z.string().regex(/^[a-z0-9-]{1,40}$/), "gradus", "course-2"),
  GRADUS_REDIS_CA: optional(text, "/etc/gradus/redis-ca.pem"),
  GRADUS_REDIS_CERT: optional(text, "/etc/gradus/redis-client.pem"),
  GRADUS_REDIS_KEY: optional(text, "/etc/gradus/redis-client-key.pem"),
  GRADUS_WEB_PROCESSES: setting(wholeNumber(1, 64), 1, "4"),
  GRADUS_SINGLE_USE: setting(yesOrNo, false, "1"),
  GRADUS_REQUIRE_WALLS: optional(yesOrNo, "1"),
  GRADUS_PRACTICE_SOLUTIONS: setting(yesOrNo, false, "1"),
  GRADUS_LIVE_TEST_SHARE: setting(share, 0.5, "0.25"),
  GRADUS_CPU_FACTOR: optional(cpuFactor, "1.5"),
  GRADUS_SMTP_URL: optional(
    z.url({ protocol: /^smtps?$/ }),
    "smtps://user:password@mail.example.org",
  ),
  GRADUS_MAIL_FROM: optional(text, "Gradus <gradus@example.org>"),
  GRADUS_OIDC_ISSUER: optional(webAddress, "https://login.example.org"),
  GRADUS_OIDC_CLIENT_ID: optional(text, "gradus"),
  GRADUS_OIDC_CLIENT_SECRET: optional(text, "…"),
  GRADUS_OIDC_NAME: optional(text, "Example University"),
  GRADUS_OIDC_USERNAME: optional(fieldName, "preferred_username"),
  GRADUS_CAS_URL: optional(casAddress, "https://cas.example.edu.cn/cas"),
  GRADUS_CAS_NAME: optional(text, "Example University"),
  GRADUS_CAS_USERNAME: optional(fieldName, "employeeNumber"),
  GRADUS_CAS_PERSON_NAME: optional(fieldName, "displayName"),
  GRADUS_CAS_EMAIL: optional(fieldName, "mail"),
  GRADUS_SSO_ONLY: setting(yesOrNo, false, "1"),
  GRADUS_METRICS_TOKEN: optional(z.string().min(16), "…"),
  GRADUS_LOG_LEVEL: setting(z.enum(["debug", "info", "warn", "error", "silent"]), "info", "debug"),
} as const satisfies Record<string, Setting<unknown>>;

export type SettingName = keyof typeof SETTINGS;

/** Redis carries jobs to workers. */
export interface RedisSettings {
  /** redis:// or rediss://, with a user name and a password if there are any. */
  url: string;
  /** Tells the keys of several sites on one Redis apart. */
  prefix: string;
  /** Files in PEM: the authority that signed Redis's certificate, and a certificate of our own. */
  tls: { ca?: string | undefined; cert?: string | undefined; key?: string | undefined };
}

export interface Config {
  port: number;
  host: string;
  /** Contains gradus.db, the stored exercise versions, and the lock. */
  dataFolder: string;
  packsFolder: string;
  /**
   * The site's address in the browser, without a slash at the end: "https://host" or
   * "https://host/gradus".
   */
  publicUrl: string;
  trustedProxies: string[];
  language: "zh-CN" | "en";
  timeZone: string;
  /** link: an account can only be created through a join link. */
  signUp: "open" | "link";
  /** 0: nothing is graded in this process, only by workers. */
  slots: number;
  /** undefined: there are no workers. */
  redis: RedisSettings | undefined;
  /** How many processes answer requests. More than one need Redis. */
  webProcesses: number;
  /** A new slot for every submission and every live test. */
  singleUse: boolean;
  /**
   * true: grading requires all four walls. false: it uses the walls that work. undefined: it
   * requires the walls that have worked on this site before.
   */
  requireWalls: boolean | undefined;
  /** The share of all cores' time that live tests may use together, from 0 to 1. */
  liveTestShare: number;
  /** After passing, solutions may also be read for practice, if no course withholds them. */
  practiceSolutions: boolean;
  /** The factor for CPU limits on this machine; undefined: it is measured. */
  cpuFactor: number | undefined;
  mail: { smtpUrl: string; from: string } | undefined;
  oidc:
    | {
        issuer: string;
        clientId: string;
        clientSecret: string;
        name: string;
        /** The claim with the username, such as a student number. */
        usernameClaim?: string | undefined;
      }
    | undefined;
  cas:
    | {
        /** The server's root, without a slash at the end. */
        url: string;
        name: string;
        /** The attribute with the student number; undefined: the server's user. */
        usernameAttribute: string | undefined;
        /** Of the person; undefined: the usual ones. */
        nameAttribute: string | undefined;
        emailAttribute: string | undefined;
      }
    | undefined;
  /** Only site owners sign in with a password. */
  ssoOnly: boolean;
  metricsToken: string | undefined;
  logLevel: "debug" | "info" | "warn" | "error" | "silent";
}

/** Invalid settings; lists all of them. */
export class ConfigError extends Error {
  readonly errors: {
    name: SettingName;
    value: string;
    reason: "value" | "together" | "taken" | "noGrader" | "noChannel" | "noSignIn";
  }[];
  constructor(errors: ConfigError["errors"]) {
    super(errors.map(({ name, value }) => `${name}=${value}`).join(", "));
    this.errors = errors;
  }
}

/** Groups of settings that must all be set, or none. */
const TOGETHER: SettingName[][] = [
  ["GRADUS_SMTP_URL", "GRADUS_MAIL_FROM"],
  ["GRADUS_REDIS_CERT", "GRADUS_REDIS_KEY"],
  ["GRADUS_OIDC_ISSUER", "GRADUS_OIDC_CLIENT_ID", "GRADUS_OIDC_CLIENT_SECRET"],
];

/** Settings that have no effect without another one. */
const NEEDS: Partial<Record<SettingName, SettingName>> = {
  GRADUS_REDIS_CA: "GRADUS_REDIS_URL",
  GRADUS_REDIS_CERT: "GRADUS_REDIS_URL",
  GRADUS_OIDC_NAME: "GRADUS_OIDC_ISSUER",
  GRADUS_OIDC_USERNAME: "GRADUS_OIDC_ISSUER",
  GRADUS_CAS_NAME: "GRADUS_CAS_URL",
  GRADUS_CAS_USERNAME: "GRADUS_CAS_URL",
  GRADUS_CAS_PERSON_NAME: "GRADUS_CAS_URL",
  GRADUS_CAS_EMAIL: "GRADUS_CAS_URL",
};

/** Throws `ConfigError` with all invalid settings. An empty value counts as unset. */
export function readConfig(env: Record<string, string | undefined>): Config {
  const errors: ConfigError["errors"] = [];
  const given = (name: SettingName) =>
    env[name] === undefined || env[name].trim() === "" ? undefined : env[name].trim();
  const read = <N extends SettingName>(name: N): (typeof SETTINGS)[N]["default"] => {
    const value = given(name);
    if (value === undefined) return SETTINGS[name].default;
    const parsed = (SETTINGS[name].schema as z.ZodType<(typeof SETTINGS)[N]["default"]>).safeParse(
      value,
    );
    if (parsed.success) return parsed.data;
    errors.push({ name, value: isSecret(name) ? "…" : value, reason: "value" });
    return SETTINGS[name].default;
  };
  for (const names of TOGETHER) {
    if (names.some((name) => given(name) !== undefined))
      for (const name of names)
        if (given(name) === undefined) errors.push({ name, value: "", reason: "together" });
  }
  const missing = new Set(
    Object.entries(NEEDS)
      .filter(
        ([name, needed]) => given(name as SettingName) !== undefined && given(needed) === undefined,
      )
      .map(([, needed]) => needed),
  );
  for (const name of missing)
    if (!errors.some((error) => error.name === name))
      errors.push({ name, value: "", reason: "together" });
  const port = read("PORT");
  const url = read("GRADUS_URL");
  // With such a path, Gradus could not know whether a proxy has removed the path from a request.
  if (url !== undefined && OWN_SEGMENTS.has(new URL(url).pathname.split("/")[1] ?? ""))
    errors.push({ name: "GRADUS_URL", value: url, reason: "taken" });
  const smtpUrl = read("GRADUS_SMTP_URL");
  const from = read("GRADUS_MAIL_FROM");
  const issuer = read("GRADUS_OIDC_ISSUER");
  const clientId = read("GRADUS_OIDC_CLIENT_ID");
  const clientSecret = read("GRADUS_OIDC_CLIENT_SECRET");
  const casUrl = read("GRADUS_CAS_URL");
  const casAttributes = {
    usernameAttribute: read("GRADUS_CAS_USERNAME"),
    nameAttribute: read("GRADUS_CAS_PERSON_NAME"),
    emailAttribute: read("GRADUS_CAS_EMAIL"),
  };
  const usernameClaim = read("GRADUS_OIDC_USERNAME");
  const ssoOnly = read("GRADUS_SSO_ONLY");
  if (ssoOnly && casUrl === undefined && issuer === undefined)
    errors.push({ name: "GRADUS_SSO_ONLY", value: "1", reason: "noSignIn" });
  const redisUrl = read("GRADUS_REDIS_URL");
  const prefix = read("GRADUS_REDIS_PREFIX");
  const tls = {
    ca: read("GRADUS_REDIS_CA"),
    cert: read("GRADUS_REDIS_CERT"),
    key: read("GRADUS_REDIS_KEY"),
  };
  const slots = read("GRADUS_SLOTS");
  if (slots === 0 && redisUrl === undefined)
    errors.push({ name: "GRADUS_REDIS_URL", value: "", reason: "noGrader" });
  const webProcesses = read("GRADUS_WEB_PROCESSES");
  if (webProcesses > 1 && redisUrl === undefined)
    errors.push({ name: "GRADUS_REDIS_URL", value: "", reason: "noChannel" });
  const config: Config = {
    port,
    host: read("HOST"),
    dataFolder: resolve(read("GRADUS_DATA")),
    packsFolder: resolve(read("GRADUS_PACKS")),
    publicUrl: url ?? `http://localhost:${port}`,
    trustedProxies: read("GRADUS_TRUSTED_PROXIES"),
    language: read("GRADUS_LANGUAGE"),
    timeZone: read("GRADUS_TIME_ZONE"),
    signUp: read("GRADUS_SIGN_UP"),
    slots,
    redis: redisUrl === undefined ? undefined : { url: redisUrl, prefix, tls },
    webProcesses,
    singleUse: read("GRADUS_SINGLE_USE"),
    requireWalls: read("GRADUS_REQUIRE_WALLS"),
    practiceSolutions: read("GRADUS_PRACTICE_SOLUTIONS"),
    liveTestShare: read("GRADUS_LIVE_TEST_SHARE"),
    cpuFactor: read("GRADUS_CPU_FACTOR"),
    mail: smtpUrl !== undefined && from !== undefined ? { smtpUrl, from } : undefined,
    oidc:
      issuer !== undefined && clientId !== undefined && clientSecret !== undefined
        ? {
            issuer,
            clientId,
            clientSecret,
            name: read("GRADUS_OIDC_NAME") ?? "OpenID",
            usernameClaim,
          }
        : undefined,
    cas:
      casUrl === undefined
        ? undefined
        : { url: casUrl, name: read("GRADUS_CAS_NAME") ?? "CAS", ...casAttributes },
    ssoOnly,
    metricsToken: read("GRADUS_METRICS_TOKEN"),
    logLevel: read("GRADUS_LOG_LEVEL"),
  };
  if (errors.length > 0) throw new ConfigError(errors);
  return config;
}

/** The only setting that grading on the command line also uses. Throws `ConfigError`. */
export function readCpuFactor({
  GRADUS_CPU_FACTOR,
}: Record<string, string | undefined>): number | undefined {
  return readConfig({ GRADUS_CPU_FACTOR }).cpuFactor;
}

/** Settings of the command line. They may be set in the environment of the server. */
const OTHER_NAMES = ["GRADUS_SERVER", "GRADUS_TOKEN"];

/**
 * Variables named like settings of Gradus that do not exist, so that a typo is reported instead of
 * ignored.
 */
export function findUnknownSettings(env: Record<string, string | undefined>): string[] {
  return Object.keys(env).filter(
    (name) =>
      name.startsWith("GRADUS_") && !Object.hasOwn(SETTINGS, name) && !OTHER_NAMES.includes(name),
  );
}

function isSecret(name: SettingName): boolean {
  return /SECRET|TOKEN|SMTP|REDIS_URL/.test(name);
}

/** `text`: a valid URL. */
function isPlainUrl(text: string): boolean {
  const { pathname, search, hash, username, password } = new URL(text);
  return (
    `${search}${hash}${username}${password}` === "" &&
    !/[?#]/.test(text) &&
    /^(?:\/[\w.~-]+)*\/?$/.test(pathname)
  );
}

function isTimeZone(name: string): boolean {
  try {
    return Intl.DateTimeFormat("en", { timeZone: name }) !== undefined;
  } catch {
    return false;
  }
}
