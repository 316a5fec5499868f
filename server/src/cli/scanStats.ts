import type { Rule } from '../core/engine/rule.ts';

/** Where the time of a scan goes, in milliseconds. Nothing is measured unless it is asked for. */
export class ScanStats {
  private readonly phases = new Map<string, number>();
  private readonly rules = new Map<string, { time: number; files: number }>();

  constructor(private readonly now: () => number = () => performance.now()) {}

  /** Measures a part of the work; parts of one name are added up. */
  async time<Value>(phase: string, work: () => Promise<Value>): Promise<Value> {
    const start = this.now();
    try {
      return await work();
    } finally {
      this.phases.set(phase, (this.phases.get(phase) ?? 0) + this.now() - start);
    }
  }

  /** The same rules, timed. The first one that asks for something that others ask for too, such as the commands of a RUN, pays for it. */
  timed(rules: readonly Rule[]): readonly Rule[] {
    return rules.map((rule) => ({ ...rule, check: this.timedCheck(rule) }) as Rule);
  }

  /** A table for people: phases in their order, rules that cost most first. */
  text(): string {
    const rules = [...this.rules].sort(([a, one], [b, other]) => other.time - one.time || (a < b ? -1 : 1));
    const all = rules.reduce((sum, [, { time }]) => sum + time, 0);
    const width = Math.max(0, ...[...this.phases.keys(), ...this.rules.keys()].map((name) => name.length));
    const row = (name: string, time: number): string => `  ${name.padEnd(width)} ${time.toFixed(1).padStart(10)} ms`;
    const phases = [...this.phases].map(([name, time]) => row(name, time));
    const lines = rules.map(([name, { time, files }]) => `${row(name, time)} ${share(time, all)}  ${files} ${files === 1 ? 'check' : 'checks'}`);
    return [['Time by phase:', ...phases], lines.length === 0 ? [] : [`Time by rule (${all.toFixed(1)} ms in all):`, ...lines]].flat().map((line) => `${line}\n`).join('');
  }

  private timedCheck(rule: Rule): (context: never) => void {
    const entry = { time: 0, files: 0 };
    const check = rule.check as (context: never) => void;
    return (context) => {
      this.rules.set(rule.meta.id, entry);
      const start = this.now();
      try {
        check(context);
      } finally {
        entry.time += this.now() - start;
        entry.files++;
      }
    };
  }
}

function share(time: number, all: number): string {
  return `${all === 0 ? '0' : ((time / all) * 100).toFixed(1)} %`.padStart(7);
}
