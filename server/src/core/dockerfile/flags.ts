import type { Flag } from './model.ts';
import type { LogicalText } from './logicalText.ts';
import { isSpace } from './logicalText.ts';

/** A flag by offsets of the logical text. */
export interface ScannedFlag {
  readonly start: number;
  readonly end: number;
  /** Offset after the first `=`; -1 where there is none. */
  readonly valueStart: number;
  /** With quotes and escapes resolved, `--` included. */
  readonly text: string;
}

export interface ScannedFlags {
  readonly flags: readonly ScannedFlag[];
  /** Where the rest of the instruction starts; not yet trimmed. */
  readonly bodyStart: number;
}

const DASH = 45;

/**
 * Reads the flags in `from..to`, trimmed at its end, as BuildKit does (frontend/dockerfile/parser/split_command.go, extractBuilderFlags): words that start
 * with `--`, without a gap, from the keyword on; a bare `--` ends them. Quotes may hold spaces and are dropped.
 */
export function scanFlags(text: string, from: number, to: number, escape: string): ScannedFlags {
  const flags: ScannedFlag[] = [];
  let at = from;
  for (;;) {
    while (at < to && isSpace(text.charCodeAt(at))) at++;
    if (at + 1 >= to || text.charCodeAt(at) !== DASH || text.charCodeAt(at + 1) !== DASH) return { flags, bodyStart: at };
    const flag = scanFlag(text, at, to, escape);
    at = flag.end;
    if (flag.text === '--') return { flags, bodyStart: at };
    flags.push(flag);
  }
}

function scanFlag(text: string, start: number, to: number, escape: string): ScannedFlag {
  let at = start;
  let quote = '';
  let decoded = '';
  let valueStart = -1;
  for (; at < to; at++) {
    const char = text[at]!;
    if (quote === '' && isSpace(char.charCodeAt(0))) break;
    if (quote === '' && (char === '"' || char === "'")) quote = char;
    else if (char === quote) quote = '';
    else if (char === escape) decoded += ++at < to ? text[at]! : '';
    else {
      if (char === '=' && valueStart === -1) valueStart = at + 1;
      decoded += char;
    }
  }
  return { start, end: Math.min(at, to), valueStart, text: decoded };
}

/** The flag as the model shows it. */
export function toFlag(logical: LogicalText, scanned: ScannedFlag): Flag {
  const equals = scanned.text.indexOf('=');
  const hasValue = equals !== -1 && scanned.valueStart !== -1;
  return {
    name: scanned.text.slice(2, hasValue ? equals : undefined),
    value: hasValue ? scanned.text.slice(equals + 1) : null,
    span: logical.spanOf(scanned.start, scanned.end),
    valueSpan: hasValue ? logical.spanOf(scanned.valueStart, scanned.end) : null,
  };
}
