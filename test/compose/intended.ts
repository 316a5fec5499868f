/**
 * What the fixes of each compose rule may change in the project that compose loads: `*` is one key, `**` all below, `{a,b}` one of the words.
 * A rule whose fixes are not named here fails the judge: whoever adds one says what it is meant to do.
 */
export const INTENDED: Readonly<Record<string, readonly string[]>> = {
  'require-resource-limits': ['services.*.deploy.resources.{limits,reservations}.{cpus,memory}', 'services.*.{cpus,mem_limit,mem_reservation}'],
};

/** Fixtures that compose refuses before any fix, `<rule>/<fixture>`, and what it says: mostly those of rules about just that. */
export const REFUSED: Readonly<Record<string, RegExp>> = {};
