import type { Comment } from '../dockerfile/model.ts';
import type { IgnorePattern } from './parseIgnoreFile.ts';

/** One .dockerignore file, as Docker reads it. */
export interface IgnoreFileModel {
  readonly text: string;
  /** In order, refused ones included. */
  readonly patterns: readonly IgnorePattern[];
  /** Lines with `#` in column one, the only comments that Docker knows. */
  readonly comments: readonly Comment[];
}
