/** Most contacts were never used, and this many bits tell nearly all of them apart from those who were. */
const BITS = 0x10000;

/** How often contacts are used, for ranking: asked for everybody who is found. */
export class UsePoints {
  private readonly points: ReadonlyMap<number, number>;
  private readonly isUsed = new Uint8Array(BITS);

  /** @param points from 1 to `MOST_USE_POINTS`, by `shortId` */
  constructor(points: ReadonlyMap<number, number> = new Map()) {
    this.points = points;
    for (const id of points.keys()) this.isUsed[id % BITS] = 1;
  }

  /** @returns 0 for who was not used */
  of(id: number): number {
    return this.isUsed[id % BITS] === 1 ? (this.points.get(id) ?? 0) : 0;
  }
}
