// The names of the institution's ways to sign in, and of connected identities.

import { expect, test } from "vitest";
import { listInstitutions, nameIdentity, nameInstitutions } from "../../src/auth/institutions.ts";
import { makeTranslator } from "../../src/i18n/index.ts";

const oidc = { issuer: "https://a.example", clientId: "x", clientSecret: "x", name: "Example ID" };
const cas = {
  url: "https://cas.example.edu.cn/cas",
  name: "示例大学",
  usernameAttribute: undefined,
  nameAttribute: undefined,
  emailAttribute: undefined,
};
const [en, zh] = [makeTranslator("en"), makeTranslator("zh-CN")];

test("all of them have a button and a name in a sentence", () => {
  const both = { oidc, cas };
  expect(listInstitutions(both).map(({ action }) => action)).toEqual([
    "/sign-in/provider",
    "/sign-in/cas",
  ]);
  expect([nameInstitutions(both, en), nameInstitutions(both, zh)]).toEqual([
    "Example ID or 示例大学",
    "Example ID或示例大学",
  ]);
  expect(nameInstitutions({ oidc: undefined, cas }, en)).toBe("示例大学");
  expect(nameInstitutions({ oidc: undefined, cas: undefined }, en)).toBe("Institution");
});

test.each([
  ["oidc", "Example ID"],
  ["cas:https://cas.example.edu.cn/cas", "示例大学"],
  ["cas:https://old.example.edu.cn:8443/cas", "CAS (old.example.edu.cn:8443)"],
  ["lti:0123456789abcdef", "Learning platform"],
  ["cas:nonsense", "cas:nonsense"],
])("the identity of %s is named %s", (provider, name) => {
  expect(nameIdentity({ oidc, cas }, provider, en)).toBe(name);
});

test("an OpenID identity has a name after the setting is gone", () => {
  expect(nameIdentity({ oidc: undefined, cas }, "oidc", en)).toBe("Institution");
});
