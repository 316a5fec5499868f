/** Files that are read at a time: enough to keep a disk busy, few enough to keep the server answering. */
const AT_ONCE = 16;

/** Does a task for every item, some at a time. Rejects with the first failure, and starts none after it. */
export async function inGroups<Item>(items: readonly Item[], task: (item: Item) => Promise<void>): Promise<void> {
  for (let at = 0; at < items.length; at += AT_ONCE) await Promise.all(items.slice(at, at + AT_ONCE).map(task));
}
