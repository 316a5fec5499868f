import type { Accounts } from './accounts.ts';

/** What the walk over a stage asks about accounts. */
export interface AccountSource {
  /** The answer from users and groups as they are at this point of the stage, worked out when first wanted: that may mean parsing scripts. */
  later<T>(ask: (accounts: Accounts) => T): () => T;
}
