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
