/**
 * What the fixes of each compose rule may change in the project that compose loads: `*` is one key, `**` all below, `{a,b}` one of the words.
 * A rule whose fixes are not named here fails the judge: whoever adds one says what it is meant to do.
 */
export const INTENDED: Readonly<Record<string, readonly string[]>> = {
  'depends-on-healthy': ['services.*.depends_on.*.condition', 'services.*.healthcheck.{disable,test,interval,timeout,retries,start_period,start_interval}'],
  'escape-healthcheck-variables': ['services.*.healthcheck.test'],
  'harden-service': ['services.*.{security_opt,cap_drop,read_only,tmpfs}'],
  'healthcheck-command-exists': ['services.*.healthcheck.test'],
  'no-conflicting-limits': ['services.*.deploy.resources.{limits,reservations}.*', 'services.*.{cpus,cpu_quota,cpu_period,mem_limit,mem_reservation,memswap_limit,pids_limit}'],
  'no-dev-settings-in-base': ['services.*.{volumes,ports,command}', 'services.*.build.target', 'services.*.environment.*'],
  'no-ineffective-limit': ['services.*.deploy.resources.{limits,reservations}.*', 'services.*.{cpus,cpu_shares,mem_limit,mem_reservation,memswap_limit,pids_limit}'],
  'no-secrets-in-environment': ['services.*.environment.*', 'services.*.secrets.**', 'secrets.**'],
  'no-surprising-values': ['services.*.environment.*', 'services.*.build.args.*', 'services.*.labels.*'],
  'no-unneeded-dependency': ['services.*.depends_on.*.**'],
  'no-useless-build-cache': ['services.*.build.{cache_from,cache_to}'],
  'no-waiting-on-jobs': ['services.*.depends_on.*.condition'],
  'pin-service-image': ['services.*.image'],
  'publish-on-localhost': ['services.*.ports'],
  'ready-for-rollout': ['services.*.{container_name,stop_grace_period,ports}'],
  'require-log-rotation': ['services.*.logging.**'],
  'require-resource-limits': ['services.*.deploy.resources.{limits,reservations}.{cpus,memory}', 'services.*.{cpus,mem_limit,mem_reservation}'],
  'require-service-healthcheck': ['services.*.healthcheck.{test,interval,timeout,retries,start_period,start_interval}'],
  'split-networks': ['services.*.networks.*', 'networks.*.name'],
};

export interface Refused {
  /** What compose says. */
  readonly says: RegExp;
  /** Services that it refuses: without them the rest of the fixture, and what fixes do to it, is judged all the same. */
  readonly without?: readonly string[];
}

const DISTINCT = /can't set distinct values on '\w+' and 'deploy\.resources\./;
const CYCLE = /dependency cycle detected/;

/** Fixtures that compose refuses before any fix, by `<rule>/<fixture>`: mostly those of rules about just that. */
export const REFUSED: Readonly<Record<string, Refused>> = {
  'harden-service/nothing-to-say': { says: /open \.\/other\.yml: no such file/ },
  'no-conflicting-limits/distinct': { says: DISTINCT },
  'no-conflicting-limits/override-differs/compose.override.yml': { says: DISTINCT },
  'no-conflicting-limits/override-mends/compose.yml': { says: DISTINCT },
  'no-conflicting-limits/shared': { says: DISTINCT },
  'no-conflicting-limits/units': { says: /parsing "[^"]*": invalid syntax/ },
  'no-conflicting-limits/unreadable': { says: /parsing "[^"]*": invalid syntax/ },
  'no-conflicting-limits/unset-variables': { says: /required variable \w+ is missing/ },
  'no-dependency-cycle/across/compose.override.yml': { says: CYCLE },
  'no-dependency-cycle/circles': { says: CYCLE },
  'no-dependency-cycle/closed-elsewhere/compose.yml': { says: CYCLE },
  'no-dependency-cycle/profiles': { says: CYCLE },
  'no-dependency-cycle/shared-entries': { says: CYCLE },
  'no-overcommit/reserved': { says: /required variable \w+ is missing/ },
  'no-port-conflict/names': { says: /container name "\w+" is already in use/ },
  'no-port-conflict/override/compose.override.yaml': { says: /container name "api" is already in use/ },
  'no-surprising-values/dates': { says: /invalid jsonType time\.Time/ },
  'require-resource-limits/broken': { says: /failed to parse/ },
  'require-resource-limits/nothing-to-say': { says: /open \.\/common\.yml: no such file/ },
  'require-resource-limits/older-keys': { says: DISTINCT, without: ['mariadb'] },
  'require-resource-limits/partly-set': { says: /deploy\.resources\.limits must be a mapping/ },
  'require-resource-limits/withheld': { says: /mem_reservation' invalid size: ''/, without: ['web'] },
};
