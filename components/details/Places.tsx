import { Text } from '../Text.tsx';

/**
 * Short texts with dots between them. The dots are outside of the texts, so that these cannot
 * move them to their other side.
 */
export function Places({ places }: { places: readonly string[] }) {
  return places.map((place) => (
    <span key={place} class="place">
      <Text value={place} most={120} />
    </span>
  ));
}
