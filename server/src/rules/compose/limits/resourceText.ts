import { formatCpus, MIB } from '../memory.ts';
import type { Resource } from './loads.ts';

/** An amount as messages say it: `14.5G`, `768M`, CPUs as `2.5`. */
export function amountText(resource: Resource, amount: number): string {
  return resource === 'cpus' ? formatCpus(Number(amount.toFixed(2))) : memoryText(amount);
}

/** What the host has, behind an amount of the same kind: `4G of memory`, `1 CPU`. */
export function availableText(resource: Resource, amount: number): string {
  const text = amountText(resource, amount);
  if (resource === 'cpus') return `${text} ${amount === 1 ? 'CPU' : 'CPUs'}`;
  return resource === 'memory' ? `${text} of memory` : `${text} of memory by reservation`;
}

/** Two digits behind the point at the most. */
function memoryText(bytes: number): string {
  const mebibytes = bytes / MIB;
  return mebibytes >= 1024 ? `${Number((mebibytes / 1024).toFixed(2))}G` : `${Number(mebibytes.toFixed(1))}M`;
}
