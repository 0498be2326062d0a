// On every page: tells the server the reader's time zone, once.

const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
if (zone !== undefined && !document.cookie.split("; ").includes(`time-zone=${encodeURIComponent(zone)}`)) {
  document.cookie = `time-zone=${encodeURIComponent(zone)}; path=/; max-age=31536000; samesite=lax`;
}
