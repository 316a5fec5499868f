import type { ComposeModel } from '../../../core/compose/model.ts';
import { isPlainMap } from '../../../core/compose/plainData.ts';
import { UNKNOWN, type ProjectService } from '../../../core/compose/project.ts';
import { parseImageReference, type ImageReference } from '../../../core/image/reference.ts';
import type { ProjectView } from '../../../core/engine/projectView.ts';
import { buildOf } from './imageHealth.ts';
import { isPatient } from './patientImages.ts';
import { imageOf } from './serviceImage.ts';

/** What scripts use to wait for a port, and loops that try again. */
const WAITS = /wait[-_]?(?:for|on|until|4)|dockerize|pg_isready|mysqladmin|\bnc (?:-\w+ )*-\w*z|\/dev\/tcp\/|\b(?:until|while)\b|\bsleep\b|--wait\b|\bretry\b/i;
const WAITING_VARIABLE = /^WAIT_|_WAIT(?:_|$)|WAIT_FOR/;

/**
 * True for a service that evidently does not mind a server which is not there yet.
 * @param checked the file that is checked: all there is where no project is known
 */
export function connectsLate(service: ProjectService, project: ProjectView | null, checked: ComposeModel): boolean {
  // What is built here may be called what its makers call it.
  const named = service.get('image');
  const ownName = typeof named === 'string' ? parseImageReference(named) : named === UNKNOWN ? writtenImage(service, project, checked) : null;
  const images = [imageOf(service, project), ownName];
  if (images.some((image) => image && isPatient(image))) return true;
  if ([service.get('command'), service.get('entrypoint')].some((command) => WAITS.test(textOf(command)))) return true;
  const environment = service.get('environment');
  if (isPlainMap(environment) && Object.keys(environment).some((name) => WAITING_VARIABLE.test(name))) return true;
  const dockerfile = buildOf(service, project)?.file;
  return dockerfile !== undefined && /wait[-_]?(?:for|on|until|4)|dockerize/i.test(dockerfile.text);
}

/** The image by the file that has the last word on it, where no file sets its version: `prom/prometheus:${VERSION}` is patient in whatever one. */
function writtenImage(service: ProjectService, project: ProjectView | null, checked: ComposeModel): ImageReference | null {
  const file = service.filesWith('image').at(-1);
  const model = (file !== undefined && project?.composeFile?.(file)) || checked;
  const written = model.service(service.name)?.get('image')?.data;
  const name = typeof written === 'string' ? written.replace(/:[^/:]*\$[^/]*$/, '') : '';
  return name === '' || name.includes('$') ? null : parseImageReference(name);
}

function textOf(command: unknown): string {
  if (typeof command === 'string') return command.slice(0, LONGEST);
  return Array.isArray(command) ? command.filter((word) => typeof word === 'string').join(' ').slice(0, LONGEST) : '';
}

const LONGEST = 4_000;
