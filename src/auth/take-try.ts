// Counts one try of a password at sign-in, and refuses it after too many. Counts before the
// password is compared, so that simultaneous tries are all counted.

import type { AppContext } from "../http/environment.ts";
import { TooManyRequestsError } from "../http/errors.ts";
import { computeAddressKey } from "../ip-address.ts";
import type { AddressReader } from "../http/address.ts";
import type { Throttle } from "../http/throttle.ts";

export interface Try {
  /** The password was right. */
  forgive: () => Promise<void>;
  /** If this try is wrong, the account reaches its limit for unknown browsers. */
  isLastFree: boolean;
}

const tooOften = (minutes: number) => ({
  key: "account.throttle.signIn" as const,
  params: { count: minutes },
});

/**
 * `account`: its id, or a name that no account has. `browserId`: the id by which the account knows
 * this browser; then only this browser's tries count. Throws `TooManyRequestsError`; a refused try
 * is not counted.
 */
export async function takeTry(
  { throttle, addressOf }: { throttle: Throttle; addressOf: AddressReader },
  c: AppContext,
  account: string,
  browserId: string | undefined,
): Promise<Try> {
  if (browserId !== undefined) {
    const key = `${account} ${browserId}`;
    await throttle.take("signInBrowser", key, tooOften);
    return { forgive: () => throttle.clear("signInBrowser", key), isLastFree: false };
  }
  const address = computeAddressKey(addressOf(c));
  const here = `${account} ${address}`;
  // Endless tries of one account from a school's address must not use up the limit of the whole
  // school.
  await throttle.take("signInAccount", here, tooOften);
  const giveBackHere = () => throttle.giveBack("signInAccount", here);
  await throttle.take("signInAddress", address, tooOften).catch(async (refused: unknown) => {
    await giveBackHere();
    throw refused;
  });
  const taken = await throttle.unknownBrowsers.take(account);
  if (taken.kind === "refused") {
    await Promise.all([giveBackHere(), throttle.giveBack("signInAddress", address)]);
    const seconds = Math.ceil(taken.waitMs / 1000);
    throw new TooManyRequestsError(
      seconds,
      seconds < 120
        ? { key: "account.throttle.slowedSeconds", params: { count: seconds } }
        : { key: "account.throttle.slowedMinutes", params: { count: Math.ceil(seconds / 60) } },
    );
  }
  return {
    forgive: async () => {
      await Promise.all([
        throttle.unknownBrowsers.giveBack(account),
        throttle.clear("signInAccount", here),
        throttle.giveBack("signInAddress", address),
      ]);
    },
    isLastFree: taken.isLastFree,
  };
}
