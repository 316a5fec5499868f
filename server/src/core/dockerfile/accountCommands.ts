import { gatherEach } from '../collections/gather.ts';
import type { ShellCommand, ShellWord } from '../shell/command.ts';
import type { Accounts } from './accounts.ts';
import { readId } from './accounts.ts';
import type { Distribution } from './facts.ts';
import type { VariableScope } from './variables.ts';
import { expandWord } from './variables.ts';

/** Texts of RUN that may change accounts: only these are parsed to know the user. */
export const CHANGES_ACCOUNTS = /\b(?:useradd|adduser|groupadd|addgroup|usermod|groupmod|userdel|deluser)\b|\/etc\/passwd/;

/** Reads the options of one command: values by option, and what stands alone. */
interface Options {
  readonly values: ReadonlyMap<string, string | null>;
  /** Null where dynamic. */
  readonly operands: readonly (string | null)[];
}

/** Letters that take a value, and long names by the letter that means the same. */
interface Syntax {
  readonly valued: string;
  readonly long: Readonly<Record<string, string>>;
}

/** shadow-utils: useradd(8), usermod(8), groupadd(8), groupmod(8). */
const USERADD: Syntax = {
  valued: 'bcdefgGkKpRPsuZ',
  long: { 'base-dir': 'b', comment: 'c', 'home-dir': 'd', home: 'd', expiredate: 'e', inactive: 'f', gid: 'g', groups: 'G', skel: 'k', key: 'K',
    password: 'p', root: 'R', prefix: 'P', shell: 's', uid: 'u', 'selinux-user': 'Z' },
};
const USERMOD: Syntax = { valued: 'cdefgGlpRPsuvVwWZ', long: { ...USERADD.long, login: 'l' } };
const GROUPADD: Syntax = { valued: 'gKpRPUn', long: { gid: 'g', key: 'K', password: 'p', root: 'R', prefix: 'P', users: 'U', 'new-name': 'n' } };
/** busybox adduser with its long names, which Debian's adduser(8) shares. */
const ADDUSER: Syntax = {
  valued: 'hgsGuk',
  long: { home: 'h', gecos: 'c', comment: 'c', shell: 's', ingroup: 'G', uid: 'u', gid: 'gid', skel: 'k', conf: 'conf', firstuid: 'x', lastuid: 'x' },
};
const ADDGROUP: Syntax = { valued: 'g', long: { gid: 'g', conf: 'conf', shell: 's', firstgid: 'x', lastgid: 'x' } };

/** Carries what the commands of one RUN do to users and groups over to `accounts`. What cannot be told stays null; nothing is guessed. */
export function applyAccountCommands(
  accounts: Accounts,
  commands: readonly ShellCommand[],
  scope: VariableScope,
  distribution: Distribution | null,
): void {
  for (const command of commands) new AccountCommand(accounts, command, scope, distribution).apply();
}

class AccountCommand {
  constructor(
    private readonly accounts: Accounts,
    private readonly command: ShellCommand,
    private readonly scope: VariableScope,
    private readonly distribution: Distribution | null,
  ) {}

  apply(): void {
    switch (this.command.name) {
      case 'useradd':
        return this.useradd();
      case 'adduser':
        return this.distribution === 'redhat' ? this.useradd() : this.adduser();
      case 'groupadd':
        return this.addGroup(this.read(GROUPADD));
      case 'addgroup':
        return this.addGroup(this.read(ADDGROUP));
      case 'groupmod':
        return this.groupmod();
      case 'usermod':
        return this.usermod();
      case 'userdel':
      case 'deluser':
        return this.removeUser();
    }
  }

  private useradd(): void {
    const { values, operands } = this.read(USERADD);
    const name = operands.at(-1);
    if (operands.length !== 1 || name == null) return this.giveUp();
    const uid = this.id(values, 'u');
    const base = values.has('b') ? values.get('b')! : '/home';
    const home = values.has('d') ? values.get('d')! : base === null ? null : `${base}/${name}`;
    this.addUser(name, uid, this.primaryGroup(name, values, 'g', uid, values.has('N')), home);
  }

  private adduser(): void {
    const { values, operands } = this.read(ADDUSER);
    const name = operands[0];
    // `adduser user group` only joins the two.
    if (operands.length === 2) return;
    if (operands.length !== 1 || name == null) return this.giveUp();
    const uid = this.id(values, 'u');
    const isSystem = values.has('S') || values.has('system');
    const home = values.has('h') ? values.get('h')! : isSystem && this.distribution !== 'alpine' ? null : `/home/${name}`;
    const group = values.has('gid') ? 'gid' : 'G';
    this.addUser(name, uid, this.primaryGroup(name, values, group, uid, isSystem && !values.has('group')), home);
  }

  /** The group given, or the one of the same name that is made beside the user, with the same number where that is free. */
  private primaryGroup(
    name: string, values: ReadonlyMap<string, string | null>, option: string, uid: number | null, makesNone: boolean,
  ): number | null {
    const given = values.get(option);
    if (values.has(option)) return given == null ? null : this.accounts.groupId(given);
    if (makesNone) return null;
    const gid = uid !== null && this.accounts.isComplete && !this.accounts.hasGroupId(uid) ? uid : null;
    this.accounts.setGroup(name, this.certain(gid));
    return gid;
  }

  private addUser(name: string, uid: number | null, gid: number | null, home: string | null): void {
    const isAbsolute = home?.startsWith('/') ?? false;
    this.accounts.setUser({ name, uid: this.certain(uid), gid: this.certain(gid), home: isAbsolute ? this.certain(home) : null });
  }

  private addGroup({ values, operands }: Options): void {
    const name = operands[0];
    if (operands.length === 2) return;
    if (operands.length !== 1 || name == null) return this.giveUp();
    this.accounts.setGroup(name, this.certain(this.id(values, 'g')));
  }

  private groupmod(): void {
    const { values, operands } = this.read(GROUPADD);
    const name = operands.at(-1);
    if (name == null) return this.giveUp();
    const gid = values.has('g') ? this.id(values, 'g') : this.accounts.groupId(name);
    const newName = values.has('n') ? values.get('n')! : name;
    if (newName !== null) this.accounts.setGroup(newName, this.certain(gid));
  }

  private usermod(): void {
    const { values, operands } = this.read(USERMOD);
    const name = operands.at(-1);
    if (name == null) return this.giveUp();
    const before = this.accounts.user(name) ?? { name, uid: null, gid: null, home: null };
    const newName = values.has('l') ? values.get('l')! : name;
    if (newName === null) return this.giveUp();
    const uid = values.has('u') ? this.id(values, 'u') : before.uid;
    const group = values.get('g');
    const gid = values.has('g') ? (group == null ? null : this.accounts.groupId(group)) : before.gid;
    const home = values.has('d') ? values.get('d')! : before.home;
    if (newName !== name) this.accounts.removeUser(name);
    this.addUser(newName, uid, gid, home);
  }

  private removeUser(): void {
    const name = this.read({ valued: 'R', long: {} }).operands[0];
    if (name == null) return this.giveUp();
    if (this.command.isConditional) this.accounts.setUser({ name, uid: null, gid: null, home: null });
    else this.accounts.removeUser(name);
  }

  /** A command that may not run leaves what it sets uncertain. */
  private certain<T>(value: T | null): T | null {
    return this.command.isConditional ? null : value;
  }

  private giveUp(): void {
    this.accounts.isComplete = false;
  }

  private id(values: ReadonlyMap<string, string | null>, option: string): number | null {
    const value = values.get(option);
    return value == null ? null : readId(value);
  }

  private read(syntax: Syntax): Options {
    const values = new Map<string, string | null>();
    const operands: (string | null)[] = [];
    const words = gatherEach(this.command.args, (word) => this.valueOf(word));
    for (let at = 0; at < words.length; at++) {
      const word = words[at]!;
      if (word === null || !word.startsWith('-') || word === '-') operands.push(word);
      else if (word === '--') operands.push(...words.slice(++at));
      else if (word.startsWith('--')) {
        const equals = word.indexOf('=');
        const name = equals === -1 ? word.slice(2) : word.slice(2, equals);
        const letter = Object.hasOwn(syntax.long, name) ? syntax.long[name]! : null;
        if (letter === null) values.set(name, '');
        else values.set(letter, equals === -1 ? (words[++at] ?? null) : word.slice(equals + 1));
      } else at += this.readShort(word, words[at + 1] ?? null, syntax, values);
      if (word === '--') break;
    }
    return { values, operands };
  }

  /** Reads `-rmu1000`; says how many following words it took. */
  private readShort(word: string, next: string | null, syntax: Syntax, values: Map<string, string | null>): number {
    for (let at = 1; at < word.length; at++) {
      const letter = word[at]!;
      if (!syntax.valued.includes(letter)) values.set(letter, '');
      else if (at + 1 < word.length) {
        values.set(letter, word.slice(at + 1));
        return 0;
      } else {
        values.set(letter, next);
        return 1;
      }
    }
    return 0;
  }

  /** The word's value; variables count where ENV and ARG alone decide them. */
  private valueOf(word: ShellWord): string | null {
    if (word.value !== null) return word.value;
    if (!/^[\w./:@${}"=-]+$/.test(word.raw)) return null;
    for (const { name } of [...this.command.inherited, ...this.command.assignments]) if (word.raw.includes(name)) return null;
    return expandWord(word.raw, this.scope, '\\');
  }
}
