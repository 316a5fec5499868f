import { targetStage } from '../../../core/dockerfile/stageGraph.ts';
import type { ProjectView } from '../../../core/engine/projectView.ts';
import { startCommand } from '../../stages/startCommand.ts';
import { dockerfileAt } from '../dockerfileAt.ts';
import { isForDevelopment } from './commands.ts';

/**
 * Why a service cannot do without a `command` of its own; null where the Dockerfile starts something that is not for development.
 * @param isLast true where the last stage is built, whatever the service's target is now
 */
export function refusalWithoutCommand(view: ProjectView, service: string, isLast: boolean): string | null {
  const use = view.serviceUse(service);
  const model = dockerfileAt(use?.dockerfile, view)?.dockerfile;
  const stage = model ? targetStage(model, isLast ? null : use!.target) : null;
  const start = model && stage ? startCommand(model, stage) : null;
  if (!start) return 'Without it the image starts what its Dockerfile says, and what that is cannot be seen from here.';
  return isForDevelopment(start.text) ? `Without it the image starts what \`${use!.dockerfile}\` says, which is for development, too.` : null;
}
