/**
 * The part of typed digits that is in every writing of the number: without `00` or the trunk `0`
 * before it.
 */
export function withoutTrunk(digits: string): string {
  return digits.replace(/^0+(?=\d)/u, '');
}
