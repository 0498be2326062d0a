// Settings: the valid values of each, the errors for invalid ones, and that help and documentation
// list them all.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { ConfigError, readConfig, SETTINGS, findUnknownSettings } from "../src/config.ts";
import { runGradus } from "./support/command-host.ts";
import { makeTranslator } from "../src/i18n/index.ts";
import { ROOT } from "./support/packs.ts";
import { runGradus as runProcess } from "./support/run-gradus.ts";
import { renderSettingsTables } from "./support/settings-table.ts";

function listErrors(env: Record<string, string>): ConfigError["errors"] {
  try {
    readConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.errors;
    throw error;
  }
  return [];
}

describe("settings", () => {
  test("are optional: an empty environment, or empty values, give the defaults", () => {
    const config = readConfig({});
    expect(config).toMatchObject({
      port: 3000,
      host: "127.0.0.1",
      publicUrl: "http://localhost:3000",
      language: "zh-CN",
      signUp: "open",
      singleUse: false,
      requireWalls: undefined,
      liveTestShare: 0.5,
      mail: undefined,
      oidc: undefined,
      cas: undefined,
      ssoOnly: false,
      metricsToken: undefined,
      logLevel: "info",
      trustedProxies: [],
    });
    expect(config.slots).toBeGreaterThanOrEqual(1);
    expect(
      readConfig(Object.fromEntries(Object.keys(SETTINGS).map((name) => [name, " "]))),
    ).toEqual(config);
  });

  test.each<[string, string, Partial<ReturnType<typeof readConfig>>]>([
    ["PORT", "8080", { port: 8080, publicUrl: "http://localhost:8080" }],
    ["GRADUS_URL", "https://gradus.example.org/", { publicUrl: "https://gradus.example.org" }],
    [
      "GRADUS_URL",
      "HTTPS://Example.org:443/teach/gradus_2/",
      { publicUrl: "https://example.org/teach/gradus_2" },
    ],
    [
      "GRADUS_TRUSTED_PROXIES",
      " 127.0.0.1, 10.0.0.0/8 ,",
      { trustedProxies: ["127.0.0.1", "10.0.0.0/8"] },
    ],
    ["GRADUS_LANGUAGE", "en", { language: "en" }],
    ["GRADUS_TIME_ZONE", "Asia/Shanghai", { timeZone: "Asia/Shanghai" }],
    ["GRADUS_SIGN_UP", "link", { signUp: "link" }],
    ["GRADUS_SLOTS", "8", { slots: 8 }],
    ["GRADUS_SINGLE_USE", "1", { singleUse: true }],
    ["GRADUS_REQUIRE_WALLS", "1", { requireWalls: true }],
    ["GRADUS_REQUIRE_WALLS", "0", { requireWalls: false }],
    ["GRADUS_LIVE_TEST_SHARE", ".25", { liveTestShare: 0.25 }],
    ["GRADUS_CPU_FACTOR", "1.5", { cpuFactor: 1.5 }],
    ["GRADUS_DATA", "/var/lib/gradus/", { dataFolder: "/var/lib/gradus" }],
    [
      "GRADUS_CAS_URL",
      "https://cas.example.edu.cn/authserver/",
      {
        cas: {
          url: "https://cas.example.edu.cn/authserver",
          name: "CAS",
          usernameAttribute: undefined,
          nameAttribute: undefined,
          emailAttribute: undefined,
        },
      },
    ],
    ["GRADUS_METRICS_TOKEN", "sixteen characters", { metricsToken: "sixteen characters" }],
  ])("%s=%s", (name, value, expected) => {
    expect(readConfig({ [name]: value })).toMatchObject(expected);
  });

  test.each([
    ["PORT", "65536"],
    ["PORT", "-1"],
    ["PORT", "80a"],
    ["GRADUS_URL", "gradus.example.org"],
    ["GRADUS_URL", "ftp://example.org"],
    ["GRADUS_URL", "https://example.org/gradus?x"],
    ["GRADUS_URL", "https://example.org/#gradus"],
    ["GRADUS_URL", "https://me@example.org"],
    ["GRADUS_URL", "https://example.org/练习"],
    ["GRADUS_URL", "https://example.org//gradus"],
    ["GRADUS_LANGUAGE", "de"],
    ["GRADUS_TIME_ZONE", "Mars/Olympus"],
    ["GRADUS_SIGN_UP", "closed"],
    ["GRADUS_SLOTS", "1.5"],
    ["GRADUS_SLOTS", "257"],
    ["GRADUS_REDIS_PREFIX", "a:b"],
    ["GRADUS_WEB_PROCESSES", "0"],
    ["GRADUS_WEB_PROCESSES", "65"],
    ["GRADUS_SINGLE_USE", "yes"],
    ["GRADUS_REQUIRE_WALLS", "all"],
    ["GRADUS_LIVE_TEST_SHARE", "0"],
    ["GRADUS_LIVE_TEST_SHARE", "1.5"],
    ["GRADUS_CPU_FACTOR", "0"],
    ["GRADUS_CPU_FACTOR", "fast"],
    ["GRADUS_LOG_LEVEL", "trace"],
    ["GRADUS_CAS_URL", "http://cas.example.edu.cn/cas"],
    ["GRADUS_CAS_URL", "https://cas.example.edu.cn/cas?x=1"],
    ["GRADUS_CAS_URL", "https://me@cas.example.edu.cn/cas"],
    ["GRADUS_CAS_USERNAME", "student number"],
    ["GRADUS_OIDC_USERNAME", "<name>"],
    ["GRADUS_SSO_ONLY", "yes"],
  ])("%s=%s is refused, naming the setting", (name, value) => {
    expect(listErrors({ [name]: value })).toContainEqual({ name, value, reason: "value" });
  });

  test.each(["https://example.org/courses", "https://example.org/api/gradus"])(
    "GRADUS_URL=%s is refused: the site has pages of its own there",
    (value) => {
      expect(listErrors({ GRADUS_URL: value })).toEqual([
        { name: "GRADUS_URL", value, reason: "taken" },
      ]);
    },
  );

  test("sign-in by the institution only needs an institution; the error names both ways", () => {
    expect(listErrors({ GRADUS_SSO_ONLY: "1" })).toEqual([
      { name: "GRADUS_SSO_ONLY", value: "1", reason: "noSignIn" },
    ]);
    for (const language of ["en", "zh-CN"] as const)
      expect(makeTranslator(language)("serve.error.noSignIn", { name: "GRADUS_SSO_ONLY" })).toMatch(
        /GRADUS_SSO_ONLY.*GRADUS_OIDC_ISSUER.*GRADUS_CAS_URL/,
      );
    const cas = { GRADUS_CAS_URL: "https://cas.example.edu.cn/cas", GRADUS_CAS_USERNAME: "XH" };
    expect(readConfig({ ...cas, GRADUS_SSO_ONLY: "1" })).toMatchObject({
      ssoOnly: true,
      cas: { usernameAttribute: "XH" },
    });
    expect(
      readConfig({
        GRADUS_OIDC_ISSUER: "https://login.example.org",
        GRADUS_OIDC_CLIENT_ID: "gradus",
        GRADUS_OIDC_CLIENT_SECRET: "x",
        GRADUS_OIDC_USERNAME: "student_number",
        GRADUS_SSO_ONLY: "1",
      }),
    ).toMatchObject({ ssoOnly: true, oidc: { usernameClaim: "student_number" } });
  });

  test("an invalid secret is not repeated in the error", () => {
    expect(listErrors({ GRADUS_METRICS_TOKEN: "short" })).toEqual([
      { name: "GRADUS_METRICS_TOKEN", value: "…", reason: "value" },
    ]);
  });

  test("without slots, jobs need workers; the address of Redis is a secret", () => {
    const url = "rediss://gradus:password@redis.example.org";
    expect(listErrors({ GRADUS_SLOTS: "0" })).toEqual([
      { name: "GRADUS_REDIS_URL", value: "", reason: "noGrader" },
    ]);
    expect(readConfig({ GRADUS_SLOTS: "0", GRADUS_REDIS_URL: url })).toMatchObject({
      slots: 0,
      redis: { url, prefix: "gradus", tls: {} },
    });
    expect(readConfig({}).redis).toBeUndefined();
    expect(listErrors({ GRADUS_REDIS_URL: "http://:password@redis.example.org" })).toEqual([
      { name: "GRADUS_REDIS_URL", value: "…", reason: "value" },
    ]);
  });

  test("several web processes need Redis", () => {
    const url = "redis://127.0.0.1";
    expect(listErrors({ GRADUS_WEB_PROCESSES: "2" })).toEqual([
      { name: "GRADUS_REDIS_URL", value: "", reason: "noChannel" },
    ]);
    expect(readConfig({ GRADUS_WEB_PROCESSES: "2", GRADUS_REDIS_URL: url }).webProcesses).toBe(2);
    expect(readConfig({ GRADUS_WEB_PROCESSES: "1" }).webProcesses).toBe(1);
    expect(readConfig({}).webProcesses).toBe(1);
  });

  test("one that has no effect without another says so", () => {
    expect(listErrors({ GRADUS_CAS_NAME: "University", GRADUS_CAS_EMAIL: "mail" })).toEqual([
      { name: "GRADUS_CAS_URL", value: "", reason: "together" },
    ]);
    expect(listErrors({ GRADUS_REDIS_CA: "/ca.pem" })).toEqual([
      { name: "GRADUS_REDIS_URL", value: "", reason: "together" },
    ]);
  });

  test("some belong together, and a missing one is named", () => {
    expect(listErrors({ GRADUS_SMTP_URL: "smtps://mail.example.org" })).toEqual([
      { name: "GRADUS_MAIL_FROM", value: "", reason: "together" },
    ]);
    expect(
      listErrors({ GRADUS_OIDC_ISSUER: "https://login.example.org" }).map(({ name }) => name),
    ).toEqual(["GRADUS_OIDC_CLIENT_ID", "GRADUS_OIDC_CLIENT_SECRET"]);
  });

  test("an unknown name is reported; the command line's own are not", () => {
    expect(
      findUnknownSettings({
        GRADUS_DATE: "x",
        GRADUS_DATA: "x",
        GRADUS_SERVER: "x",
        GRADUS_TOKEN: "x",
        PORTS: "1",
      }),
    ).toEqual(["GRADUS_DATE"]);
  });
});

test.each([
  ["en", "Settings (environment variables):", "default 3000"],
  ["zh-CN", "设置（环境变量）：", "默认 3000"],
])(
  "gradus serve --help lists them all, with meaning, default and example (%s)",
  async (language, title, port) => {
    const { code, stdout } = await runGradus(["serve", "--help", "--lang", language]);
    expect(code).toBe(0);
    expect(stdout).toContain(title);
    expect(stdout).toContain(port);
    for (const [name, { example }] of Object.entries(SETTINGS)) {
      expect(stdout).toContain(`  ${name}\n`);
      expect(stdout.replaceAll(/\s+/g, " ")).toContain(example.replaceAll(/\s+/g, " "));
    }
  },
);

test("a mistyped name is reported at startup, with the nearest one", async () => {
  // The port is invalid too, so that the server stops.
  const english = await runProcess(["serve"], { env: { GRADUS_LANGUGE: "en", PORT: "none" } });
  expect(english).toMatchObject({ code: 2, stdout: "" });
  expect(english.stderr).toContain(
    "gradus: Unknown setting GRADUS_LANGUGE. It is ignored.\nDid you mean GRADUS_LANGUAGE?\n",
  );
  const chinese = await runProcess(["serve"], {
    env: { GRADUS_LANGUGE: "en", PORT: "none", LC_ALL: "zh_CN.UTF-8" },
  });
  expect(chinese.stderr).toContain(
    "不存在名为 GRADUS_LANGUGE 的设置，已忽略。\n是不是 GRADUS_LANGUAGE？\n",
  );
});

test("the operators' guides list them correctly; npm run regenerate writes them", () => {
  for (const [path, text] of Object.entries(renderSettingsTables()))
    expect(readFileSync(join(ROOT, path), "utf8")).toBe(text);
});
