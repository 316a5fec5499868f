import { UNREAD, type Expression } from './bakeValue.ts';
import { hclTokens, type HclToken, type TemplatePart } from './hclTokens.ts';

/** `target "app" { … }`: a type, labels, and attributes. Blocks within blocks are passed over: none says how something is built. */
export interface BakeBlock {
  readonly type: string;
  readonly labels: readonly string[];
  /** In the order of the file; the last of equal names wins. */
  readonly attributes: ReadonlyMap<string, Expression>;
}

export interface BakeBody {
  readonly attributes: ReadonlyMap<string, Expression>;
  readonly blocks: readonly BakeBlock[];
}

/** Lists in lists, blocks in blocks. */
const DEEPEST = 50;

/** The body of an HCL file; null where bake would refuse it. */
export function readHcl(text: string): BakeBody | null {
  const tokens = hclTokens(text);
  return tokens && new Parser(tokens).file();
}

/** The expression that the parts of a text make. */
export function templateExpression(parts: readonly TemplatePart[]): Expression {
  const [only] = parts;
  if (parts.length === 1 && typeof only === 'string') return { kind: 'literal', value: only };
  return {
    kind: 'template',
    parts: parts.map((part) => (part === null ? UNREAD : typeof part === 'string' ? part : new Parser(part).interpolation())),
  };
}

class Parser {
  private at = 0;
  private isBroken = false;

  constructor(private readonly tokens: readonly HclToken[]) {}

  file(): BakeBody | null {
    const body = this.body(0);
    return body && !this.isBroken && this.token().kind === 'end' ? body : null;
  }

  interpolation(): Expression {
    this.skipNewlines();
    const expression = this.primary(0);
    this.skipNewlines();
    return this.token().kind === 'end' ? expression : UNREAD;
  }

  /** Attributes and blocks up to a `}` or the end, which is left. */
  private body(depth: number): BakeBody | null {
    if (depth > DEEPEST) return null;
    const attributes = new Map<string, Expression>();
    const blocks: BakeBlock[] = [];
    for (;;) {
      this.skipNewlines();
      const token = this.token();
      if (token.kind === 'end' || this.isSign('}')) return { attributes, blocks };
      if (token.kind !== 'name') return null;
      this.at++;
      if (this.isSign('=')) {
        this.at++;
        attributes.set(token.text, this.expression(0));
      } else {
        const block = this.block(token.text, depth);
        if (!block) return null;
        blocks.push(block);
      }
      if (this.token().kind !== 'newline' && this.token().kind !== 'end' && !this.isSign('}')) return null;
    }
  }

  private block(type: string, depth: number): BakeBlock | null {
    const labels: string[] = [];
    for (; !this.isSign('{'); this.at++) {
      const label = this.token();
      const text = label.kind === 'name' ? label.text : label.kind === 'template' ? label.parts[0] : null;
      if (typeof text !== 'string' || (label.kind === 'template' && label.parts.length > 1)) return null;
      labels.push(text);
    }
    this.at++;
    const body = this.body(depth + 1);
    if (!body || !this.isSign('}')) return null;
    this.at++;
    return { type, labels, attributes: body.attributes };
  }

  /** What ends an expression is left: a newline, a comma, a closing bracket or the end. */
  private expression(depth: number): Expression {
    const primary = this.primary(depth);
    if (this.isAtEnd()) return primary;
    if (this.token().kind !== 'sign') this.isBroken = true;
    // An operator, a condition or a call: its value is not told here.
    for (let open = 0; !(open === 0 && this.isAtEnd()) && this.token().kind !== 'end'; this.at++) {
      const token = this.token();
      if (token.kind !== 'sign') continue;
      if ('([{'.includes(token.text)) open++;
      else if (')]}'.includes(token.text)) open--;
    }
    return UNREAD;
  }

  private primary(depth: number): Expression {
    const token = this.token();
    if (depth > DEEPEST) return UNREAD;
    if (token.kind === 'template') {
      this.at++;
      return templateExpression(token.parts);
    }
    if (token.kind === 'number') {
      this.at++;
      const value = Number(token.text);
      return Number.isSafeInteger(value) || !Number.isInteger(value) ? { kind: 'literal', value } : UNREAD;
    }
    if (token.kind === 'name') return this.reference(token.text);
    if (this.isSign('[')) return this.list(depth);
    return this.isSign('{') ? this.object(depth) : UNREAD;
  }

  private reference(name: string): Expression {
    this.at++;
    const literal = LITERALS.get(name);
    if (literal !== undefined) return { kind: 'literal', value: literal };
    const steps: (string | number)[] = [];
    for (;;) {
      const isDot = this.isSign('.');
      if (!isDot && !this.isSign('[')) return { kind: 'reference', name, steps };
      const key = this.tokens[this.at + 1];
      const index = key?.kind === 'number' ? Number(key.text) : key?.kind === 'name' && isDot ? key.text : plainText(key);
      const close = this.tokens[this.at + 2];
      if (index === null || (!isDot && !(close?.kind === 'sign' && close.text === ']'))) return UNREAD;
      steps.push(index);
      this.at += isDot ? 2 : 3;
    }
  }

  private list(depth: number): Expression {
    const items: Expression[] = [];
    const start = this.at++;
    if (this.isLoop()) return this.giveUp(start);
    for (;;) {
      this.skipNewlines();
      if (this.isSign(']')) {
        this.at++;
        return { kind: 'list', items };
      }
      items.push(this.expression(depth + 1));
      this.skipNewlines();
      if (this.isSign(',')) this.at++;
      else if (!this.isSign(']')) return this.giveUp(start);
    }
  }

  private object(depth: number): Expression {
    const entries: [Expression, Expression][] = [];
    const start = this.at++;
    for (;;) {
      while (this.token().kind === 'newline' || this.isSign(',')) this.at++;
      if (this.isSign('}')) {
        this.at++;
        return { kind: 'object', entries };
      }
      const key = this.key();
      if (!key || !(this.isSign('=') || this.isSign(':'))) return this.giveUp(start);
      this.at++;
      this.skipNewlines();
      entries.push([key, this.expression(depth + 1)]);
      if (this.token().kind !== 'newline' && !this.isSign(',') && !this.isSign('}')) return this.giveUp(start);
    }
  }

  /** A bare name means itself, not a variable. */
  private key(): Expression | null {
    const token = this.token();
    if (token.kind === 'name' || token.kind === 'number') {
      this.at++;
      return { kind: 'literal', value: token.text };
    }
    if (token.kind !== 'template') return null;
    this.at++;
    return templateExpression(token.parts);
  }

  /** `[for …`: `for` is a name as any other elsewhere. */
  private isLoop(): boolean {
    this.skipNewlines();
    const token = this.token();
    return token.kind === 'name' && token.text === 'for' && this.tokens[this.at + 1]?.kind === 'name';
  }

  /** Back to where a bracket opened: the caller passes over all that it holds. */
  private giveUp(start: number): Expression {
    this.at = start;
    return UNREAD;
  }

  private isAtEnd(): boolean {
    const token = this.token();
    return token.kind === 'newline' || token.kind === 'end' || (token.kind === 'sign' && ',)]}'.includes(token.text));
  }

  private isSign(text: string): boolean {
    const token = this.token();
    return token.kind === 'sign' && token.text === text;
  }

  private token(): HclToken {
    return this.tokens[Math.min(this.at, this.tokens.length - 1)]!;
  }

  private skipNewlines(): void {
    while (this.token().kind === 'newline') this.at++;
  }
}

const LITERALS: ReadonlyMap<string, boolean | null> = new Map([['true', true], ['false', false], ['null', null]]);

function plainText(token: HclToken | undefined): string | null {
  if (token?.kind !== 'template' || token.parts.length !== 1) return null;
  const [text] = token.parts;
  return typeof text === 'string' ? text : null;
}
