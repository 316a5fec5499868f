import type { DockerfileFacts, RunFact } from '../../../core/dockerfile/facts.ts';
import type { CopyFact } from '../../../core/dockerfile/facts.ts';
import type { DockerfileModel } from '../../../core/dockerfile/model.ts';
import { readId } from '../../../core/dockerfile/accounts.ts';
import { accountsBefore, changesAccounts } from './accountsBefore.ts';
import { refuse, type Refusal } from '../proof.ts';
import type { RecursiveChange } from './recursiveChange.ts';

/** Owner and group as `COPY --chown` takes them. */
export interface CopyOwner {
  readonly user: string | null;
  /** Null for the login group of the user. */
  readonly group: string | null;
}

/** Packages bring accounts of their own. */
const BRINGS_ACCOUNTS = /\b(?:apt-get|apt|apk|dnf|yum|microdnf|zypper|dpkg|rpm|pacman)\b/;

/**
 * What `chown -R` or `chgrp -R` asks for. `COPY --chown` looks names up in the passwd and group files of the image as they are at
 * the COPY, and takes what it does not find for root, without a word (github.com/moby/buildkit, solver/llbsolver/ops/user_linux.go):
 * a name may go there only if the same accounts exist already.
 */
export function copyOwner(change: RecursiveChange, first: CopyFact, model: DockerfileModel, facts: DockerfileFacts): CopyOwner | Refusal {
  const text = change.spec.value;
  if (text === null || !/^[\w-]*(?::[\w-]*)?$/.test(text)) return refuse(`the owner ${change.spec.raw} is not written as a plain name or number`);
  const [name = '', group] = change.program === 'chgrp' ? ['', text] : text.split(':');
  const wanted: CopyOwner = { user: name === '' ? null : name, group: group ?? '0' };
  if (group === '' && readId(name) !== null) return refuse(`the login group of user ${name} is not known here`);
  const owner = group === '' ? { ...wanted, group: null } : wanted;
  if ([owner.user, owner.group].every((one) => one === null || one === 'root' || readId(one) !== null)) return owner;
  if (!mayChangeAccounts(change.run, first, model, facts)) return owner;
  return numbered(owner, change, model, facts) ?? refuse(`${owner.user ?? owner.group} is created only after the COPY, which would take the unknown name for root: create it above the COPY, and use \`COPY --chown=${written(owner)}\``);
}

/** @param before the flag that the COPY has already */
export function chownValue(owner: CopyOwner, before: string | null): string | null {
  if (owner.user !== null) return written(owner);
  const user = before === null ? '0' : (before.split(':')[0] ?? '');
  return user === '' ? null : written({ user, group: owner.group });
}

function written({ user, group }: CopyOwner): string {
  return group === null ? (user ?? '0') : `${user ?? '0'}:${group}`;
}

function mayChangeAccounts({ stage, instruction }: RunFact, first: CopyFact, model: DockerfileModel, facts: DockerfileFacts): boolean {
  return facts.stageFact(stage).runs.some((run) => {
    const { span } = run.instruction;
    if (span.start < first.instruction.span.start || span.start > instruction.span.start) return false;
    return changesAccounts(model, run) || BRINGS_ACCOUNTS.test(model.text.slice(span.start, span.end));
  });
}

/** Numbers need no account at the COPY. */
function numbered({ user, group }: CopyOwner, { run, command }: RecursiveChange, model: DockerfileModel, facts: DockerfileFacts): CopyOwner | null {
  const accounts = accountsBefore(model, facts, run, command);
  const account = user === null ? null : accounts.user(user);
  const uid = user === null ? null : (readId(user) ?? account?.uid ?? null);
  const gid = group === null ? (account?.gid ?? null) : accounts.groupId(group);
  if (gid === null || (user !== null && uid === null)) return null;
  return { user: uid === null ? null : String(uid), group: String(gid) };
}
