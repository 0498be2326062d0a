// "Open Gradus", in the platform's frame: a link to a window of our own. It names the person, so
// that somebody who was led here by another person's launch notices.

import type { AppContext } from "../http/environment.ts";
import { FrameLayout } from "./frame-layout.tsx";

interface OpenPageProps {
  c: AppContext;
  /** The owner's name for the platform. */
  platform: string;
  /** "" if the platform sends no name. */
  person: string;
  /** The link's title on the platform; "" for none. */
  title: string;
  path: string;
}

export function OpenPage({ c, platform, person, title, path }: OpenPageProps) {
  const t = c.get("t");
  return (
    <FrameLayout c={c} title={t("lti.open.title")}>
      <div class="narrow">
        <h1>{title === "" ? t("lti.open.title") : title}</h1>
        <p>
          {person === ""
            ? t("lti.open.nameless", { platform })
            : t("lti.open.person", { platform, person })}
        </p>
        <p>
          <a class="button primary" href={path} target="_blank" rel="noopener">
            {t("lti.open.button")}
          </a>
        </p>
        <p class="muted">{t("lti.open.once")}</p>
      </div>
    </FrameLayout>
  );
}
