const UNITS = /^(?:(\d{1,3})h)?(?:(\d{1,4})m)?(?:(\d{1,6})s?)?$/i;
const COLONS = /^(?:(\d{1,3}):)?(\d{1,3}):(\d{1,2})$/;

/** Where a link says to start, in milliseconds: `90`, `90s`, `1m30s`, `1h2m`, `1:30`, `1:02:03`. `undefined` for the beginning, and for what is no time. */
export function linkTimeMs(text: string): number | undefined {
  const [, hours = '0', minutes = '0', seconds = '0'] = UNITS.exec(text) ?? COLONS.exec(text) ?? [];
  const startMs = ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000;
  return startMs > 0 ? startMs : undefined;
}
