import type { ProjectService } from '../../../core/compose/project.ts';
import { readAmount, type Amount } from './amount.ts';
import { pathOf, TWINS, type LimitSetting } from './limitSettings.ts';

/** An amount that the engine gets, and the setting that says it. */
export interface Effective {
  readonly setting: LimitSetting;
  readonly value: number;
}

/** What a merged service asks of the engine. */
export class EffectiveLimits {
  private readonly amounts = new Map<LimitSetting, Amount>();

  constructor(readonly service: ProjectService) {}

  /** What compose makes of one setting. */
  amount(setting: LimitSetting): Amount {
    const known = this.amounts.get(setting);
    if (known) return known;
    const amount = readAmount(setting, this.service.get(...pathOf(setting)));
    this.amounts.set(setting, amount);
    return amount;
  }

  /** The value of one setting; null where nothing is set. Undefined where that cannot be told. */
  value(setting: LimitSetting): number | null | undefined {
    const amount = this.amount(setting);
    return amount.kind === 'value' ? amount.value : amount.kind === 'none' ? null : undefined;
  }

  /**
   * The value that the engine gets for an older key and its twin: what stands below `deploy` counts first (docker/compose, `getDeployResources`).
   * Null where neither says anything; undefined where that cannot be told.
   */
  effective(older: LimitSetting): Effective | null | undefined {
    const twin = TWINS.find((twins) => twins.older === older)?.deploy;
    for (const setting of twin ? [twin, older] : [older]) {
      const value = this.value(setting);
      if (value === undefined) return undefined;
      if (value !== null) return { setting, value };
    }
    return null;
  }
}

const known = new WeakMap<ProjectService, EffectiveLimits>();

export function limitsOf(service: ProjectService): EffectiveLimits {
  const before = known.get(service);
  if (before) return before;
  const limits = new EffectiveLimits(service);
  known.set(service, limits);
  return limits;
}
