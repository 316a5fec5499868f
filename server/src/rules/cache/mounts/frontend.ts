import { Memo } from '../../../core/collections/memo.ts';
import type { DockerfileModel } from '../../../core/dockerfile/model.ts';

const remembered = new Memo(readFrontend);

/**
 * The frontend of a `# syntax=` line that may not know `RUN --mount`: another one than docker/dockerfile, or one before 1.2
 * that is not experimental (github.com/moby/buildkit, frontend/dockerfile/docs/reference.md, RUN --mount).
 */
export function frontendWithoutMounts(model: DockerfileModel): string | null {
  return remembered.of(model);
}

function readFrontend(model: DockerfileModel): string | null {
  const head = model.text.slice(0, model.afterDirectives);
  const frontend = /^[ \t]*#[ \t]*syntax[ \t]*=[ \t]*(\S+)/im.exec(head)?.[1];
  if (frontend === undefined) return null;
  const known = /(?:^|\/)docker\/dockerfile(?:-upstream)?(?::([\w.-]+))?(?:@\S+)?$/.exec(frontend);
  if (!known) return frontend;
  const tag = known[1] ?? 'latest';
  return /^1\.[01](?:\.|-|$)/.test(tag) && !tag.includes('experimental') ? frontend : null;
}
