// Groups students who are connected, directly or through others, by pairs above a threshold. Pure.

export interface Joined {
  userA: string;
  userB: string;
  similarity: number;
}

/**
 * Groups of three or more, the largest first; each lists its students' ids. Two students alone stay
 * a pair.
 */
export function groupPairs(pairs: readonly Joined[], threshold: number): string[][] {
  const parent = new Map<string, string>();
  const findRoot = (id: string): string => {
    let root = id;
    while (parent.get(root) !== undefined && parent.get(root) !== root) root = parent.get(root)!;
    parent.set(id, root);
    return root;
  };
  for (const { userA, userB, similarity } of pairs)
    if (similarity >= threshold) parent.set(findRoot(userA), findRoot(userB));
  const groups = new Map<string, string[]>();
  for (const id of [...parent.keys()].sort()) {
    const root = findRoot(id);
    groups.set(root, [...(groups.get(root) ?? []), id]);
  }
  return [...groups.values()]
    .filter((ids) => ids.length > 2)
    .sort((a, b) => b.length - a.length || (a[0]! < b[0]! ? -1 : 1));
}
