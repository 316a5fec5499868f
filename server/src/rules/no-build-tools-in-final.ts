import { defineDockerfileRule, type DockerfileContext, type Report } from '../core/engine/rule.ts';
import type { Stage } from '../core/dockerfile/model.ts';
import { listed } from '../core/text/listing.ts';
import { sliceSpan, type Span } from '../core/text/span.ts';
import { isRefusal } from './layers/proof.ts';
import { sentence } from './messages/sentence.ts';
import { isService } from './stages/services.ts';
import { shippedStages } from './stages/shippedStages.ts';
import { startCommand, startsShell } from './stages/startCommand.ts';
import { offerStages } from './stages/split/offerStages.ts';
import { shippedTools, type ShippedTools } from './stages/tools/shippedTools.ts';
import { leastMegabytes } from './stages/tools/toolPackages.ts';

/** Texts without which no file ships any of it. */
const MAY_SHIP = /gcc|g\+\+|build-|alpine-sdk|-dev|clang|gfortran|cmake|cargo|rust|golang|go\b|jdk|maven|gradle|sdk|swift|haskell|dart|requirements|ghc|[ny]asm/;
const MAY_BUNDLE = /npm|yarn/;
const BUNDLING = /build|tsc/;
/** More packages than a sentence carries. */
const MOST_NAMED = 4;

export const noBuildToolsInFinal = defineDockerfileRule<object>({
  meta: {
    id: 'no-build-tools-in-final',
    description: 'Compilers, headers and development dependencies stay in a stage of their own and out of the image that runs.',
    subject: 'stages',
    language: 'dockerfile',
    severity: 'information',
    confidence: 'medium',
    fix: 'suggestion',
    weight: { overall: 5, security: 5, maintainability: 2 },
    options: {},
    messages: {
      packages: 'The image ships {tools}, which only its build needs{size}: each pull carries them, and an intruder finds a compiler; build in a stage of its own.',
      headers: 'The image ships {tools}, which only a build needs{size}: install them in a stage of its own and copy the result.',
      sdk: 'The image ships all of {sdk}, which only its build needs, with the sources and what the build downloaded: copy the result into an image without them.',
      development: 'The image ships the development dependencies that its build needs: build in a stage of its own and install without them here.',
    },
  },
  check(context) {
    const { dockerfile, facts, project, report } = context;
    if (!mayShip(dockerfile.text)) return;
    for (const stage of shippedStages(dockerfile, project)) {
      const start = startCommand(dockerfile, stage);
      if (!start || startsShell(start) || !isService(stage, start, project) || facts.stageFact(stage).distribution === 'windows') continue;
      const tools = shippedTools(dockerfile, facts, stage);
      if (!tools) continue;
      report({ ...describe(context, stage, tools), ...offer(context, stage, tools) });
      return;
    }
  },
});

function offer(context: DockerfileContext, stage: Stage, tools: ShippedTools): Pick<Report, 'fixes' | 'withheld'> {
  const offered = offerStages(context, stage, tools);
  return isRefusal(offered) ? { withheld: sentence(offered.reason) } : { fixes: [offered], withheld: 'What the application needs at run time cannot be seen from here.' };
}

function describe({ dockerfile: { text }, facts }: DockerfileContext, stage: Stage, { sdk, packages, development, hasCompiler }: ShippedTools): Report {
  const places: Span[] = [...packages.map(({ span }) => span), ...development];
  const related = (first: Span) => places.filter((place) => place !== first).slice(0, 5).map((place) => ({ span: place, message: `${sliceSpan(text, place)}, too.` }));
  if (sdk !== null) {
    const { keywordSpan } = rootOf(stage).from;
    return { messageId: 'sdk', data: { sdk }, span: keywordSpan, related: related(keywordSpan) };
  }
  const first = packages[0];
  if (!first) return { messageId: 'development', span: development[0]!, severity: 'hint', related: related(development[0]!) };
  const names = [...new Set(packages.map(({ name }) => name))];
  const { distribution } = facts.stageFact(stage);
  const megabytes = distribution === 'debian' || distribution === 'ubuntu' ? leastMegabytes(names) : null;
  const size = megabytes === null ? '' : ` (${megabytes} MB or more)`;
  const tools = listed(names, MOST_NAMED, 'more packages');
  return { messageId: hasCompiler ? 'packages' : 'headers', data: { tools, size }, span: first.span, related: related(first.span), ...(hasCompiler ? {} : { severity: 'hint' }) };
}

function rootOf(stage: Stage): Stage {
  return stage.parent ? rootOf(stage.parent) : stage;
}

/** Two steps for bundles: one pattern for both words would be tried again from each `npm` of a text that builds nothing. */
function mayShip(text: string): boolean {
  if (MAY_SHIP.test(text)) return true;
  const bundler = text.search(MAY_BUNDLE);
  return bundler !== -1 && BUNDLING.test(text.slice(bundler));
}
