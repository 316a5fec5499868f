import { interpolate } from '../../../core/compose/interpolate.ts';
import type { ComposeModel, ComposeService } from '../../../core/compose/model.ts';
import { UNKNOWN } from '../../../core/compose/project.ts';
import { readPort } from '../../../core/compose/settings/ports.ts';
import { ownItems, type DevelopmentSetting } from './settings.ts';

/** Ports that debuggers listen on by default, with what tells in the service's own text that one does: some are ports of servers, too. */
const DEBUGGERS: ReadonlyMap<number, { readonly name: string; readonly sign: RegExp | null }> = new Map([
  [9229, { name: 'Node.js', sign: null }],
  [5678, { name: 'debugpy', sign: /debugpy|\bDEBUG_?PY|\bDEBUGGER?\b/i }],
  [2345, { name: 'Delve', sign: /\bdlv\b|delve/i }],
  [5005, { name: 'Java', sign: /jdwp|agentlib|JAVA_DEBUG|\bDEBUG_PORT\b/i }],
]);

/** Ports of debuggers that a service publishes itself. Only for services that are built here: `n8n` listens on 5678 as well. */
export function debugPorts(model: ComposeModel, service: ComposeService): readonly DevelopmentSetting[] {
  return ownItems(service, 'ports').flatMap((item): DevelopmentSetting[] => {
    const written = interpolate(item.text);
    const port = written === null ? UNKNOWN : readPort(written);
    const debuggerAt = port === UNKNOWN || port.target.start !== port.target.end ? undefined : DEBUGGERS.get(port.target.start);
    if (port === UNKNOWN || !debuggerAt) return [];
    const own = model.text.slice(service.span.start, Math.min(service.span.end, service.span.start + 20_000));
    if (debuggerAt.sign && !debuggerAt.sign.test(own)) return [];
    return [{ kind: 'port', text: `port ${port.target.start} of the ${debuggerAt.name} debugger`, span: item.span, remainder: null, refused: null, item }];
  });
}
