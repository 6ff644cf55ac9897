import { type ErrorLeaf, type ErrorTree, refuse } from '../../world/refusal.js';

/** Something that came as JSON and may be anything. */
export type Fields = Readonly<Record<string, unknown>>;

/** Collects what is wrong with a body, by path, and refuses it as Discord does: all faults in one nested tree. */
export class Problems {
  readonly #leaves: ErrorLeaf[] = [];
  readonly #children = new Map<string, Problems>();

  /** The problems of one field or element. */
  at(key: string | number): Problems {
    const child = this.#children.get(String(key)) ?? new Problems();
    this.#children.set(String(key), child);
    return child;
  }

  add(code: string, message: string): void {
    this.#leaves.push({ code, message });
  }

  get any(): boolean {
    return this.#leaves.length > 0 || [...this.#children.values()].some((child) => child.any);
  }

  /** @throws Refusal 50035 with everything that was added */
  refuseIfAny(): void {
    if (this.any) throw refuse.invalidBody(this.#tree());
  }

  #tree(): ErrorTree {
    const tree: Record<string, ErrorTree | readonly ErrorLeaf[]> = {};
    for (const [key, child] of this.#children) if (child.any) tree[key] = child.#tree();
    if (this.#leaves.length > 0) tree['_errors'] = this.#leaves;
    return tree;
  }
}
