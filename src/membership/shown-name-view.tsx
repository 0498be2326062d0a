// A person's name as pages show it: the roster's, with the account's own beside it if it differs.

import type { Translate } from "../i18n/index.ts";

export interface NamedPerson {
  name: string;
  /** The account's own name if it differs. null on pages that do not belong to a course. */
  ownName: string | null;
}

/** `href`: the person's page. */
export function ShownName({
  t,
  person: { name, ownName },
  href,
}: {
  t: Translate;
  person: NamedPerson;
  href?: string;
}) {
  return (
    <>
      {href === undefined ? name : <a href={href}>{name}</a>}
      {ownName !== null && (
        <>
          {" "}
          <span class="own-name muted">
            <span class="visually-hidden">{t("people.ownName")} </span>({ownName})
          </span>
        </>
      )}
    </>
  );
}
