import { interpolate } from '../../../core/compose/interpolate.ts';
import { UNKNOWN, type ProjectService } from '../../../core/compose/project.ts';
import { mountsOf, readMount } from '../../../core/compose/settings/mounts.ts';
import { publishedPorts, readPort } from '../../../core/compose/settings/ports.ts';
import { isForDevelopment } from './commands.ts';
import { scalarText } from '../serviceText.ts';
import type { DevelopmentSetting } from './settings.ts';

/**
 * True where a setting of the base is still there in a service as it is deployed, since the file for production leaves it as it is. What that
 * file says itself, takes away or says again, is meant so.
 */
export function survivesIn(service: ProjectService, setting: DevelopmentSetting): boolean {
  return isThere(service, setting) && !isSaidAgain(service, setting);
}

function isSaidAgain(service: ProjectService, { kind, item }: DevelopmentSetting): boolean {
  if (kind === 'command') return service.filesWith('command').length > 1;
  if (kind === 'target') return service.filesWith('build', 'target').length > 1;
  const items = item ? service.get(item.key) : null;
  const written = item ? interpolate(item.text) : null;
  return Array.isArray(items) && items.filter((one) => one === written).length > 1;
}

function isThere(service: ProjectService, { kind, item }: DevelopmentSetting): boolean {
  const written = item ? interpolate(item.text) : null;
  switch (kind) {
    case 'mount': {
      const mount = written === null ? UNKNOWN : readMount(written);
      return mount !== UNKNOWN && mountsOf(service).some((one) => one !== UNKNOWN && one.target === mount.target && one.type === mount.type && one.source === mount.source);
    }
    case 'port': {
      const port = written === null ? UNKNOWN : readPort(written);
      return port !== UNKNOWN && publishedPorts(service).some((one) => one !== UNKNOWN && one.target.start === port.target.start);
    }
    case 'command': {
      const command = service.get('command');
      const words = Array.isArray(command) ? command : [command];
      return isForDevelopment(words.filter((word) => typeof word === 'string').join(' '));
    }
    default:
      return /dev|debug|reload/i.test(scalarText(service.get('build', 'target')));
  }
}
