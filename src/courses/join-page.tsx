// The page of a join link: which course it is for, and the button to join.

import type { AppContext } from "../http/environment.ts";
import { Layout } from "../ui/layout.tsx";
import type { Invitation } from "../membership/join-links.ts";

export function JoinPage({
  c,
  invitation,
  isIn,
}: {
  c: AppContext;
  invitation: Invitation;
  isIn: boolean;
}) {
  const t = c.get("t");
  const { code, course, state } = invitation;
  return (
    <Layout c={c} title={t("account.join.title", { course: course.title })}>
      <div class="narrow">
        <h1>{course.title}</h1>
        {isIn ? (
          <AlreadyIn c={c} courseId={course.id} />
        ) : (
          <Invited c={c} code={code} state={state} />
        )}
      </div>
    </Layout>
  );
}

function AlreadyIn({ c, courseId }: { c: AppContext; courseId: string }) {
  const t = c.get("t");
  return (
    <>
      <p class="notice good">{t("account.join.already")}</p>
      <p>
        <a class="button primary" href={`/courses/${courseId}`}>
          {t("account.join.toCourse")}
        </a>
      </p>
    </>
  );
}

function Invited({ c, code, state }: { c: AppContext } & Pick<Invitation, "code" | "state">) {
  const t = c.get("t");
  if (state !== "open") return <p class="notice warn">{t(`account.join.${state}`)}</p>;
  const viewer = c.get("viewer").kind;
  if (viewer === "member")
    return (
      <>
        <p>{t("account.join.invited")}</p>
        <form method="post" action={`/join/${code}`}>
          <button class="primary" type="submit">
            {t("account.join.submit")}
          </button>
        </form>
      </>
    );
  return (
    <>
      <p>{t(c.get("hasPasswords") ? "account.join.needsAccount" : "account.join.needsSignIn")}</p>
      {viewer === "guest" && <p class="muted">{t("account.guestKeeps")}</p>}
      <p class="actions">
        {c.get("hasPasswords") && (
          <a class="button primary" href={`/sign-up?join=${code}`}>
            {t("account.join.signUp")}
          </a>
        )}
        <a
          class={c.get("hasPasswords") ? "button" : "button primary"}
          href={`/sign-in?join=${code}`}
        >
          {t("account.join.signIn")}
        </a>
      </p>
    </>
  );
}
