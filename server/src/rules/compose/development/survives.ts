import { interpolate } from '../../../core/compose/interpolate.ts';
import { UNKNOWN, type ProjectService } from '../../../core/compose/project.ts';
import { mountsOf, readMount } from '../../../core/compose/settings/mounts.ts';
import { publishedPorts, readPort } from '../../../core/compose/settings/ports.ts';
import { isForDevelopment } from './commands.ts';
import type { DevelopmentSetting } from './settings.ts';

/** True where a setting of the base is still there in a service as it is deployed: a file for production may take it away. */
export function survivesIn(service: ProjectService, { kind, item }: DevelopmentSetting): boolean {
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
      return service.get('build', 'target') !== UNKNOWN && /dev|debug|reload/i.test(String(service.get('build', 'target') ?? ''));
  }
}
