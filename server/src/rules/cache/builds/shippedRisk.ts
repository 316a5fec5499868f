import type { ManagerCall } from '../calls/managerCall.ts';
import type { CacheScene } from '../packageManager.ts';

/** What a person has to weigh where the stage is an image of its own: a program that is started there finds no cache. */
export function shippedRisk({ run: { stage } }: ManagerCall, { facts, project }: CacheScene, what: string): string | null {
  const isTarget = stage.name !== null && (project?.uses ?? []).some(({ target }) => target?.toLowerCase() === stage.name);
  return facts.stageFact(stage).ships || isTarget ? `${what} is then no longer in the image` : null;
}
