// Writes a calendar as RFC 5545 wants it. The same entries give the same bytes, so that a reader
// need not load what it has. A library would be larger than this, and its time stamps are those of
// the request.

export interface CalendarEntry {
  /** Stays the same for the same student and assignment. */
  uid: string;
  summary: string;
  description: string;
  url: string;
  atMs: number;
  /** Grows with every change. */
  sequence: number;
  changedMs: number;
}

const MAX_OCTETS = 75;

export function writeCalendar(name: string, entries: readonly CalendarEntry[]): string {
  return [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Gradus//Due times//EN",
    "CALSCALE:GREGORIAN",
    `X-WR-CALNAME:${escapeText(name)}`,
    `NAME:${escapeText(name)}`,
    "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
    "X-PUBLISHED-TTL:PT1H",
    ...entries.flatMap(writeEntry),
    "END:VCALENDAR",
  ]
    .map((line) => `${fold(line)}\r\n`)
    .join("");
}

function writeEntry(entry: CalendarEntry): string[] {
  return [
    "BEGIN:VEVENT",
    `UID:${entry.uid}`,
    // Without METHOD it is the time of the last change (3.8.7.2).
    `DTSTAMP:${formatUtc(entry.changedMs)}`,
    `LAST-MODIFIED:${formatUtc(entry.changedMs)}`,
    `SEQUENCE:${entry.sequence}`,
    // A moment: without DTEND the event ends when it starts (3.6.1).
    `DTSTART:${formatUtc(entry.atMs)}`,
    `SUMMARY:${escapeText(entry.summary)}`,
    `DESCRIPTION:${escapeText(entry.description)}`,
    `URL:${entry.url}`,
    "TRANSP:TRANSPARENT",
    "END:VEVENT",
  ];
}

/** "20261231T155900Z" (3.3.5). */
function formatUtc(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19).replaceAll(/[-:]/g, "")}Z`;
}

/** 3.3.11; other control characters are not allowed at all. */
function escapeText(text: string): string {
  return text
    .replaceAll(/\r\n?/g, "\n")
    .replaceAll(/[\\;,]/g, (mark) => `\\${mark}`)
    .replaceAll("\n", "\\n")
    .replaceAll(/\p{Cc}/gu, " ");
}

/** No line is longer than 75 octets, without the line break; a character is never split (3.1). */
function fold(line: string): string {
  const lines: string[] = [];
  let current = "";
  let octets = 0;
  for (const character of line) {
    const size = Buffer.byteLength(character);
    if (octets + size > MAX_OCTETS) {
      lines.push(current);
      // The blank belongs to the line.
      [current, octets] = [" ", 1];
    }
    current += character;
    octets += size;
  }
  return [...lines, current].join("\r\n");
}
