// "Open Gradus", in the platform's frame: a link to a window of our own. It names the person, so
// that a user who was led here by another person's launch notices.

import type { AppContext } from "../http/environment.ts";
import { FrameLayout } from "./frame-layout.tsx";
import { LINK_LASTS_MS } from "./openings.ts";

interface OpenPageProps {
  c: AppContext;
  /** The owner's name for the platform. */
  platform: string;
  /** "" if the platform sends no name. */
  person: string;
  /** The link's title on the platform; "" for none. */
  title: string;
  path: string;
  /** Whether the platform makes the frame as high as the page asks. */
  resizes: boolean;
}

export function OpenPage({ c, platform, person, title, path, resizes }: OpenPageProps) {
  const t = c.get("t");
  return (
    <FrameLayout c={c} title={t("lti.open.title")} islands={["lti-frame"]} resizes={resizes}>
      <div class="narrow">
        <h1>{title === "" ? t("lti.open.title") : title}</h1>
        <p>
          {person === ""
            ? t("lti.open.nameless", { platform })
            : t("lti.open.person", { platform, person })}
        </p>
        <LinkForMinute
          isPrimary
          path={path}
          used={t("ltiDeepLinking.open.used")}
          over={t("ltiDeepLinking.open.over")}
        >
          {t("lti.open.button")}
        </LinkForMinute>
        <p class="muted">{t("lti.open.once")}</p>
      </div>
    </FrameLayout>
  );
}

interface LinkForMinuteProps {
  path: string;
  /** What src/islands/lti-frame.ts writes in its place: when it was followed, and when it is over. */
  used: string;
  over: string;
  isPrimary?: boolean;
  children: string;
}

/** A link to a window, valid once, for a minute. */
export function LinkForMinute({
  path,
  used,
  over,
  isPrimary = false,
  children,
}: LinkForMinuteProps) {
  return (
    <p role="status">
      <a
        class={isPrimary ? "button primary" : "button"}
        href={path}
        target="_blank"
        rel="noopener"
        data-lasts-ms={LINK_LASTS_MS}
        data-used={used}
        data-over={over}
      >
        {children}
      </a>
    </p>
  );
}
