import { defineIgnoreRule, type Report } from '../core/engine/rule.ts';
import type { IgnorePattern } from '../core/ignore/matcher.ts';
import { indentedComments, isComment, trailingComment } from './context/ignoreLines/comments.ts';
import { ignoreScene, type IgnoreScene } from './context/ignoreLines/ignoreScene.ts';
import { undoneNegation } from './context/ignoreLines/negations.ts';
import { backslash, braces, emptyMatch, refused } from './context/ignoreLines/spelling.ts';
import { topOnly } from './context/ignoreLines/topOnly.ts';

/** In this order: the first that has something to say of a line is the one that is heard. */
const LINE_CHECKS: readonly ((pattern: IgnorePattern, scene: IgnoreScene) => Report | null)[] = [
  trailingComment, backslash, refused, braces, emptyMatch, undoneNegation,
];

/** Source: github.com/moby/patternmatcher (ignorefile.ReadAll, patternmatcher.New), which reads the file; docs.docker.com/build/concepts/context/#syntax. */
export const dockerignoreSyntax = defineIgnoreRule({
  meta: {
    id: 'dockerignore-syntax',
    description: 'Lines of a .dockerignore file mean to Docker what they look like.',
    subject: 'context',
    language: 'dockerignore',
    severity: 'warning',
    confidence: 'high',
    fix: 'safe',
    weight: { overall: 5, security: 4, maintainability: 5 },
    options: {},
    messages: {
      trailingComment: 'Docker knows comments on lines of their own only, so this is part of the pattern and `{pattern}` is not left out: put the comment above.',
      indentedComment: 'A comment starts in column one: Docker takes an indented one for a pattern ({count} here), which matches nothing.',
      refusedComment: 'A comment starts in column one: Docker takes this for a pattern and refuses it, because {why}, so no build starts.',
      refused: 'Docker refuses `{pattern}`, because {why}, so no build starts: mend or remove the line.',
      backslash: 'A backslash is no separator to Docker, so `{pattern}` does not match what it looks like: write `{better}`.',
      braces: 'Braces are ordinary letters to Docker, so `{pattern}` matches nothing: write one line for each.',
      above: '`{pattern}` lies above the build context, so it matches nothing: remove it.',
      everything: '`{pattern}` matches nothing: write `*` where everything is meant to be left out.',
      undone: '`{pattern}` brings nothing back, because line {line} (`{other}`) leaves it out again: the last line that matches decides.',
      topOnly: '{patterns} {reach} the top of the build context only, and {example} is still sent: write `{better}`.',
    },
  },
  check({ ignore, project, report }) {
    if (ignore.patterns.length === 0) return;
    const scene = ignoreScene(ignore, project);
    const comments = ignore.patterns.filter(isComment);
    const spoken = new Set(comments);
    const indented = comments.length > 0 ? indentedComments(comments, scene) : null;
    if (indented) report(indented);
    for (const pattern of ignore.patterns) {
      if (spoken.has(pattern)) continue;
      for (const check of LINE_CHECKS) {
        const found = check(pattern, scene);
        if (!found) continue;
        report(found);
        spoken.add(pattern);
        break;
      }
    }
    const anchored = topOnly(ignore.patterns.filter((pattern) => !spoken.has(pattern)), scene);
    if (anchored) report(anchored);
  },
});
