import { dependenciesOf, type Dependency } from '../../../core/compose/settings/dependencies.ts';
import type { ComposeModel, ComposeService } from '../../../core/compose/model.ts';
import { isPlainMap } from '../../../core/compose/plainData.ts';
import type { ComposeProject, ProjectService } from '../../../core/compose/project.ts';
import type { ProjectView } from '../../../core/engine/projectView.ts';
import { perDocument } from '../perDocument.ts';
import { projectsOf } from '../projects.ts';
import { healthOf, type Health } from './imageHealth.ts';
import { isWithheld } from './recipes/recipe.ts';
import { isSlowToStart, recipeFor } from './recipes.ts';
import { connectsLate } from './connectsLate.ts';

/** What is wrong with one dependency, in every project that the file is part of. */
export interface JudgedDependency {
  readonly name: string;
  /**
   * `unanswerable`: it waits for the health of something that nothing asks. `early`: it starts while a server prepares its data, and
   * waiting for its health can be had.
   */
  readonly verdict: 'unanswerable' | 'early';
  readonly health: Health;
  /** What it depends on, as the first project merges it. */
  readonly target: ProjectService;
}

interface Context {
  readonly compose: ComposeModel;
  readonly project: ProjectView | null;
}

/** Dependencies that the checked file itself names and that start in the wrong order, by the service that has them. */
export function judgedDependencies(context: Context): ReadonlyMap<string, readonly JudgedDependency[]> {
  return perDocument(context, judgedDependencies, () => judgeAll(context));
}

function judgeAll(context: Context): ReadonlyMap<string, readonly JudgedDependency[]> {
  const found = new Map<string, readonly JudgedDependency[]>();
  if (!context.compose.text.includes('depends_on')) return found;
  const orders = projectsOf(context).map((one) => new StartingOrder(one, context.project, context.compose));
  for (const service of context.compose.services) {
    const named = namedDependencies(service);
    if (named.length === 0) continue;
    const views = orders.flatMap((order) => order.dependenciesOf(service.name) ?? []);
    const own = named.flatMap((name) => judge(name, views, orders) ?? []).filter((judged) => !isMended(context.compose, service, judged));
    if (own.length > 0) found.set(service.name, own);
  }
  return found;
}

/** Names in the file's own `depends_on`, anchors and extended services of the file included. */
function namedDependencies(service: ComposeService): readonly string[] {
  const data = service.get('depends_on')?.data;
  if (isPlainMap(data)) return Object.keys(data);
  return Array.isArray(data) ? [...new Set(data.filter((name) => typeof name === 'string'))] : [];
}

/** True where the text says otherwise already: a project is put together a moment after an edit. */
function isMended(compose: ComposeModel, service: ComposeService, { name, verdict, health }: JudgedDependency): boolean {
  const isAsked = health === 'none' && compose.service(name)?.get('healthcheck', 'test')?.data !== undefined;
  return verdict === 'unanswerable' ? isAsked : service.get('depends_on', name, 'condition')?.data === 'service_healthy';
}

interface ServiceInOrder {
  readonly order: StartingOrder;
  readonly service: ProjectService;
  readonly dependencies: ReadonlyMap<string, Dependency>;
}

/** The one verdict that all projects agree on; null where one sees nothing wrong. */
function judge(name: string, views: readonly ServiceInOrder[], orders: readonly StartingOrder[]): JudgedDependency | null {
  if (views.length === 0 || orders.length === 0) return null;
  const [first, ...others] = views.map((view) => view.order.judge(view, name));
  if (!first || others.some((other) => other?.verdict !== first.verdict)) return null;
  // A project in which it has a health check already needs no other one.
  return others.find((other) => other?.health === 'none') ?? first;
}

/** One project's services with what they wait for. */
class StartingOrder {
  private readonly byService = new Map<string, ServiceInOrder | null>();
  private readonly healths = new Map<string, Health>();
  private readonly worthWaitingFor = new Map<ProjectService, boolean>();
  private followed = 0;

  constructor(
    private readonly project: ComposeProject,
    private readonly view: ProjectView | null,
    private readonly checked: ComposeModel,
  ) {}

  dependenciesOf(name: string): ServiceInOrder | null {
    let known = this.byService.get(name);
    if (known === undefined) {
      const service = this.project.services.get(name);
      known = service ? { order: this, service, dependencies: new Map(dependenciesOf(service).map((each) => [each.service, each])) } : null;
      this.byService.set(name, known);
    }
    return known;
  }

  judge({ service, dependencies }: ServiceInOrder, name: string): JudgedDependency | null {
    const dependency = dependencies.get(name);
    const target = this.project.services.get(name);
    // Compose itself speaks of services that are not there, that a profile leaves out, or that wait for themselves.
    if (!dependency?.required || name === service.name || !target || !startsTogether(service, target)) return null;
    if (dependency.condition === 'service_healthy') {
      const health = this.healthOf(target);
      return health === 'none' || health === 'disabled' ? { name, verdict: 'unanswerable', health, target } : null;
    }
    if (dependency.condition !== 'service_started' || !this.isWorthWaitingFor(target)) return null;
    const health = this.healthOf(target);
    if (connectsLate(service, this.view, this.checked) || this.waitsOtherwise(dependencies, name)) return null;
    return { name, verdict: 'early', health, target };
  }

  /** True for a server that takes its time and can be asked, or given what asks it. */
  private isWorthWaitingFor(target: ProjectService): boolean {
    let isSo = this.worthWaitingFor.get(target);
    if (isSo === undefined) {
      const health = isSlowToStart(target, this.view) ? this.healthOf(target) : null;
      isSo = health === 'checked' || (health === 'none' && !isWithheld(recipeFor(target, this.view)));
      this.worthWaitingFor.set(target, isSo);
    }
    return isSo;
  }

  private healthOf(target: ProjectService): Health {
    let health = this.healths.get(target.name);
    if (health === undefined) this.healths.set(target.name, (health = healthOf(target, this.view)));
    return health;
  }

  /** True where something else that it waits for starts only when `name` is healthy, or has ended well with its help. */
  private waitsOtherwise(dependencies: ReadonlyMap<string, Dependency>, name: string): boolean {
    const seen = new Set<string>([name]);
    const open = [...dependencies.values()];
    for (let next = open.pop(); next && seen.size < MOST_FOLLOWED; next = open.pop()) {
      if (seen.has(next.service) || !next.required) continue;
      seen.add(next.service);
      const beyond = this.dependenciesOf(next.service)?.dependencies;
      this.followed += beyond?.size ?? 0;
      if (this.followed > MOST_FOLLOWED_IN_ALL) return true;
      const same = beyond?.get(name);
      if (same?.required && (same.condition === 'service_healthy' || next.condition === 'service_completed_successfully')) return true;
      if (beyond) open.push(...beyond.values());
    }
    return false;
  }
}

/** Services that are followed from one; more is no file that a person wrote. */
const MOST_FOLLOWED = 200;

/** Dependencies that are looked at for all services of a project together: where hundreds depend on all others, nothing is said of the rest. */
const MOST_FOLLOWED_IN_ALL = 500_000;

/** False where one of them has no containers, or a profile starts the one without the other. */
export function startsTogether(service: ProjectService, target: ProjectService): boolean {
  if ([service, target].some((each) => each.get('scale') === 0 || each.get('deploy', 'replicas') === 0)) return false;
  const needed = target.get('profiles');
  if (needed === null || (Array.isArray(needed) && needed.length === 0)) return true;
  const own = service.get('profiles');
  return Array.isArray(needed) && Array.isArray(own) && own.length > 0 && own.every((profile) => needed.includes(profile));
}
