// Generated from the files of this folder by `npm run generate`.
import type { Rule } from '../core/engine/rule.ts';

export const RULES: readonly Rule[] = [

];
