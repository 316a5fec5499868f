import type { DockerfileUse } from '../core/engine/projectView.ts';
import { defineDockerfileRule, type Report } from '../core/engine/rule.ts';
import { listed } from '../core/text/listing.ts';
import { joinPaths } from '../project/paths.ts';
import { contextPart } from './context/contextWords.ts';
import { leaveOut, type SentSecrets } from './context/secrets/leaveOut.ts';
import { secretsBrought } from './context/secrets/secretsBrought.ts';
import { contextSources, sourceText, type ContextSource } from './context/sources/contextSources.ts';
import { isPlausible } from './context/sources/plausibleContext.ts';
import { stagesOfUse } from './stages/stagesOfUse.ts';
import { outputStages } from './layers/outputStages.ts';

/** Names that a message lists. */
const MOST_NAMES = 5;

/** Source: docs.docker.com/build/building/secrets: what is copied stays in the image and in the build cache. */
export const noSecretsInContext = defineDockerfileRule({
  meta: {
    id: 'no-secrets-in-context',
    description: 'No COPY or ADD of a folder brings private keys, `.env` files or credentials into an image.',
    subject: 'context',
    language: 'dockerfile',
    severity: 'warning',
    confidence: 'medium',
    fix: 'suggestion',
    weight: { overall: 10, security: 10, maintainability: 2 },
    options: {},
    messages: {
      shipped: '`{source}` puts {names} into the image, where everybody who gets it can read {them}: leave {them} out in .dockerignore.',
      cached: '`{source}` puts {names} into a build stage and its cache: leave {them} out in .dockerignore.',
    },
  },
  check({ dockerfile, facts, project, report }) {
    if (!project || !/\b(?:COPY|ADD)\b/i.test(dockerfile.text)) return;
    const outputs = outputStages(dockerfile, project);
    const sources = contextSources(dockerfile, facts);
    const runs = stagesOfUse(dockerfile);
    const uses = project.uses.filter((use) => isPlausible(use.context, sources));
    // A secret is told of once, where it does most harm.
    const told: Told = new Map();
    for (const shipped of [true, false]) {
      for (const source of sources) {
        if (outputs.has(source.stage) !== shipped) continue;
        const sent = sentBy(source, uses.filter((use) => runs(use, source.stage)), told);
        if (sent.length > 0) report(describe(source, sent, shipped));
      }
    }
  },
});

/** Secrets by the context that they lie in. */
type Told = Map<string, Set<string>>;

/** What a source brings of each build context, `told` left out and then filled. */
function sentBy(source: ContextSource, uses: readonly DockerfileUse[], told: Told): SentSecrets[] {
  const contexts = new Map(uses.map(({ context }) => [`${context.path}\0${context.ignore?.path ?? ''}`, context]));
  return [...contexts.values()].flatMap((context): SentSecrets[] => {
    const before = told.get(context.path) ?? new Set<string>();
    told.set(context.path, before);
    const secrets = secretsBrought(source, context).filter((secret) => !before.has(secret));
    for (const secret of secrets) before.add(secret);
    return secrets.length > 0 ? [{ context, secrets }] : [];
  });
}

function describe(source: ContextSource, sent: readonly SentSecrets[], shipped: boolean): Report {
  const names = sent.flatMap(({ context, secrets }) => secrets.map((secret) => joinPaths(context.path, secret)));
  const shown = names.slice(0, MOST_NAMES).map(contextPart);
  if (names.length > MOST_NAMES) shown.push(`${names.length - MOST_NAMES} more`);
  return {
    messageId: shipped ? 'shipped' : 'cached',
    data: { source: contextPart(sourceText(source)), names: listed(shown, Infinity), them: names.length === 1 ? 'it' : 'them' },
    span: source.span,
    severity: shipped ? 'warning' : 'information',
    ...leaveOut(sent),
  };
}
