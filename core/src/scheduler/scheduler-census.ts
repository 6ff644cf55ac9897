/** How many of everything a scheduler holds. */
export interface SchedulerCensus {
  /** Accepted and not ended. */
  readonly requests: number;
  /** Those of them whose id the caller brought. */
  readonly broughtIds: number;
  /** Works that an equal request could still join. */
  readonly joinable: number;
  /** Tenants with anything accepted and not ended, where that is limited. */
  readonly tenants: number;
  /** Places in the backlog. */
  readonly standings: number;
  /** Tenants with a line in the backlog. */
  readonly waitingTenants: number;
  /** Tenants passed over because enough of theirs runs. */
  readonly heldTenants: number;
  /** Tenants of whom anything runs, where that is limited. */
  readonly runningTenants: number;
  readonly busyWorkers: number;
  /** Ended requests that are remembered. */
  readonly history: number;
}
