import type { DockerfileFacts } from '../../../core/dockerfile/facts.ts';
import type { DockerfileModel, Stage } from '../../../core/dockerfile/model.ts';
import { stageChain } from '../../../core/dockerfile/stageChain.ts';
import { sliceSpan } from '../../../core/text/span.ts';

/** What a person has to look at before an application of root's becomes somebody else's, as a clause. */
export function whatToCheck(model: DockerfileModel, facts: DockerfileFacts, stage: Stage): string {
  const { workdir } = facts.stageFact(stage).endState;
  const chain = stageChain(stage);
  const own = chain.flatMap(({ instructions }) => instructions.filter(({ isTrigger }) => !isTrigger));
  const volumes = own.filter(({ keyword }) => keyword === 'VOLUME').flatMap(({ exec, words }) => (exec ?? words).map(({ value }) => value));
  const folders = [...(workdir === null || workdir === '/' ? [] : [workdir]), ...volumes.filter((path) => path.startsWith('/') && path !== workdir)].slice(0, 3);
  const ports = own.filter(({ keyword }) => keyword === 'EXPOSE').flatMap((one) => sliceSpan(model.text, one.bodySpan).match(/\b\d+\b/g) ?? []);
  const low = ports.find((port) => Number(port) < 1024);
  const checks = [`check that it writes nothing that is root's${folders.length === 0 ? '' : `, such as in ${folders.join(' or ')}`}`];
  // Docker 20.10 sets net.ipv4.ip_unprivileged_port_start to 0 in containers.
  if (low !== undefined) checks.push(`port ${low} takes Docker 20.10 or newer`);
  return checks.join('; ');
}
