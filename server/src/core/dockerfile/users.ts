import { readId } from './accounts.ts';
import type { Accounts } from './accounts.ts';
import type { BaseImage } from './baseImage.ts';
import type { UserState } from './facts.ts';
import type { Instruction, Stage } from './model.ts';
import type { AccountSource } from './accountSource.ts';

const ROOT: UserState = { kind: 'root', name: 'root', uid: 0, gid: 0, home: '/root', reason: null };
/** Below this, numbers belong to the system's own accounts, which the lists here do not all have. */
const FIRST_PERSON = 1000;

/** The account a stage starts with. */
export function initialUser(stage: Stage, base: BaseImage, source: AccountSource): () => UserState {
  if (!base.description) return always(unknownUser(baseReason(stage)));
  const { user, distribution } = base.description;
  if (distribution === 'windows') {
    return always({ kind: 'named', name: String(user), uid: null, gid: null, home: null, reason: 'this is a Windows image' });
  }
  if (user === 'root') return always(distribution === 'scratch' ? { ...ROOT, home: '/' } : ROOT);
  return source.later((accounts) => (typeof user === 'number' ? numericUser(user, null, accounts) : namedUser(user, null, accounts)));
}

function baseReason(stage: Stage): string {
  return stage.resolvedImage === null
    ? 'the base image is not known here and may set a USER'
    : `the base image ${stage.resolvedImage} may set a USER`;
}

/**
 * What `USER value` leads to: `name`, `uid`, and either with `:group` (BuildKit: executor/oci/user.go).
 * @param value expanded; null where a variable is unknown
 */
export function applyUser(value: string | null, instruction: Instruction, source: AccountSource): () => UserState {
  if (value === null) return always(unknownUser(`the value of USER ${instruction.words[0]?.raw ?? ''} is not known here`));
  const colon = value.indexOf(':');
  const user = (colon === -1 ? value : value.slice(0, colon)).trim();
  const group = colon === -1 ? null : value.slice(colon + 1).trim() || null;
  const uid = readId(user);
  if (user === '') return always(unknownUser('the USER instruction names nobody'));
  if (user === 'root' || uid === 0) {
    if (group === null) return always(ROOT);
    return source.later((accounts) => ({ ...ROOT, gid: accounts.groupId(group) }));
  }
  return source.later((accounts) => (uid === null ? namedUser(user, group, accounts) : numericUser(uid, group, accounts)));
}

function always(user: UserState): () => UserState {
  return () => user;
}

function numericUser(uid: number, group: string | null, accounts: Accounts): UserState {
  const account = accounts.userById(uid);
  const isListed = accounts.isComplete && uid >= FIRST_PERSON;
  // A number without an account gets group 0 and `/` as home.
  const gid = group !== null ? accounts.groupId(group) : account ? account.gid : isListed ? 0 : null;
  const home = account ? account.home : isListed ? '/' : null;
  return { kind: 'named', name: account?.name ?? null, uid, gid, home, reason: home === null ? `the home folder of user ${uid} is not known here` : null };
}

function namedUser(name: string, group: string | null, accounts: Accounts): UserState {
  const account = accounts.user(name);
  const gid = group !== null ? accounts.groupId(group) : (account?.gid ?? null);
  if (account?.uid === 0) return { ...ROOT, name, gid: gid ?? 0, home: account.home };
  const home = account?.home ?? null;
  const uid = account?.uid ?? null;
  return { kind: 'named', name, uid, gid, home, reason: namedReason(name, account !== null, uid, home) };
}

function namedReason(name: string, isListed: boolean, uid: number | null, home: string | null): string | null {
  if (!isListed) return `nothing in this file tells the number and home folder of user ${name}`;
  if (uid === null) return `user ${name} is created without a fixed number`;
  return home === null ? `the home folder of user ${name} is not known here` : null;
}

function unknownUser(reason: string): UserState {
  return { kind: 'unknown', name: null, uid: null, gid: null, home: null, reason };
}
