import type { KnownAccount } from './knownImages.ts';

/** Users and groups of a stage as far as the file and the base image tell. */
export class Accounts {
  private readonly users = new Map<string, KnownAccount>();
  private readonly groups = new Map<string, number | null>();
  /** False where accounts may exist that are not listed here. */
  isComplete: boolean;

  constructor(known: readonly KnownAccount[] | null) {
    this.isComplete = known !== null;
    this.setGroup('root', 0);
    for (const account of known ?? []) {
      this.users.set(account.name, account);
      this.groups.set(account.name, account.gid);
    }
  }

  copy(): Accounts {
    const copy = new Accounts(this.isComplete ? [] : null);
    for (const [name, account] of this.users) copy.users.set(name, account);
    for (const [name, gid] of this.groups) copy.groups.set(name, gid);
    return copy;
  }

  get size(): number {
    return this.users.size + this.groups.size;
  }

  user(name: string): KnownAccount | null {
    return this.users.get(name) ?? null;
  }

  userById(uid: number): KnownAccount | null {
    for (const account of this.users.values()) if (account.uid === uid) return account;
    return null;
  }

  /** Group id of a name or number; null where unknown. */
  groupId(group: string): number | null {
    return readId(group) ?? this.groups.get(group) ?? null;
  }

  hasGroupId(gid: number): boolean {
    for (const known of this.groups.values()) if (known === gid) return true;
    return false;
  }

  setUser(account: KnownAccount): void {
    this.users.set(account.name, account);
  }

  removeUser(name: string): void {
    this.users.delete(name);
  }

  setGroup(name: string, gid: number | null): void {
    this.groups.set(name, gid);
  }
}

/** A user or group number; null for a name. */
export function readId(text: string): number | null {
  return /^\d{1,10}$/.test(text) ? Number(text) : null;
}
