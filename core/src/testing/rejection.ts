/** The error that the promise rejects with. @throws when it resolves instead */
export async function rejection(promise: Promise<unknown>): Promise<unknown> {
  let value: unknown;
  try {
    value = await promise;
  } catch (error) {
    return error;
  }
  throw new Error(`Expected a rejection, but it resolved with ${JSON.stringify(value)}.`);
}
