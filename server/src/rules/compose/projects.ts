import type { ComposeModel, ComposeService } from '../../core/compose/model.ts';
import { soleProject } from '../../core/compose/soleProject.ts';
import type { ComposeProject, ProjectService } from '../../core/compose/project.ts';
import type { ProjectView } from '../../core/engine/projectView.ts';
import { perDocument } from './perDocument.ts';

interface Context {
  readonly compose: ComposeModel;
  readonly project: ProjectView | null;
}

/**
 * The projects that the checked file is part of; the file alone where no workspace is known. Empty for a file that only adds to another
 * which nobody can tell: nothing can be said then of what a service lacks.
 */
export function projectsOf(context: Context): readonly ComposeProject[] {
  return perDocument(context, projectsOf, () => context.project?.composeProjects ?? [soleProject(context.compose)]);
}

/** A service that the checked file declares, with what it is in each project. */
export interface DeclaredService {
  readonly service: ComposeService;
  /** One per project; never empty. What a service lacks, it has to lack in all of them. */
  readonly merged: readonly ProjectService[];
}

/** The services of the checked file, in its order; those that no project has are left out. Remembered, since most rules ask. */
export function declaredServices(context: Context): readonly DeclaredService[] {
  return perDocument(context, declaredServices, () => collectDeclared(context));
}

function collectDeclared(context: Context): readonly DeclaredService[] {
  const projects = projectsOf(context);
  return context.compose.services.flatMap((service) => {
    const merged = projects.flatMap(({ services }) => services.get(service.name) ?? []);
    return merged.length === 0 ? [] : [{ service, merged }];
  });
}
