import type { Node } from 'web-tree-sitter';
import type { Connector } from './command.ts';
import type { ParsedAssignment, ParsedCommand, ParsedRedirect, ParsedScript, ParsedWord, Scope } from './parsedScript.ts';

/** Deeper than people nest; what lies below is left out and the script reported as incomplete. */
const MAX_DEPTH = 150;

interface Context {
  readonly scope: Scope;
  readonly isConditional: boolean;
  readonly connector: Connector | null;
  readonly depth: number;
  /** Start of the `!` before the command. */
  readonly negatedAt: number | null;
  /** Redirections that the grammar hangs on a whole list or pipeline; the shell gives them to its last command. */
  readonly tail: readonly Node[];
}

/** Reads the simple commands out of a tree of tree-sitter-bash. */
export function treeCommands(root: Node, script: string): ParsedScript {
  return new TreeReader(script).read(root);
}

class TreeReader {
  private readonly commands: ParsedCommand[] = [];
  private isCut = false;

  constructor(private readonly script: string) {}

  read(root: Node): ParsedScript {
    const scope: Scope = { kind: 'script', parent: null };
    this.statements(root, { scope, isConditional: false, connector: null, depth: 0, negatedAt: null, tail: [] });
    const errorAt = root.hasError ? firstError(root) : -1;
    if (errorAt === -1) return { commands: this.commands, scope, isComplete: !this.isCut };
    return { commands: this.commands.filter((command) => this.endsBefore(command, errorAt)), scope, isComplete: false };
  }

  /** An error right after a command may belong to it: only a connector in between makes the command sure. */
  private endsBefore(command: ParsedCommand, errorAt: number): boolean {
    return command.end <= errorAt && /[;&|\n]/.test(this.script.slice(command.end, errorAt));
  }

  /** Children that follow one another: a program, a block, the body of a loop. */
  private statements(node: Node, context: Context): void {
    if (this.isTooDeep(context)) return;
    const children = node.children;
    let connector = context.connector;
    children.forEach((child, index) => {
      if (child.isNamed) {
        if (child.type === 'comment') return;
        const isBackground = children[index + 1]?.type === '&';
        const inner = isBackground ? { ...context, isConditional: true, scope: enter('subshell', context) } : context;
        this.statement(child, { ...inner, connector, depth: context.depth + 1 });
        connector = '\n';
      } else connector = separatorOf(child.type) ?? (OPENERS.has(child.type) ? null : connector);
    });
  }

  private statement(node: Node, context: Context): void {
    if (this.isTooDeep(context)) return;
    switch (node.type) {
      case 'command':
      case 'declaration_command':
      case 'unset_command':
      case 'test_command':
      case 'variable_assignment':
      case 'variable_assignments':
        return this.simple(node, context);
      case 'negated_command':
        return this.negated(node, context);
      case 'redirected_statement':
      case 'list':
        return this.list(node, context);
      case 'pipeline':
        return this.pipeline(node, context);
      case 'subshell':
        return this.compound(node, { ...context, isConditional: true, scope: enter('subshell', context) });
      case 'compound_statement':
        return this.compound(node, context);
      case 'if_statement':
      case 'while_statement':
      case 'for_statement':
      case 'c_style_for_statement':
      case 'case_statement':
      case 'function_definition':
        return this.branches(node, { ...context, isConditional: true });
      default:
        return this.substitutions(node, context);
    }
  }

  private compound(node: Node, context: Context): void {
    this.statements(node, { ...context, connector: null, negatedAt: null, tail: [] });
    this.tailOfCompound(context);
  }

  /** Redirections of a block belong to no command of ours, but what follows a heredoc operator on its line still counts. */
  private tailOfCompound(context: Context): void {
    for (const node of context.tail) {
      for (const child of node.children) this.substitutions(child, context);
      this.afterHeredoc(node, { ...context, tail: [] });
    }
  }

  private branches(node: Node, context: Context): void {
    if (this.isTooDeep(context)) return;
    const clear: Context = { ...context, connector: null, negatedAt: null, tail: [], depth: context.depth + 1 };
    let connector: Connector | null = null;
    let scope = enter('branch', context);
    for (const child of node.children) {
      if (!child.isNamed) {
        connector = separatorOf(child.type);
        if (child.type === 'then') scope = enter('branch', context);
        continue;
      }
      if (BLOCKS.has(child.type)) this.branches(child, context);
      else if (child.type !== 'comment') this.statement(child, { ...clear, scope, connector });
      connector = '\n';
    }
    this.tailOfCompound(context);
  }

  private negated(node: Node, context: Context): void {
    const inner = node.namedChildren.find((child) => child.type !== 'comment');
    if (inner) this.statement(inner, { ...context, negatedAt: node.startIndex, depth: context.depth + 1 });
  }

  /** `a && b > f && c` comes as nested lists with the redirection around `a && b`: unrolled here, without recursion. */
  private list(node: Node, context: Context): void {
    const parts: { node: Node; connector: Connector | null; tail: readonly Node[] }[] = [];
    let tail = context.tail;
    let current: Node | undefined = node;
    while (current) {
      const { type } = current;
      if (type === 'list') {
        const children: Node[] = current.children.filter((child) => child.type !== 'comment');
        const right = children[2];
        if (right) parts.push({ node: right, connector: children[1]!.type === '||' ? '||' : '&&', tail });
        else this.isCut = true;
        tail = [];
        current = children[0];
      } else if (type === 'redirected_statement') {
        const children: Node[] = current.children;
        tail = [...children.filter((child) => REDIRECTS.has(child.type)), ...tail];
        const body = children.find((child) => child.isNamed && !REDIRECTS.has(child.type) && child.type !== 'comment');
        if (!body) this.simple(null, { ...context, tail });
        current = body;
        if (body && body.type !== 'list' && body.type !== 'redirected_statement') {
          parts.push({ node: body, connector: null, tail });
          break;
        }
      } else {
        parts.push({ node: current, connector: null, tail });
        break;
      }
    }
    for (const part of parts.reverse()) {
      const isAlternative = part.connector === '||';
      this.statement(part.node, {
        ...context,
        connector: part.connector ?? context.connector,
        isConditional: context.isConditional || isAlternative,
        scope: isAlternative ? enter('branch', context) : context.scope,
        depth: context.depth + 1,
        tail: part.tail,
      });
    }
  }

  private pipeline(node: Node, context: Context): void {
    const parts = node.namedChildren.filter((child) => child.type !== 'comment');
    parts.forEach((part, index) => {
      this.statement(part, {
        ...context,
        isConditional: true,
        scope: enter('subshell', context),
        connector: index === 0 ? context.connector : '|',
        tail: index === parts.length - 1 ? context.tail : [],
        depth: context.depth + 1,
      });
    });
  }

  private simple(node: Node | null, context: Context): void {
    const words: ParsedWord[] = [];
    const assignments: ParsedAssignment[] = [];
    const redirects: ParsedRedirect[] = [];
    const kind = node?.type;
    const isDeclaration = kind === 'declaration_command';
    const isSingle = kind === 'variable_assignment';
    const test = node && kind === 'test_command' ? testWords(node, this.script) : null;
    if (test) words.push(...test);
    for (const child of !node || test ? [] : isSingle ? [node] : node.children) {
      const { type } = child;
      if (type === 'comment') continue;
      if (type === 'variable_assignment' && !isDeclaration) assignments.push(assignment(child, this.script));
      else if (REDIRECTS.has(type)) redirect(child, words, redirects);
      else words.push({ start: child.startIndex, end: child.endIndex });
    }
    for (const child of context.tail) redirect(child, words, redirects);
    const joined = joinTouching(words, this.script);
    const all = [...joined, ...assignments, ...redirects];
    if (all.length > 0) {
      this.commands.push({
        start: context.negatedAt ?? Math.min(...all.map((part) => part.start)),
        end: Math.max(...all.map((part) => part.end)),
        words: joined,
        assignments,
        redirects,
        connector: context.connector,
        isConditional: context.isConditional || context.tail.some((child) => pipelineOf(child) !== undefined),
        isNegated: context.negatedAt !== null,
        scope: context.scope,
      });
    }
    if (node) this.substitutions(node, context);
    for (const child of context.tail) {
      this.substitutions(child, context);
      this.afterHeredoc(child, { ...context, tail: [], negatedAt: null });
    }
  }

  /** `cat <<EOF > x && next`: the grammar puts `next` inside the heredoc. */
  private afterHeredoc(node: Node, context: Context): void {
    if (node.type !== 'heredoc_redirect') return;
    const pipeline = pipelineOf(node);
    if (pipeline) this.pipelineRest(pipeline, context);
    const right = node.childForFieldName('right');
    const operator = node.childForFieldName('operator');
    if (!right) return;
    const isAlternative = operator?.type === '||';
    this.statement(right, {
      ...context,
      connector: isAlternative ? '||' : '&&',
      isConditional: context.isConditional || isAlternative,
      depth: context.depth + 1,
    });
  }

  private pipelineRest(node: Node, context: Context): void {
    for (const part of node.namedChildren) {
      if (part.type === 'comment') continue;
      this.statement(part, { ...context, connector: '|', isConditional: true, scope: enter('subshell', context), depth: context.depth + 1 });
    }
  }

  /** Commands in `$(…)`, backticks and `<(…)` anywhere below a node; heredoc bodies included, statements left out. */
  private substitutions(node: Node, context: Context): void {
    if (!/[`(]/.test(this.script.slice(node.startIndex, node.endIndex))) return;
    const stack = [node];
    while (stack.length > 0) {
      const current = stack.pop()!;
      if (current.type === 'command_substitution' || current.type === 'process_substitution') {
        this.statements(current, {
          scope: enter('subshell', context),
          isConditional: true,
          connector: null,
          depth: context.depth + 1,
          negatedAt: null,
          tail: [],
        });
        continue;
      }
      const children = current.namedChildren.filter((child) => !isStatement(child, current));
      for (const child of children.reverse()) stack.push(child);
    }
  }

  private isTooDeep(context: Context): boolean {
    if (context.depth <= MAX_DEPTH) return false;
    this.isCut = true;
    return true;
  }
}

const REDIRECTS = new Set(['file_redirect', 'heredoc_redirect', 'herestring_redirect']);
const BLOCKS = new Set(['do_group', 'elif_clause', 'else_clause', 'case_item']);
const AFTER_HEREDOC = new Set(['right', 'pipeline']);

const OPENERS = new Set(['{', '(', '$(', '`', '<(', '>(']);

/** A newline that ends a statement is not always a node of its own: it is what stands where nothing else does. */
function separatorOf(token: string): Connector | null {
  return token === ';' || token === '&' || token === '\n' ? token : null;
}

function enter(kind: 'subshell' | 'branch', context: Context): Scope {
  return { kind, parent: context.scope };
}

function pipelineOf(node: Node): Node | undefined {
  return node.type === 'heredoc_redirect' ? node.namedChildren.find((child) => child.type === 'pipeline') : undefined;
}

function isStatement(child: Node, parent: Node): boolean {
  if (parent.type !== 'heredoc_redirect') return false;
  return AFTER_HEREDOC.has(child.type) || child.id === parent.childForFieldName('right')?.id;
}

function assignment(node: Node, script: string): ParsedAssignment {
  const [target, operator] = node.children;
  const valueStart = operator?.endIndex ?? node.endIndex;
  return {
    start: node.startIndex,
    end: node.endIndex,
    name: script.slice(target!.startIndex, target!.endIndex),
    valueStart,
    isPartial: target!.type !== 'variable_name' || operator?.type !== '=',
  };
}

/** The grammar takes every word after `> file` into the redirection; the shell takes the first and leaves the rest to the command. */
function redirect(node: Node, words: ParsedWord[], redirects: ParsedRedirect[]): void {
  const { start, end } = { start: node.startIndex, end: node.endIndex };
  if (node.type === 'herestring_redirect') {
    redirects.push({ start, end, heredoc: null });
    return;
  }
  if (node.type === 'heredoc_redirect') {
    heredoc(node, words, redirects);
    return;
  }
  const destinations = node.childrenForFieldName('destination');
  let count = Math.min(1, destinations.length);
  while (count < destinations.length && destinations[count]!.startIndex === destinations[count - 1]!.endIndex) count += 1;
  redirects.push({ start, end: destinations[count - 1]?.endIndex ?? end, heredoc: null });
  for (const word of destinations.slice(count)) words.push({ start: word.startIndex, end: word.endIndex });
}

function heredoc(node: Node, words: ParsedWord[], redirects: ParsedRedirect[]): void {
  const children = node.namedChildren;
  const opener = children.find((child) => child.type === 'heredoc_start');
  const body = children.find((child) => child.type === 'heredoc_body');
  const end = children.find((child) => child.type === 'heredoc_end');
  const bodyEnd = end?.startIndex ?? body?.endIndex ?? node.endIndex;
  redirects.push({
    start: node.startIndex,
    end: opener?.endIndex ?? node.startIndex,
    heredoc: {
      bodyStart: body?.startIndex ?? bodyEnd,
      bodyEnd,
      expands: !/['"\\]/.test(opener?.text ?? ''),
    },
  });
  for (const child of node.children) {
    if (child.type === 'file_redirect' || child.type === 'herestring_redirect') redirect(child, words, redirects);
  }
  for (const word of node.childrenForFieldName('argument')) words.push({ start: word.startIndex, end: word.endIndex });
}

/** `[ -f x ]` as words: its brackets are the command's name and last argument. */
function testWords(node: Node, script: string): ParsedWord[] {
  const first = node.children[0]!;
  const words = [{ start: first.startIndex, end: first.endIndex }];
  const inner = script.slice(first.endIndex, node.endIndex);
  for (const match of inner.matchAll(/(?:[^\s'"\\]|\\[\s\S]|'[^']*'|"(?:[^"\\]|\\[\s\S])*")+/g)) {
    words.push({ start: first.endIndex + match.index, end: first.endIndex + match.index + match[0].length });
  }
  return words;
}

/** The grammar sometimes splits a word, and takes an escaped blank at its start for a separator; what touches belongs together. */
function joinTouching(words: readonly ParsedWord[], script: string): ParsedWord[] {
  const joined: ParsedWord[] = [];
  // Only words behind a redirection come out of order.
  const isInOrder = words.every((word, i) => i === 0 || words[i - 1]!.start <= word.start);
  for (const found of isInOrder ? words : [...words].sort((a, b) => a.start - b.start)) {
    const isEscaped = script[found.start - 2] === '\\' && script[found.start - 3] !== '\\' && /[ \t]/.test(script[found.start - 1]!);
    const word = isEscaped ? { start: found.start - 2, end: found.end } : found;
    const last = joined[joined.length - 1];
    if (last && last.end >= word.start) joined[joined.length - 1] = { start: last.start, end: Math.max(last.end, word.end) };
    else if (word.end > word.start) joined.push(word);
  }
  return joined;
}

function firstError(root: Node): number {
  let at = -1;
  const stack: Node[] = [root];
  while (stack.length > 0) {
    const node = stack.pop()!;
    if (node.isError || node.isMissing) {
      if (at === -1 || node.startIndex < at) at = node.startIndex;
    } else if (node.hasError) stack.push(...node.children);
  }
  return at;
}
