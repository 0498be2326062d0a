// A name as staff see it, with the account's own beside it.

import type { Translate } from "../i18n/index.ts";

export function OwnName({ t, name }: { t: Translate; name: string | null }) {
  return name === null ? null : (
    <>
      {" "}
      <span class="own-name muted">
        <span class="visually-hidden">{t("people.ownName")} </span>({name})
      </span>
    </>
  );
}
