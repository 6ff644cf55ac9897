/** The version of the DAVE protocol that the sandbox speaks. */
export const DAVE_VERSION = 1;
