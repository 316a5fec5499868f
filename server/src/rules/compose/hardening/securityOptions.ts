import type { ProjectService } from '../../../core/compose/project.ts';

/** Whether programs of a service may gain rights; `off` where somebody decided so, `unknown` where a variable does. */
export type NoNewPrivileges = 'on' | 'off' | 'missing' | 'unknown';

/** Docker takes `no-new-privileges`, `:true` and `=true` alike; `:false` switches it off (moby, `parseSecurityOpt`). */
export function noNewPrivileges(service: ProjectService): NoNewPrivileges {
  const options = service.get('security_opt');
  if (options === null) return service.hasUnknownParent ? 'unknown' : 'missing';
  if (!Array.isArray(options)) return 'unknown';
  for (const option of options) {
    if (typeof option !== 'string') return 'unknown';
    if (option.startsWith('no-new-privileges')) return /[:=]false$/.test(option) ? 'off' : 'on';
  }
  return service.hasUnknownParent ? 'unknown' : 'missing';
}

/** What an option takes away; null for all others. `label:disable` is how SELinux machines mount sockets, and no filter at all elsewhere. */
export function weakeningOf(option: string): string | null {
  const name = /^(seccomp|apparmor|systempaths)[:=]unconfined$/.exec(option)?.[1];
  return name === undefined ? null : WEAKENED[name as keyof typeof WEAKENED];
}

const WEAKENED = {
  seccomp: 'the filter that keeps containers from dangerous system calls',
  apparmor: 'the profile that keeps containers from files and settings of the kernel',
  systempaths: 'the masks over what /proc and /sys tell of the host',
} as const;
