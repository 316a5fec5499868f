/** A reason as a sentence for people; code at its start keeps its case. */
export function sentence(reason: string): string {
  const first = /^[a-z]+ /.test(reason) && !/^(?:pip|npm|apt|sudo|gosu|su|doas|runuser|setpriv) /.test(reason);
  return `${first ? reason[0]!.toUpperCase() + reason.slice(1) : reason}.`;
}
