import type { ExprNode } from 'jsonata';

/** What a JSONata expression reads from outside itself. */
export interface References {
  /** Free variables and functions, without their `$`; `states` is left out. */
  readonly names: ReadonlySet<string>;
  /** Each use of `$states` as the names that follow it: `$states.context.Task.Token` → context, Task, Token. */
  readonly states: readonly (readonly string[])[];
  /** The first use of `$`, `$$` or an unqualified field where there is no context item, if any. */
  readonly unqualified: string | undefined;
}

type Node = Readonly<Record<string, unknown>>;

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && !(value instanceof RegExp);
}

/** Fields of a node that are evaluated against the items that the node yields, not against its own context. */
const ITEM_FIELDS: ReadonlySet<string> = new Set(['stages', 'predicate', 'group', 'terms', 'body', 'update', 'delete']);

class ReferenceCollector {
  readonly used = new Set<string>();
  readonly bound = new Set<string>();
  readonly states: string[][] = [];
  unqualified: string | undefined;

  /** `top` is true where the context item is the (absent) input of the whole expression. */
  visit(value: unknown, top: boolean): void {
    if (Array.isArray(value)) {
      for (const item of value) this.visit(item, top);
      return;
    }
    if (!isNode(value)) return;
    this.#bind(value);
    if (value.type === 'path' && Array.isArray(value.steps)) this.#visitPath(value.steps, top);
    else this.#visitLeaf(value, top);
    for (const [field, child] of Object.entries(value)) {
      if (field !== 'steps' && field !== 'value') this.visit(child, top && !ITEM_FIELDS.has(field));
    }
  }

  #bind(node: Node): void {
    if (node.type === 'bind' && isNode(node.lhs)) this.bound.add(String(node.lhs.value));
    if (node.type === 'lambda' && Array.isArray(node.arguments)) {
      for (const argument of node.arguments) if (isNode(argument)) this.bound.add(String(argument.value));
    }
    for (const name of [node.focus, node.index]) if (typeof name === 'string') this.bound.add(name);
  }

  #visitPath(steps: readonly unknown[], top: boolean): void {
    const [first, ...rest] = steps;
    if (isNode(first) && first.type === 'variable' && first.value === 'states') {
      const end = rest.findIndex((step) => !isNode(step) || step.type !== 'name');
      const names = end === -1 ? rest : rest.slice(0, end);
      this.states.push(names.map((step) => (isNode(step) ? String(step.value) : '')));
      for (const [field, child] of Object.entries(first)) if (field !== 'value') this.visit(child, false);
    } else this.visit(first, top);
    for (const step of rest) this.visit(step, false);
  }

  #visitLeaf(node: Node, top: boolean): void {
    const name = String(node.value);
    if (node.type === 'variable') {
      if (name === 'states') this.states.push([]);
      else if (name !== '' && name !== '$') this.used.add(name);
      else if (top || name === '$') this.unqualified ??= `$${name}`;
    } else if (top && (node.type === 'name' || node.type === 'wildcard' || node.type === 'descendant')) {
      this.unqualified ??= name;
    }
  }
}

export function referencesOf(ast: ExprNode): References {
  const collector = new ReferenceCollector();
  collector.visit(ast, true);
  const names = new Set([...collector.used].filter((name) => !collector.bound.has(name)));
  return { names, states: collector.states, unqualified: collector.unqualified };
}
