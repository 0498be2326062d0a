// Links to the exercises that replace a withdrawn one.

import type { Offer } from "./catalogue.ts";
import type { AppContext } from "../http/environment.ts";

const COMMA = { "zh-CN": "、", en: ", " } as const;

export function ReplacementLinks({ c, offers }: { c: AppContext; offers: readonly Offer[] }) {
  const language = c.get("language");
  return (
    <>
      {offers.map(({ pack, id, exercise }, i) => (
        <>
          {i > 0 && COMMA[language]}
          <a href={`/exercises/${pack}/${id}`}>{exercise.manifest.title[language]}</a>
        </>
      ))}
    </>
  );
}
