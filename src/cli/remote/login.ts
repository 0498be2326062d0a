// gradus login, gradus logout: tests a token that was created on the site's settings page, and
// stores it for the commands that need it.

import { meAnswer } from "../../api/schemas.ts";
import { toOneLine } from "../../reports/visible-text.ts";
import type { CommandContext } from "../context.ts";
import { UsageError } from "../usage-error.ts";
import { ServerClient } from "./client.ts";
import { removeCredentials, tokenText, writeCredentials } from "./credentials.ts";
import { locateCredentials } from "./locate-credentials.ts";
import { readSecret } from "./hidden-input.ts";
import { isInTheClear, parseServerUrl } from "./server.ts";

export async function login(context: CommandContext, address: string): Promise<number> {
  const { t, out, err, style, language } = context;
  const url = parseServerUrl(address);
  if (isInTheClear(url)) err(`gradus: ${t("remote.inTheClear", { url })}\n`);
  const given = process.env["GRADUS_TOKEN"];
  if ((given === undefined || given === "") && process.stdin.isTTY)
    err(`${t("remote.makeToken")}\n  ${url}/settings\n`);
  const token = tokenText.safeParse(
    given === undefined || given === ""
      ? await readSecret(`${t("remote.pasteToken")} `)
      : given.trim(),
  );
  if (!token.success) throw new UsageError("remote.wrongToken");
  const me = await new ServerClient({ url, token: token.data }, language).get(
    "/api/v1/me",
    meAnswer,
  );
  writeCredentials({ url, token: token.data });
  out(`${t("remote.loggedIn", { name: style("bold", toOneLine(me.name)), url })}\n`);
  return 0;
}

export async function logout({ t, out }: CommandContext): Promise<number> {
  out(
    `${t(removeCredentials() ? "remote.loggedOut" : "remote.wasLoggedOut", { file: locateCredentials() })}\n`,
  );
  return 0;
}
