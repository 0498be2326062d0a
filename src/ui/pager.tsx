// Links to the previous and next page of a long list; renders nothing if there is only one page.

import type { AppContext } from "../http/environment.ts";

interface PagerProps {
  c: AppContext;
  /** Counted from 1. */
  page: number;
  pages: number;
  address: (page: number) => string;
}

export function Pager({ c, page, pages, address }: PagerProps) {
  const t = c.get("t");
  if (pages <= 1) return <></>;
  return (
    <nav class="pages" aria-label={t("manage.people.pages")}>
      {page > 1 && (
        <a rel="prev" href={address(page - 1)}>
          {t("manage.people.previous")}
        </a>
      )}
      <span class="muted">{t("manage.people.page", { page, pages })}</span>
      {page < pages && (
        <a rel="next" href={address(page + 1)}>
          {t("manage.people.next")}
        </a>
      )}
    </nav>
  );
}
