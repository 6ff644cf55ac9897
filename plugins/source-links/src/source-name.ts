/** Name of the source that this package brings. */
export const SOURCE_NAME = 'links';
