import { findStage } from '../../../core/dockerfile/stages.ts';
import type { ComposeService } from '../../../core/compose/model.ts';
import type { ProjectView } from '../../../core/engine/projectView.ts';
import { span } from '../../../core/text/span.ts';
import { dockerfileAt } from '../dockerfileAt.ts';
import { scalarSource, type DevelopmentSetting } from './settings.ts';

const DEVELOPMENT = /^(?:(?:[\w-]+[-_])?(?:dev|devel|develop|development|debug|hot-?reload)|(?:dev|development|debug)[-_][\w-]+)$/i;

/** A stage for developers that the service builds; null for any other. */
export function developmentTarget(service: ComposeService, view: ProjectView): DevelopmentSetting | null {
  const value = service.get('build', 'target');
  const node = value?.origin === 'own' ? value.node : null;
  const name = scalarSource(node);
  if (name === null || !node?.range || !DEVELOPMENT.test(name)) return null;
  return {
    kind: 'target', text: `the build target \`${name}\``, span: span(node.range[0], node.range[1]), remainder: null, refused: refusalFor(service.name, name, view),
  };
}

/** Without a target, the last stage is built. */
function refusalFor(service: string, target: string, view: ProjectView): string | null {
  const use = view.serviceUse(service);
  const dockerfile = dockerfileAt(use?.dockerfile, view)?.dockerfile;
  const last = dockerfile?.stages.at(-1);
  if (!last) return 'Which stage would be built without a target cannot be seen from here.';
  const isSame = findStage(dockerfile!, target) === last || (last.name !== null && DEVELOPMENT.test(last.name));
  return isSame ? `Without a target, \`${use!.dockerfile}\` builds its last stage, which is the one for development.` : null;
}
