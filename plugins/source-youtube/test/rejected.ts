/** The error that a promise rejects with. @throws when it is of another kind, or there is none */
export async function rejected<E extends Error>(
  promise: Promise<unknown>,
  kind: abstract new (...parameters: never[]) => E,
): Promise<E> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof kind) return error;
    throw error;
  }
  throw new Error('It did not reject.');
}
