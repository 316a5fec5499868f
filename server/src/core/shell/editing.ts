/** What fixes may do to a RUN: take a word or a whole command out, everything else left as it is. */
export { removeCommand } from './removeCommand.ts';
export { removeWord } from './removeWord.ts';
