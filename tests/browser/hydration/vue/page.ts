import { createSSRApp, h, onMounted, ref } from 'vue';
import { ADDED, NUMBER } from '../words.ts';

/** Vue's apps are an element of the body. */
export function newApp(): ReturnType<typeof createSSRApp> {
  return createSSRApp({
    setup() {
      const count = ref(0);
      onMounted(() => {
        window.isHydrated = true;
      });
      return () => [
        h('p', { id: 'a' }, NUMBER),
        h('input', { id: 'field' }),
        h('button', { id: 'more', onClick: () => (count.value += 1) }, `More ${count.value}`),
        count.value > 0 ? h('p', { id: 'b' }, ADDED) : null,
      ];
    },
  });
}
