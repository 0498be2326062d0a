// Every setting of the server, from the environment. One table: its name, what it may be, its
// default, and the key of the words that `gradus serve --help` says of it. Nothing else in the
// project reads a setting.

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
 * With a path or without, and nothing else: what a proxy and a cookie's path can spell in one way
 * only.
 */
const siteUrl = webAddress
  .refine(isPlainUrl)
  .transform((text) => new URL(text))
  .transform(({ origin, pathname }) => `${origin}${pathname}`.replace(/\/$/, ""));
const list = z.string().transform((text) =>
  text
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== ""),
);
const yesOrNo = z.enum(["0", "1"]).transform((text) => text === "1");
const timeZone = z.string().refine(isTimeZone);
const text = z.string().min(1).max(2000);

interface Setting<T> {
  schema: z.ZodType<T, string>;
  default: T;
  /** For the help: what an operator would write; the default is shown beside it. */
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
  GRADUS_SLOTS: setting(wholeNumber(1, 256), availableParallelism(), "8"),
  GRADUS_SINGLE_USE: setting(yesOrNo, false, "1"),
  GRADUS_REQUIRE_WALLS: optional(yesOrNo, "1"),
  GRADUS_CHECK_SHARE: setting(share, 0.5, "0.25"),
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
  GRADUS_METRICS_TOKEN: optional(z.string().min(16), "…"),
  GRADUS_LOG_LEVEL: setting(z.enum(["debug", "info", "warn", "error", "silent"]), "info", "debug"),
} as const satisfies Record<string, Setting<unknown>>;

export type SettingName = keyof typeof SETTINGS;

export interface Config {
  port: number;
  host: string;
  /** Holds gradus.db, the packs in use by hash, and the lock. */
  dataFolder: string;
  packsFolder: string;
  /**
   * As the reader's browser sees it, without a slash at the end: "https://host" or
   * "https://host/gradus".
   */
  publicUrl: string;
  trustedProxies: string[];
  language: "zh-CN" | "en";
  timeZone: string;
  /** link: an account can only be made through a join link. */
  signUp: "open" | "link";
  slots: number;
  /** A new slot for every submission and every check. */
  singleUse: boolean;
  /**
   * true: nothing is graded without all four; false: whatever stands will do; undefined: nothing
   * less than has ever stood here.
   */
  requireWalls: boolean | undefined;
  /** The share of all cores' time that live tests may use together, from 0 to 1. */
  liveTestShare: number;
  /** What CPU is worth on this machine, where that is not to be measured. */
  cpuFactor: number | undefined;
  mail: { smtpUrl: string; from: string } | undefined;
  oidc: { issuer: string; clientId: string; clientSecret: string; name: string } | undefined;
  metricsToken: string | undefined;
  logLevel: "debug" | "info" | "warn" | "error" | "silent";
}

/** Something in the environment will not do; all of it at once. */
export class ConfigError extends Error {
  readonly faults: { name: SettingName; value: string; reason: "value" | "together" | "taken" }[];
  constructor(faults: ConfigError["faults"]) {
    super(faults.map(({ name, value }) => `${name}=${value}`).join(", "));
    this.faults = faults;
  }
}

/** Settings that make sense together only. */
const TOGETHER: SettingName[][] = [
  ["GRADUS_SMTP_URL", "GRADUS_MAIL_FROM"],
  ["GRADUS_OIDC_ISSUER", "GRADUS_OIDC_CLIENT_ID", "GRADUS_OIDC_CLIENT_SECRET"],
];

/** Throws `ConfigError` with everything that is wrong. An empty value counts as none. */
export function readConfig(env: Record<string, string | undefined>): Config {
  const faults: ConfigError["faults"] = [];
  const given = (name: SettingName) =>
    env[name] === undefined || env[name].trim() === "" ? undefined : env[name].trim();
  const read = <N extends SettingName>(name: N): (typeof SETTINGS)[N]["default"] => {
    const value = given(name);
    if (value === undefined) return SETTINGS[name].default;
    const parsed = (SETTINGS[name].schema as z.ZodType<(typeof SETTINGS)[N]["default"]>).safeParse(
      value,
    );
    if (parsed.success) return parsed.data;
    faults.push({ name, value: isSecret(name) ? "…" : value, reason: "value" });
    return SETTINGS[name].default;
  };
  for (const names of TOGETHER) {
    if (names.some((name) => given(name) !== undefined))
      for (const name of names)
        if (given(name) === undefined) faults.push({ name, value: "", reason: "together" });
  }
  const port = read("PORT");
  const url = read("GRADUS_URL");
  // Whether a proxy has taken the path off or left it there could not be told.
  if (url !== undefined && OWN_SEGMENTS.has(new URL(url).pathname.split("/")[1] ?? ""))
    faults.push({ name: "GRADUS_URL", value: url, reason: "taken" });
  const smtpUrl = read("GRADUS_SMTP_URL");
  const from = read("GRADUS_MAIL_FROM");
  const issuer = read("GRADUS_OIDC_ISSUER");
  const clientId = read("GRADUS_OIDC_CLIENT_ID");
  const clientSecret = read("GRADUS_OIDC_CLIENT_SECRET");
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
    slots: read("GRADUS_SLOTS"),
    singleUse: read("GRADUS_SINGLE_USE"),
    requireWalls: read("GRADUS_REQUIRE_WALLS"),
    liveTestShare: read("GRADUS_CHECK_SHARE"),
    cpuFactor: read("GRADUS_CPU_FACTOR"),
    mail: smtpUrl !== undefined && from !== undefined ? { smtpUrl, from } : undefined,
    oidc:
      issuer !== undefined && clientId !== undefined && clientSecret !== undefined
        ? { issuer, clientId, clientSecret, name: read("GRADUS_OIDC_NAME") ?? "OpenID" }
        : undefined,
    metricsToken: read("GRADUS_METRICS_TOKEN"),
    logLevel: read("GRADUS_LOG_LEVEL"),
  };
  if (faults.length > 0) throw new ConfigError(faults);
  return config;
}

/** The one setting that grading on the command line has, too. Throws `ConfigError`. */
export function readCpuFactor({
  GRADUS_CPU_FACTOR,
}: Record<string, string | undefined>): number | undefined {
  return readConfig({ GRADUS_CPU_FACTOR }).cpuFactor;
}

/**
 * For the command line, not for the server; in one environment with the server's they are no
 * mistake.
 */
const OTHER_NAMES = ["GRADUS_SERVER", "GRADUS_TOKEN"];

/**
 * Names that look like settings of ours, and are none: a typing mistake would otherwise do nothing,
 * and nobody would see it.
 */
export function unknownSettings(env: Record<string, string | undefined>): string[] {
  return Object.keys(env).filter(
    (name) =>
      name.startsWith("GRADUS_") && !Object.hasOwn(SETTINGS, name) && !OTHER_NAMES.includes(name),
  );
}

function isSecret(name: SettingName): boolean {
  return /SECRET|TOKEN|SMTP/.test(name);
}

/** `text`: an address of the web. */
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
