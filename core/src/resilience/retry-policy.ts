/** How often, and after which waits, failed work is tried again. Retries themselves are the scheduler's: waiting holds no worker. */
export interface RetryPolicy {
  /** Tries in all, the first one included. */
  readonly maxAttempts: number;
  /**
   * How long to wait before the next try, in milliseconds; `null` gives up.
   * @param attempt the number of the try that failed, from 1
   */
  delayMs(attempt: number, error: unknown): number | null;
}
