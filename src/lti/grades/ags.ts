// Assignment and Grade Services 2.0: scopes, media types and addresses.
// https://www.imsglobal.org/spec/lti-ags/v2p0

const SCOPE = "https://purl.imsglobal.org/spec/lti-ags/scope";
export const SCORE_SCOPE = `${SCOPE}/score`;
export const LINE_ITEM_SCOPE = `${SCOPE}/lineitem`;
export const LINE_ITEM_READ_SCOPE = `${SCOPE}/lineitem.readonly`;

/** Moodle compares the whole text: no charset, no list. */
export const LINE_ITEM_TYPE = "application/vnd.ims.lis.v2.lineitem+json";
export const LINE_ITEMS_TYPE = "application/vnd.ims.lis.v2.lineitemcontainer+json";
export const SCORE_TYPE = "application/vnd.ims.lis.v1.score+json";

/** Moodle's line items have a query ("…/lineitem?type_id=7"): "/scores" goes before it. */
export function nameScoresUrl(lineItemUrl: string): string {
  const url = new URL(lineItemUrl);
  url.pathname = `${url.pathname.replace(/\/$/, "")}/scores`;
  return url.href;
}

/** What the query has already stays: Moodle's `type_id`. */
export function addQuery(address: string, parameters: Record<string, string>): string {
  const url = new URL(address);
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  return url.href;
}

/**
 * The next page of a list, from the header "Link"; undefined on the last page, and for an address on
 * another site: it would get our token. Moodle writes curly quotes and "&amp;".
 */
export function readNextPage(header: string | null, address: string): string | undefined {
  for (const [, target = "", parameters = ""] of (header ?? "").matchAll(/<([^>]*)>([^<]*)/g)) {
    if (!/;\s*rel\s*=[^a-z;,]*next(?![a-z])/i.test(parameters)) continue;
    const plain = target.replaceAll("&amp;", "&");
    if (!URL.canParse(plain, address)) return undefined;
    const next = new URL(plain, address);
    return next.origin === new URL(address).origin ? next.href : undefined;
  }
  return undefined;
}
