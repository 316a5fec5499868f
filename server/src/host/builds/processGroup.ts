import { readdir, readFile } from 'node:fs/promises';

/** True where a process of a group still runs. POSIX only. */
export async function groupLives(group: number): Promise<boolean> {
  try {
    process.kill(-group, 0);
  } catch (error) {
    // Of another account: it is there all the same.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  return process.platform !== 'linux' || (await hasRunningMember(group));
}

/** A process that has ended counts until somebody asks how, and in a container without an init that may be never. */
async function hasRunningMember(group: number): Promise<boolean> {
  const entries = await readdir('/proc').catch(() => null);
  if (entries === null) return true;
  const states = await Promise.all(entries.filter((name) => /^\d+$/.test(name)).map((pid) => readFile(`/proc/${pid}/stat`, 'latin1').catch(() => '')));
  return states.some((stat) => {
    // proc_pid_stat(5): the name stands in parentheses and may hold any of them; then state, parent, group.
    const [state, , member] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return Number(member) === group && state !== 'Z' && state !== 'X';
  });
}
