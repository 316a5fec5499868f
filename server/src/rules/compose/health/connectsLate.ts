import { isPlainMap } from '../../../core/compose/plainData.ts';
import type { ProjectService } from '../../../core/compose/project.ts';
import { parseImageReference } from '../../../core/image/reference.ts';
import type { ProjectView } from '../../../core/engine/projectView.ts';
import { buildOf } from './imageHealth.ts';
import { isPatient } from './patientImages.ts';
import { imageOf } from './serviceImage.ts';

/** What scripts use to wait for a port, and loops that try again. */
const WAITS = /wait[-_]?(?:for|on|until|4)|dockerize|pg_isready|mysqladmin|\bnc (?:-\w+ )*-\w*z|\/dev\/tcp\/|\b(?:until|while)\b|\bsleep\b|--wait\b|\bretry\b/i;
const WAITING_VARIABLE = /^WAIT_|_WAIT(?:_|$)|WAIT_FOR/;

/** True for a service that evidently does not mind a server which is not there yet. */
export function connectsLate(service: ProjectService, project: ProjectView | null): boolean {
  // What is built here may be called what its makers call it.
  const named = service.get('image');
  const images = [imageOf(service, project), typeof named === 'string' ? parseImageReference(named) : null];
  if (images.some((image) => image && isPatient(image))) return true;
  if ([service.get('command'), service.get('entrypoint')].some((command) => WAITS.test(textOf(command)))) return true;
  const environment = service.get('environment');
  if (isPlainMap(environment) && Object.keys(environment).some((name) => WAITING_VARIABLE.test(name))) return true;
  const dockerfile = buildOf(service, project)?.file;
  return dockerfile !== undefined && /wait[-_]?(?:for|on|until|4)|dockerize/i.test(dockerfile.text);
}

/** The same for the image alone, as a file writes it: `prom/prometheus:${VERSION}` is patient in whatever version. */
export function isWrittenPatient(image: unknown): boolean {
  const name = typeof image === 'string' ? image.replace(/:[^/:]*\$[^/]*$/, '') : '';
  const reference = name === '' || name.includes('$') ? null : parseImageReference(name);
  return reference !== null && isPatient(reference);
}

function textOf(command: unknown): string {
  if (typeof command === 'string') return command.slice(0, LONGEST);
  return Array.isArray(command) ? command.filter((word) => typeof word === 'string').join(' ').slice(0, LONGEST) : '';
}

const LONGEST = 4_000;
