// Open seats, on the People page.

import type { AppContext } from "../../http/environment.ts";
import { formatDate } from "../../ui/format.ts";
import { isSameName } from "../roster/plan-line.ts";
import type { OpenSeat } from "./select-seats.ts";

interface SeatsProps {
  c: AppContext;
  courseId: string;
  seats: OpenSeat[];
  hasMail: boolean;
  /** False if the course is archived. */
  isOpen: boolean;
}

export function OpenSeats({ c, courseId, seats, hasMail, isOpen }: SeatsProps) {
  const t = c.get("t");
  return (
    <section aria-labelledby="open-seats">
      <h2 id="open-seats">{t("people.seats.title", { count: seats.length })}</h2>
      <p class="muted">{t("people.seats.intro")}</p>
      <ul class="rows seats">
        {seats.map((seat) => (
          <li>
            <div>
              <strong>{seat.name || "–"}</strong>{" "}
              <span class="muted">
                {[seat.username, seat.email, seat.section]
                  .filter((text) => text !== null && text !== "")
                  .join(" · ")}
              </span>
              <Claimant c={c} seat={seat} />
              {seat.hasLink && <div class="muted">{t("people.seats.hasLink")}</div>}
            </div>
            {isOpen && (
              <SeatActions
                c={c}
                path={`/courses/${courseId}/people/seats/${seat.id}`}
                seat={seat}
                hasMail={hasMail}
              />
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Claimant({ c, seat: { name, claimant } }: { c: AppContext; seat: OpenSeat }) {
  const t = c.get("t");
  if (claimant === null) return <div class="muted">{t("people.seats.noClaim")}</div>;
  const date = formatDate(claimant.createdAt, c.get("language"), c.get("timeZone"));
  return (
    <div>
      {t("people.seats.claimedBy", { name: claimant.name })}{" "}
      {name !== "" && !isSameName(name, claimant.name) && (
        <span class="badge warn">{t("roster.otherName")}</span>
      )}{" "}
      <span class="muted">
        {[
          claimant.login,
          t("roster.claim.madeAt", { date }),
          claimant.isVerified ? t("account.signIns.verified") : t("account.signIns.unverified"),
        ]
          .filter((text) => text !== "")
          .join(" · ")}
      </span>
    </div>
  );
}

function SeatActions({
  c,
  path,
  seat,
  hasMail,
}: {
  c: AppContext;
  path: string;
  seat: OpenSeat;
  hasMail: boolean;
}) {
  const t = c.get("t");
  const name = seat.name || seat.username || seat.email;
  return (
    <div class="actions">
      {seat.claimant !== null && (
        <form method="post" action={`${path}/confirm`}>
          <button type="submit" aria-label={t("people.seats.confirmOne", { name })}>
            {t("people.seats.confirm")}
          </button>
        </form>
      )}
      {hasMail && seat.email !== "" && (
        <form method="post" action={`${path}/mail`}>
          <button type="submit" aria-label={t("people.seats.mailOne", { name })}>
            {t("people.seats.mail")}
          </button>
        </form>
      )}
      <form method="post" action={`${path}/link`}>
        <button type="submit" aria-label={t("people.seats.linkOne", { name })}>
          {t("people.seats.link")}
        </button>
      </form>
      <form method="post" action={`${path}/withdraw`}>
        <button type="submit" class="danger" aria-label={t("people.seats.withdrawOne", { name })}>
          {t("people.seats.withdraw")}
        </button>
      </form>
    </div>
  );
}
