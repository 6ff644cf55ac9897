const ISRC = /^[A-Z]{2}[A-Z\d]{3}\d{7}$/;

/** An International Standard Recording Code in its one spelling, `GBAYE0601498` of `gb-aye-06-01498`; `undefined` for what is none. */
export function readIsrc(text: string | undefined): string | undefined {
  const code = text?.replaceAll('-', '').toUpperCase();
  return code !== undefined && ISRC.test(code) ? code : undefined;
}
