/** Why a reordering cannot be proved, as a clause for people. */
export interface Refusal {
  readonly reason: string;
}

export function refuse(reason: string): Refusal {
  return { reason };
}

export function isRefusal(value: object): value is Refusal {
  return 'reason' in value;
}

/** Words at the start of a reason that are names, as their tools write them. */
const NAMES = /^(?:npm|pip|uv|poetry|pipenv|yarn|pnpm|bun|go|cargo|gradle|maven|bundler|composer|dotnet|mix|sbt|msw)\b/;

/** A reason that starts with a name (`package.json …`, `npm runs …`) keeps it as it is written. */
export function refusalSentence({ reason }: Refusal): string {
  const isName = NAMES.test(reason) || /^\S*[^a-z\s]/.test(reason);
  return `${isName ? reason : reason[0]!.toUpperCase() + reason.slice(1)}.`;
}
