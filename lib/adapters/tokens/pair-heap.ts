/** Smallest number first. Grows as needed. */
export class PairHeap {
  private keys: Float64Array;
  private filled = 0;

  constructor(capacity: number) {
    this.keys = new Float64Array(Math.max(1, capacity));
  }

  get size(): number {
    return this.filled;
  }

  push(key: number): void {
    if (this.filled === this.keys.length) this.grow();
    let hole = this.filled;
    this.filled += 1;
    while (hole > 0) {
      const parent = (hole - 1) >> 1;
      const above = this.key(parent);
      if (above <= key) break;
      this.keys[hole] = above;
      hole = parent;
    }
    this.keys[hole] = key;
  }

  /** The smallest key; call only while `size` is above 0. */
  pop(): number {
    const smallest = this.key(0);
    this.filled -= 1;
    const last = this.key(this.filled);
    let hole = 0;
    for (;;) {
      let child = 2 * hole + 1;
      if (child >= this.filled) break;
      if (child + 1 < this.filled && this.key(child + 1) < this.key(child)) child += 1;
      const below = this.key(child);
      if (below >= last) break;
      this.keys[hole] = below;
      hole = child;
    }
    this.keys[hole] = last;
    return smallest;
  }

  private key(index: number): number {
    return this.keys[index] ?? Infinity;
  }

  private grow(): void {
    const larger = new Float64Array(this.keys.length * 2);
    larger.set(this.keys);
    this.keys = larger;
  }
}
