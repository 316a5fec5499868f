import fc from 'fast-check';

/** One thing that reads what strangers write, with the values to try and what must hold for all of them. */
export interface FuzzTarget {
  readonly name: string;
  /** Throws where something does not hold. @param value what `fuzz` or the file of findings says: JSON, so that it can be kept */
  readonly check: (value: unknown) => Promise<void>;
  /** Tries so many values; the same seed gives the same ones. */
  readonly fuzz: (seed: number, runs: number) => Promise<FuzzFailure | null>;
}

export interface FuzzFailure {
  /** The smallest value found that fails. */
  readonly value: unknown;
  readonly error: unknown;
}

/** Milliseconds of processor time that one value of a few kilobytes may take: more of it is a blow-up. */
const MOST_TIME = 2_000;
/** Milliseconds that a seed may take, making the value smaller included. */
const MOST_SEARCH = 60_000;

export function fuzzTarget<Value>(name: string, values: fc.Arbitrary<Value>, hold: (value: Value) => void | Promise<void>): FuzzTarget {
  const inTime = async (value: Value): Promise<void> => {
    const before = process.cpuUsage();
    await hold(value);
    const { user, system } = process.cpuUsage(before);
    const took = (user + system) / 1000;
    if (took > MOST_TIME) throw new Error(`It took ${Math.round(took)} ms.`);
  };
  const property = fc.asyncProperty(values, inTime);
  return {
    name,
    check: (value) => inTime(value as Value),
    async fuzz(seed, numRuns) {
      const { counterexample, errorInstance } = await fc.check(property, { seed, numRuns, interruptAfterTimeLimit: MOST_SEARCH });
      return counterexample ? { value: counterexample[0], error: errorInstance } : null;
    },
  };
}
