// A sorted set that knows the position of each item: a weight-balanced tree. The sizes of its
// subtrees give the positions, and the same sizes keep it balanced. Adding, deleting and finding a
// position take O(log n) steps.
//
// Source: S. Adams, "Efficient sets: a balancing act" (1993). The two constants are those that
// Y. Hirai and K. Yamamoto prove sufficient in "Balancing weight-balanced trees" (2011).

interface Node<T> {
  readonly item: T;
  /** Items in this subtree. */
  size: number;
  left: Tree<T>;
  right: Tree<T>;
}

type Tree<T> = Node<T> | undefined;

/** Below 0: `a` comes before `b`. 0: they are the same item. */
type Compare<T> = (a: T, b: T) => number;

/** A subtree may weigh at most this many times as much as the one beside it. */
const MOST_UNEQUAL = 3;
/** From this factor between inner and outer grandchild on, two rotations are needed. */
const INNER_HEAVY = 2;

/** The items must not change their order while they are in the set. */
export class RankedSet<T> {
  readonly #compare: Compare<T>;
  #root: Tree<T>;

  constructor(compare: Compare<T>) {
    this.#compare = compare;
  }

  get size(): number {
    return sizeOf(this.#root);
  }

  get first(): T | undefined {
    let node = this.#root;
    while (node?.left !== undefined) node = node.left;
    return node?.item;
  }

  /** Call it only for an item that is not in the set. */
  add(item: T): void {
    this.#root = insert(this.#root, item, this.#compare);
  }

  /** Call it only for an item that is in the set. */
  delete(item: T): void {
    this.#root = remove(this.#root, item, this.#compare);
  }

  /** How many items of the set come before this one, which need not be in the set. */
  countBefore(item: T): number {
    let count = 0;
    let node = this.#root;
    while (node !== undefined) {
      if (this.#compare(item, node.item) <= 0) node = node.left;
      else {
        count += sizeOf(node.left) + 1;
        node = node.right;
      }
    }
    return count;
  }

  [Symbol.iterator](): Iterator<T> {
    return walk(this.#root);
  }
}

function sizeOf<T>(tree: Tree<T>): number {
  return tree === undefined ? 0 : tree.size;
}

function insert<T>(tree: Tree<T>, item: T, compare: Compare<T>): Node<T> {
  if (tree === undefined) return { item, size: 1, left: undefined, right: undefined };
  if (compare(item, tree.item) < 0) tree.left = insert(tree.left, item, compare);
  else tree.right = insert(tree.right, item, compare);
  return balance(tree);
}

function remove<T>(tree: Tree<T>, item: T, compare: Compare<T>): Tree<T> {
  if (tree === undefined) return undefined;
  const order = compare(item, tree.item);
  if (order < 0) tree.left = remove(tree.left, item, compare);
  else if (order > 0) tree.right = remove(tree.right, item, compare);
  else if (tree.left === undefined) return tree.right;
  else if (tree.right === undefined) return tree.left;
  else return replaceByNext(tree, tree.right);
  return balance(tree);
}

/** `right`: the right subtree of `node`, whose first item takes the place of the node's own. */
function replaceByNext<T>(node: Node<T>, right: Node<T>): Node<T> {
  let next = right;
  while (next.left !== undefined) next = next.left;
  const rest = withoutFirst(right);
  next.left = node.left;
  next.right = rest;
  return balance(next);
}

function withoutFirst<T>(node: Node<T>): Tree<T> {
  if (node.left === undefined) return node.right;
  node.left = withoutFirst(node.left);
  return balance(node);
}

/** After one item was added below `node` or deleted: counts it, and rotates if need be. */
function balance<T>(node: Node<T>): Node<T> {
  const { left, right } = node;
  const leftWeight = sizeOf(left) + 1;
  const rightWeight = sizeOf(right) + 1;
  node.size = leftWeight + rightWeight - 1;
  if (right !== undefined && rightWeight > MOST_UNEQUAL * leftWeight) {
    if (sizeOf(right.left) + 1 >= INNER_HEAVY * (sizeOf(right.right) + 1))
      node.right = rotateRight(right);
    return rotateLeft(node);
  }
  if (left !== undefined && leftWeight > MOST_UNEQUAL * rightWeight) {
    if (sizeOf(left.right) + 1 >= INNER_HEAVY * (sizeOf(left.left) + 1))
      node.left = rotateLeft(left);
    return rotateRight(node);
  }
  return node;
}

/** The right child, which must be there, becomes the parent. */
function rotateLeft<T>(node: Node<T>): Node<T> {
  const parent = node.right!;
  node.right = parent.left;
  parent.left = node;
  return recount(node, parent);
}

/** The left child, which must be there, becomes the parent. */
function rotateRight<T>(node: Node<T>): Node<T> {
  const parent = node.left!;
  node.left = parent.right;
  parent.right = node;
  return recount(node, parent);
}

function recount<T>(child: Node<T>, parent: Node<T>): Node<T> {
  parent.size = child.size;
  child.size = sizeOf(child.left) + sizeOf(child.right) + 1;
  return parent;
}

function* walk<T>(tree: Tree<T>): Generator<T> {
  if (tree === undefined) return;
  yield* walk(tree.left);
  yield tree.item;
  yield* walk(tree.right);
}
